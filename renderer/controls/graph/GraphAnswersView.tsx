import { graphWords } from '../../text/graph.ts';
import { useWords } from '../../text/words.tsx';
import { type GraphAnswers, wordsOf } from './use-answers.ts';

const BIASING = new Set(['mediator', 'descendant', 'collider']);

/** What the engine says of the drawing: ways to the effect, and what to keep one's hands off. */
export function GraphAnswersView({ answers }: { readonly answers: GraphAnswers }) {
  const { say } = useWords();
  const { report, ways, roles, isLoading } = answers;
  const reading = report?.blocks.find(({ id }) => id === 'reading');
  const bad = [...roles].filter(([, { role }]) => BIASING.has(role));
  return (
    <aside className="graph-answers" aria-label={say(graphWords.answers)} aria-busy={isLoading} aria-live="polite">
      <h3>{say(graphWords.answers)}</h3>
      {reading?.kind === 'text' ? (
        <p data-answer="reading">{say(reading.body)}</p>
      ) : (
        <p className="quiet">{say(isLoading ? graphWords.asking : graphWords.notYet)}</p>
      )}
      {ways === undefined || ways.rows.length === 0 ? null : (
        <>
          <h4>{say(graphWords.ways)}</h4>
          <ul className="plain-list" data-answer="ways">
            {ways.rows.map((row) => (
              <li key={row.join('|')}>
                <span className="quiet">{say(wordsOf(ways.columns[0], row[0] ?? null))}</span> <bdi>{row[1]}</bdi>
                {row[2] === '' ? null : <bdi className="quiet">{` | ${row[2]}`}</bdi>}
              </li>
            ))}
          </ul>
        </>
      )}
      {bad.length === 0 ? null : (
        <>
          <h4>{say(graphWords.badControls)}</h4>
          <ul className="plain-list" data-answer="bad">
            {bad.map(([name, { label, advice, isBadControl }]) => (
              <li key={name} className={isBadControl ? 'is-bad' : ''}>
                <strong>
                  <bdi>{name}</bdi>
                </strong>{' '}
                {`${say(label)}${isBadControl ? ` · ${say(graphWords.inUse)}` : ''}`}
                <span className="quiet small">{say(advice)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {reading === undefined ? null : <p className="quiet small">{say(graphWords.testsNote)}</p>}
    </aside>
  );
}
