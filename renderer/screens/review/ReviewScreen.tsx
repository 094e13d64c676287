import { useState } from 'react';
import type { SignatureView } from '../../../core/api/review-types.ts';
import type { ProjectState } from '../../../core/api/types.ts';
import { Page } from '../../app/page/Page.tsx';
import { useProject } from '../../client/session-hooks.ts';
import { useCall } from '../../client/use-call.ts';
import { reviewWords } from '../../text/review.ts';
import { useWords } from '../../text/words.tsx';
import { AuditCard } from './AuditCard.tsx';
import { CustomerCard } from './CustomerCard.tsx';
import { ReplayCard } from './ReplayCard.tsx';
import { SignPanel } from './SignPanel.tsx';
import { VerifyCard } from './VerifyCard.tsx';
import '../../blocks/blocks.css';
import '../../blocks/table/table.css';
import './review.css';

/** Everything by which somebody else can check the work: proof, one customer, the trail, and a signature. */
export default function ReviewScreen() {
  const project = useProject();
  return project === null ? null : <Review key={project.id} project={project} />;
}

function Review({ project }: { readonly project: ProjectState }) {
  const { say } = useWords();
  const version = `${project.documentHash} ${project.lastRun?.id ?? ''}`;
  const asked = useCall('project.signatures', {}, version);
  // What signing answered is newer than what was asked before it, until the project changes.
  const [told, setTold] = useState<{ readonly version: string; readonly all: readonly SignatureView[] }>();
  const signatures = told?.version === version ? told.all : asked.value;
  return (
    <Page
      title={say(reviewWords.title)}
      subtitle={<Identity project={project} />}
      reading={<SignPanel project={project} signatures={signatures} keep={(all) => setTold({ version, all })} />}
      names={{ reading: reviewWords.signatures }}
    >
      <div className="review">
        <div className="review-pair">
          <VerifyCard />
          <ReplayCard />
        </div>
        <CustomerCard project={project} />
        <AuditCard project={project} version={String(signatures?.length ?? 0)} />
      </div>
    </Page>
  );
}

/** What is under review, to the byte. */
function Identity({ project: { name, documentHash, lastRun } }: { readonly project: ProjectState }) {
  const { say, date } = useWords();
  return (
    <>
      <bdi>{say(name)}</bdi>
      {' · '}
      {say(reviewWords.document)} <code title={documentHash}>{documentHash.slice(0, 12)}</code>
      {' · '}
      {say(reviewWords.lastRun)} {lastRun === null ? say(reviewWords.noRun) : date(lastRun.finishedAt)}
    </>
  );
}
