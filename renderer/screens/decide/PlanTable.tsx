import { useEffect, useRef } from 'react';
import type { RowPage } from '../../../core/api/types.ts';
import { formatCell } from '../../../core/report/format.ts';
import { decideWords, whyOf } from '../../text/decide.ts';
import { useWords } from '../../text/words.tsx';
import { armColour } from './arm-colour.ts';
import type { Cells, PlanShape } from './why-customer.ts';

/** Whatever scrolls must be reachable by keyboard, or its rows are not. */
const REACHED = { tabIndex: 0 };

export interface Sorting {
  readonly column: string;
  readonly isDescending: boolean;
}

interface PlanTableProps {
  readonly page: RowPage;
  readonly shape: PlanShape;
  readonly sort: Sorting | null;
  /** The row that was looked for. */
  readonly marked: number | null;
  onSort(sort: Sorting | null): void;
  onCustomer(cells: Cells): void;
}

/** Customers against options: what each option is worth to whom, the chosen one in its colour. */
export function PlanTable({ page, shape, sort, marked, onSort, onCustomer }: PlanTableProps) {
  const { say } = useWords();
  const scroller = useRef<HTMLElement>(null);
  useEffect(() => {
    if (marked !== null && marked < page.rows.length) scroller.current?.querySelector('tr.is-marked')?.scrollIntoView({ block: 'nearest' });
  }, [marked, page]);
  const head = { sort, onSort };
  return (
    <section ref={scroller} className="table-scroll plan-table" aria-label={say(decideWords.plan)} {...REACHED}>
      <table className="block-table">
        <thead>
          <tr>
            <Head {...head} column={shape.id} label={shape.id} />
            <Head {...head} column={shape.offer} label={say(decideWords.gets)} />
            {shape.options.map((option, at) => {
              const column = shape.valueColumns[at];
              return column == null ? null : <Head key={option} {...head} column={column} label={option} isNumber />;
            })}
            <Head {...head} column={shape.value} label={say(decideWords.value)} isNumber />
            <Head {...head} column={shape.cost} label={say(decideWords.cost)} isNumber />
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row, place) => (
            <PlanRow key={row} cells={cellsOf(page, place)} shape={shape} isMarked={place === marked} onCustomer={onCustomer} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface HeadProps {
  readonly column: string;
  readonly label: string;
  readonly isNumber?: boolean;
  readonly sort: Sorting | null;
  onSort(sort: Sorting | null): void;
}

function Head({ column, label, isNumber = false, sort, onSort }: HeadProps) {
  const own = sort?.column === column ? sort : null;
  const next =
    own === null ? { column, isDescending: isNumber } : own.isDescending === isNumber ? { column, isDescending: !isNumber } : null;
  return (
    <th scope="col" className={isNumber ? 'number' : ''} aria-sort={own === null ? 'none' : own.isDescending ? 'descending' : 'ascending'}>
      <button type="button" className="header-button" onClick={() => onSort(next)}>
        <bdi className="cell-name">{label}</bdi>
        <span aria-hidden>{own === null ? '' : own.isDescending ? ' ↓' : ' ↑'}</span>
      </button>
    </th>
  );
}

interface PlanRowProps {
  readonly cells: Cells;
  readonly shape: PlanShape;
  readonly isMarked: boolean;
  onCustomer(cells: Cells): void;
}

function PlanRow({ cells, shape, isMarked, onCustomer }: PlanRowProps) {
  const { say, language } = useWords();
  const chosen = String(cells.get(shape.offer) ?? '');
  const place = Math.max(0, shape.options.indexOf(chosen));
  const words = (column: string): string => formatCell(cells.get(column) ?? null, language);
  const tint = { background: `color-mix(in srgb, ${armColour(place)} 20%, transparent)` };
  return (
    <tr className={`is-choosable${isMarked ? ' is-marked' : ''}`} onClick={() => onCustomer(cells)}>
      <td>
        <button type="button" className="plan-customer" title={say(decideWords.why)} aria-label={say(whyOf(words(shape.id)))}>
          <bdi className="cell-name">{words(shape.id)}</bdi>
        </button>
      </td>
      <td style={tint}>
        <span className="option-dot" style={{ background: armColour(place) }} aria-hidden />
        <bdi className="cell-name">{chosen}</bdi>
      </td>
      {shape.options.map((option, at) => {
        const column = shape.valueColumns[at];
        if (column == null) return null;
        const isChosen = option === chosen;
        return (
          <td key={option} className={`number${isChosen ? ' is-chosen' : ''}`} style={isChosen ? tint : {}}>
            {words(column)}
          </td>
        );
      })}
      <td className="number">{words(shape.value)}</td>
      <td className="number">{words(shape.cost)}</td>
    </tr>
  );
}

function cellsOf({ columns, cells }: RowPage, place: number): Cells {
  return new Map(columns.map(({ name }, at) => [name, cells[at]?.[place] ?? null]));
}
