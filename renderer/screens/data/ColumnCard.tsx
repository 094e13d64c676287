import { EyeInvisibleOutlined } from '@ant-design/icons';
import type { ColumnInfo, ColumnSummary } from '../../../core/api/types.ts';
import { ROLES, type Role } from '../../../core/frame/column.ts';
import type { GridColumn } from '../../blocks/grid/Grid.tsx';
import { RoleSelect } from '../../blocks/grid/RoleSelect.tsx';
import { dataWords, distinctValues, missingShare } from '../../text/data.ts';
import { kindWords } from '../../text/grid.ts';
import { useWords, type Words } from '../../text/words.tsx';

interface ColumnCardProps {
  readonly column: GridColumn;
  readonly info: ColumnInfo;
  readonly summary: ColumnSummary | undefined;
  /** Why roles cannot be changed here, where they cannot. */
  readonly locked: string | undefined;
  sort(): void;
  hide(): void;
  setRole(role: Role | null): void;
}

const ARROWS = { ascending: '↑', descending: '↓' } as const;

/** What stands above a column: its name, kind, role, the shape of its values, and what is missing. */
export function ColumnCard({ column, info, summary, locked, sort, hide, setRole }: ColumnCardProps) {
  const words = useWords();
  const { say, share } = words;
  const { name } = column;
  const missing = summary === undefined ? 0 : summary.missingCount / Math.max(1, summary.rowCount);
  return (
    <div className="head-card data-card">
      <div className="data-card-top">
        <button
          type="button"
          className="head-name data-sort"
          title={name.slice(0, 300)}
          aria-label={`${say(dataWords.sortBy)} ${name.slice(0, 300)}`}
          onClick={sort}
        >
          <bdi>{name}</bdi>
          {column.order === undefined ? null : <span aria-hidden>{ARROWS[column.order]}</span>}
        </button>
        <button
          type="button"
          className="data-hide"
          aria-label={`${say(dataWords.hide)} ${name.slice(0, 300)}`}
          title={say(dataWords.hide)}
          onClick={hide}
        >
          <EyeInvisibleOutlined />
        </button>
      </div>
      <div className="data-card-kind">
        <span className="quiet">{say(kindWords[info.kind])}</span>
        <RoleSelect column={name.slice(0, 300)} roles={ROLES} value={info.role} locked={locked} onChange={setRole} />
      </div>
      <div className="data-shape" title={summary === undefined ? undefined : factsOf(summary, info.kind, words)}>
        {summary === undefined ? null : <Shape summary={summary} label={factsOf(summary, info.kind, words)} />}
      </div>
      <div className="data-missing" aria-hidden>
        <span style={{ width: `${100 * missing}%` }} />
      </div>
      <span className="quiet data-facts">
        {summary === undefined
          ? ' '
          : [...(missing > 0 ? [say(missingShare(share(missing)))] : []), say(distinctValues(words.number(summary.distinctCount)))].join(
              ' · ',
            )}
      </span>
    </div>
  );
}

/** Bars of the histogram, or of the most frequent values. */
function Shape({ summary, label }: { readonly summary: ColumnSummary; readonly label: string }) {
  const { histogram, top } = summary;
  const bars = histogram?.counts.map((count, index) => [String(histogram.edges[index]), count] as const) ?? top.slice(0, 12);
  const most = Math.max(1, ...bars.map(([, count]) => count));
  return (
    <svg viewBox={`0 0 ${Math.max(1, bars.length)} 1`} preserveAspectRatio="none" role="img" aria-label={label}>
      {bars.map(([name, count], index) => (
        <rect key={name} x={index + 0.06} width={0.88} y={1 - count / most} height={count / most} />
      ))}
    </svg>
  );
}

/** The column in a line, for tooltips and for those who listen. */
export function factsOf(summary: ColumnSummary, kind: ColumnInfo['kind'], { say, number, share }: Words): string {
  const missing = summary.missingCount / Math.max(1, summary.rowCount);
  return [
    rangeText(summary, kind) ?? '',
    ...summary.top.slice(0, summary.histogram === null ? 5 : 0).map(([value, count]) => `${value.slice(0, 40)}: ${number(count)}`),
    say(distinctValues(number(summary.distinctCount))),
    ...(missing > 0 ? [say(missingShare(share(missing)))] : []),
    ...(summary.isIdLike ? [say(dataWords.idLike)] : []),
    ...(summary.isPersonal ? [say(dataWords.personal)] : []),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Lowest and highest value; dates as days. Null for words. */
export function rangeText(summary: ColumnSummary, kind: ColumnInfo['kind']): string | null {
  if (summary.range === null) return null;
  const { min, max } = summary.range;
  const isDate = kind === 'date';
  const write = (value: number): string =>
    isDate && Math.abs(value) < 8.64e15 ? new Date(value).toISOString().slice(0, 10) : String(Number(value.toPrecision(6)));
  return `${write(min)} – ${write(max)}`;
}
