import { Collapse } from 'antd';
import type { CustomerEffects, CustomerPlace } from '../../../core/api/review-types.ts';
import type { StepView } from '../../../core/api/types.ts';
import { formatCell } from '../../../core/report/format.ts';
import { reviewWords, rowOf, severalRows } from '../../text/review.ts';
import { useWords } from '../../text/words.tsx';
import { hrefOfStep } from '../registry.ts';
import { tellingColumns } from './customer-summary.ts';

interface PlaceViewProps {
  readonly place: CustomerPlace;
  readonly step: StepView | undefined;
}

/** What one dataset or step says about the customer. */
export function PlaceView({ place, step }: PlaceViewProps) {
  const { say, number } = useWords();
  const { source, title, row, rowCount, isStale } = place;
  const name = title === null ? say(reviewWords.data) : say(title);
  return (
    <section className={`review-place${row === null ? ' is-absent' : ''}`} aria-label={`${name} ${source}`}>
      <h3>
        {step === undefined ? name : <a href={hrefOfStep(step)}>{name}</a>} <bdi className="quiet small">{source}</bdi>{' '}
        {isStale ? <span className="review-bad small">{say(reviewWords.stale)}</span> : null}
      </h3>
      {row === null ? <Absent place={place} /> : <p className="quiet small">{say(rowOf(number(row), number(rowCount)))}</p>}
      {row === null ? null : <Says place={place} />}
    </section>
  );
}

function Absent({ place }: { readonly place: CustomerPlace }) {
  const { say } = useWords();
  const { problem } = place;
  if (problem === null) return <p className="quiet small">{say(reviewWords.notThere)}</p>;
  if (problem.code === 'document/no-result') return <p className="quiet small">{say(reviewWords.notRun)}</p>;
  return (
    <p className="review-bad small">
      <bdi>{problem.message}</bdi>
    </p>
  );
}

function Says({ place }: { readonly place: CustomerPlace }) {
  const { say, number } = useWords();
  const { columns, effects, chosen, matches } = place;
  const told = tellingColumns(columns);
  return (
    <>
      {matches > 1 ? <p className="review-bad small">{say(severalRows(number(matches)))}</p> : null}
      {chosen === null ? null : (
        <p>
          {say(reviewWords.chosen)}:{' '}
          <strong>
            <bdi>{chosen.option}</bdi>
          </strong>
          , {say(reviewWords.expectedValue)} {number(chosen.value)}, {say(reviewWords.cost)} {number(chosen.cost)}
        </p>
      )}
      {effects === null ? null : <EffectsTable effects={effects} />}
      <Cells place={place} which={told} />
      {told.length === columns.length ? null : (
        <Collapse
          ghost
          size="small"
          items={[{ key: 'all', label: say(reviewWords.allColumns), children: <Cells place={place} which={columns.map((_, at) => at)} /> }]}
        />
      )}
    </>
  );
}

function Cells({ place: { columns, cells }, which }: { readonly place: CustomerPlace; readonly which: readonly number[] }) {
  const { language } = useWords();
  return (
    <dl className="review-cells">
      {which.map((at) => (
        <div key={columns[at]?.name}>
          <dt>
            <bdi>{columns[at]?.name}</bdi>
          </dt>
          <dd>
            <bdi>{formatCell(cells[at] ?? null, language)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function EffectsTable({ effects }: { readonly effects: CustomerEffects }) {
  const { say, number } = useWords();
  const { outcome, unit, control, arms, baseline } = effects;
  const of = unit === null ? outcome : `${outcome} (${unit})`;
  const hasError = arms.some(({ standardError }) => standardError !== null);
  return (
    <>
      <table className="block-table review-table" aria-label={`${say(reviewWords.effect)} ${outcome}`}>
        <thead>
          <tr>
            <th scope="col">
              {say(reviewWords.arm)} ({say(reviewWords.against)} <bdi>{control}</bdi>)
            </th>
            <th scope="col" className="is-number">
              {say(reviewWords.effect)} <bdi>{of}</bdi>
            </th>
            {hasError ? (
              <th scope="col" className="is-number">
                {say(reviewWords.standardError)}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {arms.map(({ arm, value, standardError }) => (
            <tr key={arm}>
              <th scope="row">
                <bdi>{arm}</bdi>
              </th>
              <td className={`is-number ${value < 0 ? 'review-loss' : 'review-gain'}`}>
                {value > 0 ? '+' : ''}
                {number(value)}
              </td>
              {hasError ? <td className="is-number">{standardError === null ? '–' : number(standardError)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
      {baseline === null ? null : (
        <p className="quiet small">
          {say(reviewWords.baseline)}: {number(baseline)}
        </p>
      )}
    </>
  );
}
