import type { ReactNode } from 'react';
import type { Text } from '../../core/base/text.ts';
import type { Estimate, EstimatesBlock, TableData } from '../../core/report/blocks.ts';
import { formatInterval, formatPValue } from '../../core/report/format.ts';
import { phraseOf, rowNameOf } from '../../core/report/phrases.ts';
import { blocksWords } from '../text/blocks.ts';
import { useWords, type Words } from '../text/words.tsx';
import { BlockCard } from './BlockCard.tsx';
import { IntervalBar } from './IntervalBar.tsx';
import { type IntervalScale, scaleOf } from './interval-scale.ts';
import { TableScroll } from './table/TableScroll.tsx';
import { tableItems } from './table/table-items.ts';

interface Column {
  readonly key: string;
  readonly title: Text | null;
  readonly isNumber: boolean;
  cell(row: Estimate): ReactNode;
}

/** Estimated quantities: the interval as a bar on a common scale, then in numbers, then the most likely value. */
export function EstimatesView({ block }: { readonly block: EstimatesBlock }) {
  const words = useWords();
  const columns = columnsOf(block.rows, words);
  const table = estimatesTable(block);
  return (
    <BlockCard block={block} items={tableItems(table, block.id, words)}>
      <TableScroll label={words.say(block.title)}>
        <table className="block-table">
          <thead>
            <tr>
              {columns.map(({ key, title, isNumber }) => (
                <th key={key} scope="col" className={isNumber ? 'number' : ''}>
                  {title === null ? <span className="spoken">{words.say(blocksWords.interval)}</span> : words.say(title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr key={`${row.name} ${row.estimand} ${row.contrast ?? ''} ${row.group ?? ''}`}>
                {columns.map(({ key, isNumber, cell }) => (
                  <td key={key} className={isNumber ? 'number' : ''}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </BlockCard>
  );
}

function columnsOf(rows: readonly Estimate[], { say, number, language }: Words): readonly Column[] {
  const has = (field: keyof Estimate): boolean => rows.some((row) => row[field] !== undefined);
  const name = (key: keyof typeof blocksWords, cell: (row: Estimate) => string): Column => ({
    key,
    title: blocksWords[key],
    isNumber: false,
    cell: (row) => <bdi className="cell-name">{cell(row)}</bdi>,
  });
  const figure = (key: keyof typeof blocksWords, cell: (row: Estimate) => string): Column => ({
    key,
    title: blocksWords[key],
    isNumber: true,
    cell,
  });
  const optional = (value: number | undefined): string => (value === undefined ? '–' : number(value));
  const scale = scaleOf(rows);
  return [
    name('name', (row) => say(rowNameOf(row.name))),
    ...(has('contrast') ? [name('contrast', (row) => row.contrast ?? '')] : []),
    ...(has('group') ? [name('group', (row) => row.group ?? '')] : []),
    name('estimand', (row) => say(phraseOf(row.estimand))),
    ...(scale === undefined ? [] : [barColumn(scale)]),
    ...(has('interval') ? [figure('interval', (row) => formatInterval(row, language))] : []),
    figure('value', (row) => number(row.value)),
    ...(has('standardError') ? [figure('standardError', (row) => optional(row.standardError))] : []),
    ...(has('pValue') ? [figure('pValue', (row) => (row.pValue === undefined ? '–' : formatPValue(row.pValue)))] : []),
    ...(has('n') ? [figure('n', (row) => optional(row.n))] : []),
  ];
}

function barColumn(scale: IntervalScale): Column {
  return { key: 'bar', title: null, isNumber: false, cell: (row) => <IntervalBar estimate={row} scale={scale} /> };
}

/** Estimates as a plain table, at full precision, for copying and saving. */
export function estimatesTable(block: EstimatesBlock): TableData {
  const names = ['name', 'estimand', 'contrast', 'group', 'low', 'high', 'value', 'standardError', 'pValue', 'n'];
  return {
    columns: names.map((name) => ({ name })),
    rows: block.rows.map((row) => [
      row.name,
      row.estimand,
      row.contrast ?? null,
      row.group ?? null,
      row.interval?.[0] ?? null,
      row.interval?.[1] ?? null,
      row.value,
      row.standardError ?? null,
      row.pValue ?? null,
      row.n ?? null,
    ]),
  };
}
