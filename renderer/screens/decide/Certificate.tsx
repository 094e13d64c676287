import type { ResultView } from '../../../core/api/types.ts';
import { NoteView } from '../../blocks/NoteView.tsx';
import { Paragraphs } from '../../blocks/TextView.tsx';
import { decideWords } from '../../text/decide.ts';
import { useWords } from '../../text/words.tsx';
import { scalarOf } from './budget-curve.ts';

interface CertificateProps {
  /** The plan that was tried, where there is one; else the kept one. */
  readonly result: ResultView;
  readonly isTried: boolean;
  readonly seed: number;
}

/** Below this share a gap is only rounding to a reader. */
const SMALLEST_PERCENT = 0.001;

/** What proves the plan, what its limits are worth, and the sentence that sums it up. */
export function Certificate({ result, isTried, seed }: CertificateProps) {
  const { say, number, duration } = useWords();
  const { report, elapsedMs, fingerprint, isStale } = result;
  const [reading, prices] = ['reading', 'prices'].map((id) => report.blocks.find((block) => block.id === id));
  const [gap, bound] = [scalarOf(report, 'gapShare'), scalarOf(report, 'bound')];
  const isProven = scalarOf(report, 'isProvenOptimal') === true;
  const percent = typeof gap === 'number' ? 100 * gap : null;
  return (
    <div className="decide-reading">
      {isTried ? <p className="decide-tried">{say(decideWords.tried)}</p> : null}
      {isStale ? <p className="decide-tried">{say(decideWords.stale)}</p> : null}
      {reading?.kind === 'text' ? <Paragraphs body={reading.body} /> : null}
      <section>
        <h3>{say(decideWords.certificate)}</h3>
        <p>
          <strong>{say(isProven ? decideWords.proven : decideWords.notProven)}</strong>
        </p>
        <dl>
          <dt>{say(decideWords.gap)}</dt>
          <dd>{percent === null ? '–' : percent > 0 && percent < SMALLEST_PERCENT ? `< ${SMALLEST_PERCENT} %` : `${number(percent)} %`}</dd>
          <dt>{say(decideWords.bound)}</dt>
          <dd>{typeof bound === 'number' ? number(bound) : '–'}</dd>
          <dt>{say(decideWords.time)}</dt>
          <dd>{elapsedMs === null ? '–' : duration(elapsedMs)}</dd>
          <dt>{say(decideWords.seed)}</dt>
          <dd>{seed}</dd>
          <dt>{say(decideWords.hash)}</dt>
          <dd>
            <code>{fingerprint.slice(0, 12)}</code>
          </dd>
        </dl>
      </section>
      {prices?.kind === 'text' ? (
        <section>
          <h3>{say(decideWords.limits)}</h3>
          <Paragraphs body={prices.body} />
        </section>
      ) : null}
      {report.notes.map((note) => (
        <NoteView key={note.code + note.message.en} note={note} />
      ))}
    </div>
  );
}
