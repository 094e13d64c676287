import { type Text, text } from '../../base/text.ts';
import { writeDate } from '../../frame/expression/dates.ts';
import { shownName } from '../../frame/expression/names.ts';
import type { Figure, FigureBlock, TableData } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { token } from '../../report/tokens.ts';
import type { ColumnProfile } from './column-profile.ts';

/** The most pictures; the table has every column. */
export const MOST_FIGURES = 12;
const LONGEST_LABEL = 40;

/**
 * The columns worth a picture, most interesting first: the outcome, the treatment, whatever may leak, other columns with
 * a role, the rest. Identifiers, constants and personal data are not drawn.
 */
export function columnsToDraw(columns: readonly ColumnProfile[], outcome: string | null): ColumnProfile[] {
  const rank = (column: ColumnProfile): number => {
    if (column.name === outcome) return 0;
    if (column.role === 'treatment' || column.role === 'outcome') return 1;
    if (column.leak !== null) return 2;
    return column.role === null ? 4 : 3;
  };
  const drawable = columns.filter(({ isConstant, isIdLike, personal, histogram, top }) => {
    return !isConstant && !isIdLike && personal === null && (histogram !== null || top.length > 0);
  });
  return drawable
    .map((column, index) => ({ column, index }))
    .sort((left, right) => rank(left.column) - rank(right.column) || left.index - right.index)
    .slice(0, MOST_FIGURES)
    .map(({ column }) => column);
}

/** A histogram of numbers and dates, or bars of the most frequent values, with the finding as its title. */
export function columnFigure(column: ColumnProfile, position: number): FigureBlock {
  const isCounted = column.histogram === null;
  const present = column.rowCount - column.missingCount;
  return {
    kind: 'figure',
    id: `distribution-${position + 1}`,
    title: isCounted ? levelsTitle(column, present) : numbersTitle(column),
    subtitle: text(
      `${formatNumber(present, 'en')} rows with a value, ${formatNumber(column.missingCount, 'en')} missing`,
      `${formatNumber(present, 'zh')} 行有值，${formatNumber(column.missingCount, 'zh')} 行缺失`,
    ),
    figure: isCounted ? levelsFigure(column) : histogramFigure(column),
    table: isCounted ? levelsTable(column, present) : histogramTable(column),
  };
}

function numbersTitle(column: ColumnProfile): Text {
  const [, , , low = 0, middle = 0, high = 0] = column.quantiles;
  const name = shownName(column.name);
  const show = (value: number, language: keyof Text): string =>
    column.kind === 'date' ? writeDate(value).slice(0, 10) : formatNumber(value, language);
  return text(
    `${name}: half of the rows lie between ${show(low, 'en')} and ${show(high, 'en')}, median ${show(middle, 'en')}`,
    `${name}：半数行介于 ${show(low, 'zh')} 与 ${show(high, 'zh')} 之间，中位数 ${show(middle, 'zh')}`,
  );
}

function levelsTitle(column: ColumnProfile, present: number): Text {
  const [first] = column.top;
  const name = shownName(column.name);
  if (first === undefined) return text(`${name}: no values`, `${name}：无取值`);
  const share = ((100 * first[1]) / present).toFixed(1);
  return text(`${name}: ${share} % of the rows are ${shownName(first[0])}`, `${name}：${share}% 的行为 ${shownName(first[0])}`);
}

function histogramFigure(column: ColumnProfile): Figure {
  const { edges, counts } = column.histogram ?? { edges: [], counts: [] };
  const middles = counts.map((_, i) => (edges[i] as number) / 2 + (edges[i + 1] as number) / 2);
  const isDate = column.kind === 'date';
  return {
    data: [
      {
        type: 'bar',
        x: isDate ? middles.map((ms) => new Date(ms).toISOString()) : middles,
        y: counts,
        width: counts.map((_, i) => widthOf(edges, i)),
        marker: { color: token('accent'), line: { color: token('panel'), width: 1 } },
        hovertemplate: '%{x}: %{y}<extra></extra>',
      },
    ],
    layout: {
      bargap: 0,
      margin: { t: 16, b: 44 },
      xaxis: { title: { text: clip(column.name) }, nticks: 5, ...(isDate ? { type: 'date' } : {}) },
      yaxis: { title: { text: text('Rows', '行数') }, rangemode: 'tozero', nticks: 5, gridcolor: token('line') },
    },
  };
}

/** A bin of no width, for a single value, is drawn one unit wide; one wider than a double is drawn as wide as one can say. */
function widthOf(edges: readonly number[], bin: number): number {
  const width = (edges[bin + 1] as number) - (edges[bin] as number);
  return width === 0 ? 1 : Math.min(width, Number.MAX_VALUE);
}

function histogramTable(column: ColumnProfile): TableData {
  const { edges, counts } = column.histogram ?? { edges: [], counts: [] };
  const show = (edge: number | undefined): number | string | null =>
    edge === undefined ? null : column.kind === 'date' ? writeDate(edge) : edge;
  return {
    columns: [
      { name: 'from', label: text('From', '起') },
      { name: 'to', label: text('To', '止') },
      { name: 'rows', label: text('Rows', '行数') },
    ],
    rows: counts.map((count, i) => [show(edges[i]), show(edges[i + 1]), count]),
  };
}

function levelsFigure(column: ColumnProfile): Figure {
  const places = column.top.map((_, index) => index);
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        y: places,
        x: column.top.map(([, count]) => count),
        marker: { color: token('accent') },
        hovertemplate: '%{x}<extra></extra>',
      },
    ],
    layout: {
      margin: { t: 16, b: 44 },
      height: 90 + 24 * places.length,
      xaxis: { title: { text: text('Rows', '行数') }, rangemode: 'tozero', nticks: 5, gridcolor: token('line') },
      yaxis: {
        tickmode: 'array',
        tickvals: places,
        ticktext: column.top.map(([name]) => clip(name)),
        autorange: 'reversed',
        automargin: true,
      },
    },
  };
}

function levelsTable(column: ColumnProfile, present: number): TableData {
  return {
    columns: [
      { name: 'value', label: text('Value', '取值') },
      { name: 'rows', label: text('Rows', '行数') },
      { name: 'share', label: text('Share of rows with a value', '占有值行的比例'), unit: 'share' },
    ],
    rows: column.top.map(([name, count]) => [name.slice(0, 200), count, count / present]),
  };
}

function clip(words: string): string {
  return words.length > LONGEST_LABEL ? `${words.slice(0, LONGEST_LABEL)}…` : words;
}
