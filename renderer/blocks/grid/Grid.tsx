import { type ReactNode, type Ref, useCallback, useEffect, useId, useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { CellView } from '../../../core/api/types.ts';
import type { ColumnKind } from '../../../core/frame/column.ts';
import { gridWords } from '../../text/grid.ts';
import { useWords } from '../../text/words.tsx';
import { GridRow } from './GridRow.tsx';
import { columnsInView, leftsOf, placeInView, ROW_HEIGHT } from './grid-places.ts';
import { asColumnHead, asGrid, asRow } from './roles.ts';
import { rowsInView, spacerHeight } from './scroll-map.ts';
import { type CellPlace, type CellRange, rangeOf, type Selection } from './selection.ts';
import { type CopyCells, useCopy, useKeys, usePointer } from './use-grid-input.ts';
import { useGridScroll } from './use-grid-scroll.ts';
import './grid.css';

export interface GridColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** In pixels. */
  readonly width: number;
  readonly order?: 'ascending' | 'descending' | undefined;
}

/** What others may make a grid do. */
export interface GridHandle {
  /** Brings a row into view and selects it, or one of its cells. */
  show(row: number, column?: number): void;
  toTop(): void;
  /** The row that the keys are at; −1 before anybody chose one. */
  readonly row: number;
}

interface GridProps {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  readonly rowCount: number;
  /** The largest number that stands before a row; the number of rows when left out. */
  readonly largestNumber?: number;
  readonly headHeight: number;
  readonly ref?: Ref<GridHandle>;
  /** What stands above a column. */
  head(column: GridColumn, index: number): ReactNode;
  /** Undefined while it is on its way. Should change only when some cell does. */
  readonly cell: (row: number, column: number) => CellView | undefined;
  /** The number that stands before a row; undefined while it is on its way. */
  readonly rowNumber: (row: number) => number | undefined;
  /** Rows and columns that are drawn: fetch them. */
  onView?(rows: { readonly from: number; readonly to: number }, columns: { readonly from: number; readonly to: number }): void;
  readonly onCopy: CopyCells;
}

/** Rows drawn beyond the window, so that a fast wheel meets no gap. */
const OVERSCAN = 8;
const DIGIT_PX = 7.5;

/** Rows and columns of any number: only what is in view is drawn. Works by keyboard, selects ranges, copies. */
export function Grid(props: GridProps) {
  const { label, columns, rowCount, headHeight, head, cell, rowNumber, onView } = props;
  const { say } = useWords();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const content = rowCount * ROW_HEIGHT;
  const { scroll, follow, settle, scrollTo } = useGridScroll(scroller, { content, headHeight });
  const [selection, setSelection] = useState<Selection | null>(null);
  const gutter = Math.max(48, Math.round(24 + DIGIT_PX * String(props.largestNumber ?? rowCount).length));
  const lefts = useMemo(() => leftsOf(columns), [columns]);
  const seen = rowsInView(scroll.offset, scroll.view, { rowHeight: ROW_HEIGHT, rowCount });
  const across = columnsInView(lefts, scroll, gutter);
  const drawn = { from: Math.max(0, seen.from - OVERSCAN), to: Math.min(rowCount, seen.to + OVERSCAN) };

  const showCell = useCallback(
    ({ row, column }: CellPlace) => scrollTo(...placeInView({ row, column }, { lefts, scroll, gutter })),
    [scrollTo, lefts, scroll, gutter],
  );
  const select = (next: Selection): void => {
    setSelection(next);
    showCell(next.focus);
  };
  useImperativeHandle(
    props.ref,
    () => ({
      show(row, column) {
        const last = column ?? columns.length - 1;
        setSelection({ anchor: { row, column: column ?? 0 }, focus: { row, column: last } });
        showCell({ row, column: column ?? 0 });
      },
      toTop() {
        setSelection(null);
        scrollTo(0, null);
      },
      row: selection?.focus.row ?? -1,
    }),
    [columns.length, showCell, scrollTo, selection],
  );
  const { from, to } = drawn;
  useEffect(() => {
    if (to > from || rowCount === 0) onView?.({ from, to }, { from: across.from, to: across.to });
  }, [onView, from, to, across.from, across.to, rowCount]);

  const events = {
    onScroll: follow,
    onScrollEnd: settle,
    ...useKeys(selection, select, { rowCount, columnCount: columns.length, page: Math.max(1, Math.floor(scroll.view / ROW_HEIGHT) - 1) }),
    ...useCopy(selection, props.onCopy),
    ...usePointer(selection, setSelection, columns.length),
  };
  const range = selection === null ? null : rangeOf(selection);
  const active = selection === null ? undefined : `${id}-${selection.focus.row}-${selection.focus.column}`;
  const width = gutter + (lefts.at(-1) ?? 0);
  return (
    <div
      ref={scroller}
      className="grid"
      {...asGrid({ label, rows: rowCount, columns: columns.length, active })}
      aria-description={say(gridWords.keys)}
      {...events}
    >
      <div className="grid-space" style={{ width, height: spacerHeight(content) + headHeight }}>
        <GridHead columns={columns} lefts={lefts} gutter={gutter} width={width} height={headHeight} {...across} head={head} />
        {Array.from({ length: drawn.to - drawn.from }, (_, at) => drawn.from + at).map((row) => (
          <GridRow
            key={row}
            id={id}
            row={row}
            top={headHeight + scroll.scrollTop + row * ROW_HEIGHT - scroll.offset}
            columns={columns}
            lefts={lefts}
            gutter={gutter}
            from={across.from}
            to={across.to}
            cell={cell}
            number={rowNumber(row)}
            {...marksOf(row, range, selection)}
          />
        ))}
      </div>
      {rowCount === 0 ? <p className="grid-empty quiet">{say(gridWords.noRows)}</p> : null}
    </div>
  );
}

interface GridHeadProps extends Pick<GridProps, 'columns' | 'head'> {
  readonly lefts: readonly number[];
  readonly gutter: number;
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly to: number;
}

function GridHead({ columns, head, lefts, gutter, width, height, from, to }: GridHeadProps) {
  const { say } = useWords();
  return (
    <div className="grid-head" {...asRow(-1)} style={{ width, height }}>
      <div className="grid-corner" {...asColumnHead(-1, 'none')} style={{ width: gutter }}>
        <span className="spoken">{say(gridWords.rowNumber)}</span>
      </div>
      {columns.slice(from, to).map((column, at) => (
        <div
          key={column.name}
          className="grid-column"
          {...asColumnHead(from + at, column.order ?? 'none')}
          style={{ left: gutter + (lefts[from + at] ?? 0), width: column.width }}
        >
          {head(column, from + at)}
        </div>
      ))}
    </div>
  );
}

/** What of the selection lies in a row, as plain numbers: rows outside of it are not drawn anew. */
function marksOf(row: number, range: CellRange | null, selection: Selection | null) {
  const isIn = range !== null && row >= range.top && row <= range.bottom;
  return {
    markFrom: isIn ? range.left : -1,
    markTo: isIn ? range.right : -1,
    focus: selection?.focus.row === row ? selection.focus.column : -1,
  };
}
