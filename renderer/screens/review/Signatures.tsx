import type { SignatureView } from '../../../core/api/review-types.ts';
import type { ProjectState } from '../../../core/api/types.ts';
import { reviewWords } from '../../text/review.ts';
import { useWords } from '../../text/words.tsx';
import { hrefOfStep } from '../registry.ts';

interface SignaturesProps {
  readonly project: ProjectState;
  readonly signatures: readonly SignatureView[] | undefined;
}

/** Who stood behind what, who doubted what, and whether it is still the same. */
export function Signatures({ project, signatures }: SignaturesProps) {
  const { say } = useWords();
  if (signatures === undefined) return null;
  if (signatures.length === 0) return <p className="quiet">{say(reviewWords.nobodySigned)}</p>;
  return (
    <ul className="plain-list signatures">
      {signatures.map((signature) => (
        <Signature key={signature.sequence} signature={signature} project={project} />
      ))}
    </ul>
  );
}

function Signature({ signature, project }: { readonly signature: SignatureView; readonly project: ProjectState }) {
  const { say, date } = useWords();
  const { kind, name, at, remark, step, documentHash, run, sequence, hash, isCurrent } = signature;
  const view = project.steps.find(({ id }) => id === step);
  return (
    <li className={`signature is-${kind}${isCurrent ? '' : ' is-outdated'}`}>
      <p>
        <strong>{say(kind === 'sign-off' ? reviewWords.signOff : reviewWords.challenge)}</strong>
        {': '}
        <bdi>{name}</bdi>
      </p>
      <p className="quiet small">{date(at)}</p>
      {step === null ? null : (
        <p>
          {say(reviewWords.step)}{' '}
          {view === undefined ? <bdi>{step}</bdi> : <a href={hrefOfStep(view)}>{<bdi>{`${say(view.title)} (${step})`}</bdi>}</a>}
        </p>
      )}
      {remark === '' ? null : (
        <p className="signature-remark">
          <bdi>{remark}</bdi>
        </p>
      )}
      <p className={isCurrent ? 'review-fine small' : 'review-bad small'}>
        {say(isCurrent ? reviewWords.signedAsIs : reviewWords.changedSince)}
      </p>
      <p className="quiet small">
        {say(reviewWords.document)} <code title={documentHash}>{documentHash.slice(0, 12)}</code>
        {run === null ? null : (
          <>
            {', '}
            {say(reviewWords.lastRun)} <code title={run}>{run.slice(0, 8)}</code>
          </>
        )}
        {', '}
        {say(reviewWords.entry)} {sequence} <code title={hash}>{hash.slice(0, 12)}</code>
      </p>
    </li>
  );
}
