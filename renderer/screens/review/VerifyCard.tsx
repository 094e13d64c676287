import { SafetyCertificateOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { VerifyView } from '../../../core/api/types.ts';
import { useAct } from '../../client/use-act.tsx';
import { checkedCounts, reviewWords } from '../../text/review.ts';
import { useWords } from '../../text/words.tsx';
import { Card } from './Card.tsx';

/** Whether the file is as it was written. */
export function VerifyCard() {
  const { say } = useWords();
  const act = useAct();
  const [view, setView] = useState<VerifyView>();
  const [isBusy, setBusy] = useState(false);
  const verify = async (): Promise<void> => {
    setBusy(true);
    setView(await act('project.verify', {}));
    setBusy(false);
  };
  return (
    <Card
      title={reviewWords.verify}
      why={reviewWords.verifyWhy}
      tools={
        <Button icon={<SafetyCertificateOutlined aria-hidden />} loading={isBusy} onClick={() => void verify()}>
          {say(reviewWords.verifyNow)}
        </Button>
      }
    >
      <div role="status">{view === undefined ? null : <Findings view={view} />}</div>
    </Card>
  );
}

function Findings({ view }: { readonly view: VerifyView }) {
  const { say, number } = useWords();
  const { chunks = 0, values = 0, auditEntries = 0 } = view.checked;
  const isFine = view.findings.length === 0;
  return (
    <>
      <p className={isFine ? 'review-fine' : 'review-bad'}>{say(isFine ? reviewWords.verifyFine : reviewWords.verifyBad)}</p>
      {isFine ? null : (
        <ul className="review-findings">
          {view.findings.map(({ code, message }) => (
            <li key={code + message}>
              <code>{code}</code> <bdi>{message}</bdi>
            </li>
          ))}
        </ul>
      )}
      <p className="quiet small">{say(checkedCounts(number(chunks), number(values), number(auditEntries)))}</p>
      {view.head === null ? null : (
        <p className="quiet small">
          {say(reviewWords.head)} <code className="review-hash">{view.head}</code>
        </p>
      )}
    </>
  );
}
