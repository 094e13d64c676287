import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useMemo, useRef, useState } from 'react';
import type { Text } from '../../../core/base/text.ts';
import type { TableCell, TableColumn, TableData } from '../../../core/report/blocks.ts';
import { formatCell } from '../../../core/report/format.ts';
import { blocksWords, rowCount } from '../../text/blocks.ts';
import { useWords } from '../../text/words.tsx';
import { type Sorting, sortedPlaces } from './sort-rows.ts';
import './table.css';

interface DataTableProps {
  readonly table: TableData;
  /** For file names. */
  readonly name: string;
  /** For those who listen. */
  readonly label: string;
  /** The most that it is high before it scrolls. */
  readonly maxHeight?: number;
  /** A row was chosen, by click or Enter. */
  onRow?(row: number): void;
}

const ROW_HEIGHT = 27;
/** Letters of a cell that is folded into lines. */
const LONG_CELL = 40;

/** Shorter tables are drawn whole: a browser's own search and a screen reader then find every row. */
const MOST_DRAWN_WHOLE = 200;

/** Whatever scrolls must be reachable by keyboard, or its rows are not. */
const REACHED = { tabIndex: 0 };

/** A table that sorts by its headers and scrolls through any number of rows. */
export function DataTable({ table, label, maxHeight = 420, onRow }: DataTableProps) {
  const { say, language, number } = useWords();
  const scroller = useRef<HTMLElement>(null);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const { columns, rows } = table;
  const places = useMemo(() => sortedPlaces(rows, sorting, language), [rows, sorting, language]);
  const isNumeric = useMemo(() => columns.map((_, index) => rows.some((row) => typeof row[index] === 'number')), [columns, rows]);
  const isVirtual = rows.length > MOST_DRAWN_WHOLE;
  const virtual = useVirtualizer({
    count: isVirtual ? rows.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const shown = isVirtual ? virtual.getVirtualItems().map(({ index }) => index) : places.map((_, index) => index);
  const first = shown[0] ?? 0;
  const after = isVirtual ? rows.length - 1 - (shown.at(-1) ?? 0) : 0;
  const widths = useMemo(() => (isVirtual ? widthsOf(table, language) : null), [isVirtual, table, language]);
  const sortBy = (column: number): void =>
    setSorting((before) => {
      if (before?.column !== column) return { column, isDescending: isNumeric[column] === true };
      return before.isDescending === (isNumeric[column] === true) ? { column, isDescending: !before.isDescending } : null;
    });
  return (
    <>
      <section ref={scroller} className="table-scroll" style={{ maxHeight }} aria-label={label} {...REACHED}>
        <table
          className={`block-table${isVirtual ? ' is-virtual' : ''}`}
          aria-rowcount={rows.length + 1}
          style={widths === null ? {} : { tableLayout: 'fixed', width: sum(widths) }}
        >
          {widths === null ? null : (
            <colgroup>
              {widths.map((width, index) => (
                <col key={columns[index]?.name} style={{ width }} />
              ))}
            </colgroup>
          )}
          <thead>
            <tr>
              {columns.map((column, index) => (
                <HeaderCell
                  key={column.name}
                  column={column}
                  isNumeric={isNumeric[index] === true}
                  order={sorting?.column === index ? (sorting.isDescending ? 'descending' : 'ascending') : 'none'}
                  sort={() => sortBy(index)}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {first > 0 ? <Gap height={first * ROW_HEIGHT} /> : null}
            {shown.map((place) => {
              const row = places[place] ?? 0;
              return (
                <tr key={row} aria-rowindex={place + 2} {...rowEvents(row, onRow)}>
                  {columns.map((column, index) => (
                    <BodyCell
                      key={column.name}
                      cell={saidCell(column, rows[row]?.[index] ?? null, say)}
                      isNumeric={isNumeric[index] === true}
                    />
                  ))}
                </tr>
              );
            })}
            {after > 0 ? <Gap height={after * ROW_HEIGHT} /> : null}
          </tbody>
        </table>
        {rows.length === 0 ? <p className="quiet table-empty">{say(blocksWords.empty)}</p> : null}
      </section>
      {isVirtual ? <p className="quiet small">{say(rowCount(number(rows.length)))}</p> : null}
    </>
  );
}

function rowEvents(row: number, onRow: ((row: number) => void) | undefined) {
  if (onRow === undefined) return {};
  return {
    tabIndex: 0,
    className: 'is-choosable',
    onClick: () => onRow(row),
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === 'Enter') onRow(row);
    },
  };
}

/** The height of rows that are not drawn. */
function Gap({ height }: { readonly height: number }) {
  const style: CSSProperties = { height, padding: 0, border: 0 };
  return (
    <tr aria-hidden>
      <td style={style} />
    </tr>
  );
}

interface HeaderCellProps {
  readonly column: TableColumn;
  readonly isNumeric: boolean;
  readonly order: 'none' | 'ascending' | 'descending';
  sort(): void;
}

const ARROWS = { none: '', ascending: ' ↑', descending: ' ↓' } as const;

function HeaderCell({ column, isNumeric, order, sort }: HeaderCellProps) {
  const { say } = useWords();
  const label = column.label === undefined ? column.name : say(column.label);
  return (
    <th scope="col" aria-sort={order} className={isNumeric ? 'number' : ''}>
      <button type="button" className="header-button" title={`${say(blocksWords.sortBy)} ${label}`} onClick={sort}>
        <bdi>{label}</bdi>
        {column.unit === undefined ? null : <span className="header-unit">{` (${column.unit})`}</span>}
        <span aria-hidden>{ARROWS[order]}</span>
      </button>
    </th>
  );
}

/** A cell that is a word of the method, in the reader's language; every other one as it is. */
function saidCell({ words }: TableColumn, cell: TableCell, say: (words: Text) => string): TableCell {
  const said = typeof cell === 'string' && words !== undefined && Object.hasOwn(words, cell) ? words[cell] : undefined;
  return said === undefined ? cell : say(said);
}

function BodyCell({ cell, isNumeric }: { readonly cell: TableCell; readonly isNumeric: boolean }) {
  const { language } = useWords();
  const words = formatCell(cell, language);
  const isLong = typeof cell === 'string' && cell.length > LONG_CELL;
  return (
    <td className={isNumeric ? 'number' : ''} title={isLong ? cell : undefined}>
      <bdi className={`cell-name${isLong ? ' is-long' : ''}`}>{words}</bdi>
    </td>
  );
}

/** Rows that stand for the rest when widths are measured. */
const SAMPLE = 200;
const LETTER_PX = 7.2;
const NARROWEST_PX = 64;
const WIDEST_PX = 320;

/** Widths that do not jump while scrolling: from the longest of the first rows, Chinese letters counting twice. */
function widthsOf({ columns, rows }: TableData, language: 'en' | 'zh'): readonly number[] {
  const lettersOf = (words: string): number => words.length + (words.match(/\p{Script=Han}/gu)?.length ?? 0);
  return columns.map((column, index) => {
    const cells = rows.slice(0, SAMPLE).map((row) => lettersOf(formatCell(row[index] ?? null, language)));
    const header = lettersOf(column.label?.[language] ?? column.name) + lettersOf(column.unit ?? '') + 3;
    return Math.max(NARROWEST_PX, Math.min(WIDEST_PX, 22 + LETTER_PX * Math.max(header, ...cells)));
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
