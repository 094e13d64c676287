import { categoryColumn, type Frame, makeFrame, numberColumn, takeRows, withColumns } from '../../core/frame/frame.ts';

/** A table that something is wrong with. */
export interface Trap {
  readonly name: string;
  readonly make: (frame: Frame) => Frame;
}

const numericNames = ['y', 'bought', 'y_before', 'x0', 'x1'];
const replaceNumbers = (source: Frame, value: (row: number, before: number) => number): Frame =>
  withColumns(
    source,
    numericNames.map((name) => {
      const column = source.columns.get(name);
      const before = column?.kind === 'number' ? column.values : new Float64Array(source.rowCount);
      return [name, numberColumn(Array.from(before, (cell, row) => value(row, cell)))] as const;
    }),
  );

/** What real tables do to methods sooner or later. */
export const TRAPS: readonly Trap[] = [
  { name: 'no rows', make: (source) => takeRows(source, new Int32Array(0)) },
  { name: 'one row', make: (source) => takeRows(source, Int32Array.of(0)) },
  { name: 'three rows', make: (source) => takeRows(source, Int32Array.of(0, 1, 2)) },
  { name: 'constant numbers', make: (source) => replaceNumbers(source, () => 7) },
  { name: 'numbers that are all missing', make: (source) => replaceNumbers(source, () => Number.NaN) },
  { name: 'half of the numbers missing', make: (source) => replaceNumbers(source, (row, before) => (row % 2 === 0 ? Number.NaN : before)) },
  { name: 'numbers near 1e150', make: (source) => replaceNumbers(source, (_, before) => before * 1e150) },
  { name: 'numbers near 1e-150', make: (source) => replaceNumbers(source, (_, before) => before * 1e-150) },
  { name: 'values near a billion', make: (source) => replaceNumbers(source, (_, before) => before + 1e9) },
  {
    name: 'one arm only',
    make: (source) => withColumns(source, [['arm', categoryColumn(Array.from({ length: source.rowCount }, () => 'none'))]]),
  },
  {
    name: 'an arm with a single row',
    make: (source) =>
      withColumns(source, [
        [
          'arm',
          categoryColumn(Array.from({ length: source.rowCount }, (_, row) => (row === 0 ? 'call' : row % 2 === 0 ? 'mail' : 'none'))),
        ],
      ]),
  },
  {
    name: 'columns with other names',
    make: (source) => makeFrame([...source.columns].map(([name, column]) => [`${name}?`, column] as const)),
  },
  {
    name: 'hostile column names beside its own',
    make: (source) =>
      withColumns(
        source,
        ['__proto__', 'constructor', '=1+1', '"quoted"', 'a,b', '\u202eabc', ' ', '列'].map(
          (name) => [name, numberColumn(new Float64Array(source.rowCount))] as const,
        ),
      ),
  },
];
