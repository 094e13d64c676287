import type { ResultView } from '../../../core/api/types.ts';
import { NoteView } from '../../blocks/NoteView.tsx';
import { Paragraphs } from '../../blocks/TextView.tsx';
import { decideWords } from '../../text/decide.ts';
import { useWords } from '../../text/words.tsx';
import { scalarOf } from './budget-curve.ts';

/** What proves the plan, what its limits are worth, and the sentence that sums it up. */
export function Certificate({ result, seed }: { readonly result: ResultView; readonly seed: number }) {
  const { say, number, duration } = useWords();
  const { report, elapsedMs, fingerprint } = result;
  const [reading, prices] = ['reading', 'prices'].map((id) => report.blocks.find((block) => block.id === id));
  const [gap, bound] = [scalarOf(report, 'gapShare'), scalarOf(report, 'bound')];
  const isProven = scalarOf(report, 'isProvenOptimal') === true;
  return (
    <div className="decide-reading">
      {reading?.kind === 'text' ? <Paragraphs body={reading.body} /> : null}
      <h3>{say(decideWords.certificate)}</h3>
      <p>
        <strong>{say(isProven ? decideWords.proven : decideWords.notProven)}</strong>
      </p>
      <dl>
        <dt>{say(decideWords.gap)}</dt>
        <dd>{typeof gap === 'number' ? `${number(100 * gap)} %` : '–'}</dd>
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
      {prices?.kind === 'text' ? <Paragraphs body={prices.body} /> : null}
      {report.notes.map((note) => (
        <NoteView key={note.code} note={note} />
      ))}
    </div>
  );
}
