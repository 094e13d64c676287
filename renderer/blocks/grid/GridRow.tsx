import { memo } from 'react';
import type { CellView } from '../../../core/api/types.ts';
import { controlsWords } from '../../text/controls.ts';
import { gridWords } from '../../text/grid.ts';
import { useWords } from '../../text/words.tsx';
import type { GridColumn } from './Grid.tsx';
import { writtenCell } from './grid-text.ts';
import { asCell, asRow, asRowHead } from './roles.ts';

interface GridRowProps {
  /** Prefix of the cells' ids. */
  readonly id: string;
  readonly row: number;
  readonly top: number;
  readonly columns: readonly GridColumn[];
  readonly lefts: readonly number[];
  readonly gutter: number;
  readonly from: number;
  readonly to: number;
  readonly cell: (row: number, column: number) => CellView | undefined;
  readonly number: number | undefined;
  /** First and last selected column; −1 where none is. */
  readonly markFrom: number;
  readonly markTo: number;
  /** The column that the keys are at; −1 in other rows. */
  readonly focus: number;
}

/** One row; drawn anew only when something of it changes, for scrolling moves many of them. */
export const GridRow = memo(function GridRow({ id, row, top, columns, lefts, gutter, from, to, cell, ...rest }: GridRowProps) {
  const { say, number } = useWords();
  const words = { yes: say(controlsWords.yes), no: say(controlsWords.no) };
  return (
    <div className="grid-row" {...asRow(row)} style={{ top }}>
      <div className="grid-number" {...asRowHead()} data-row={row} style={{ width: gutter }}>
        {rest.number === undefined ? '' : number(rest.number)}
      </div>
      {columns.slice(from, to).map((column, at) => {
        const index = from + at;
        const value = cell(row, index);
        const isMarked = index >= rest.markFrom && index <= rest.markTo;
        const written = value === undefined || value === null ? '' : writtenCell(value, words);
        return (
          <div
            key={column.name}
            id={`${id}-${row}-${index}`}
            className={`grid-cell is-${column.kind}${value === undefined ? ' is-coming' : ''}${index === rest.focus ? ' is-focus' : ''}`}
            {...asCell(index, isMarked)}
            data-row={row}
            data-column={index}
            title={written.length > 16 ? written : undefined}
            style={{ left: gutter + (lefts[index] ?? 0), width: column.width }}
          >
            {value === null ? <span className="grid-missing">{say(gridWords.missing)}</span> : <bdi>{written}</bdi>}
          </div>
        );
      })}
    </div>
  );
});
