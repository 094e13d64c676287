import { type Text, text } from '../../base/text.ts';
import type { Branch } from '../../frame/expression/branches.ts';
import { printExpression } from '../../frame/expression/print.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { faded, token } from '../../report/tokens.ts';
import { branchWords } from './words.ts';

const BAR_PIXELS = 30;
/** Beyond this a picture no longer helps; the table has every branch. */
export const MOST_BARS = 40;
const LONGEST_CELL = 2000;

/** One bar per branch, indented like the rule: how many rows reached it, and how many of those passed. */
export function branchFigure(branches: readonly Branch[]): Figure {
  const shown = branches.slice(0, MOST_BARS);
  const places = shown.map((_, index) => index);
  return {
    data: [
      bars(
        places,
        shown.map(({ reached }) => reached),
        text('reached', '到达'),
        faded('control', 0.35),
      ),
      bars(
        places,
        shown.map(({ satisfied }) => satisfied),
        text('passed', '满足'),
        token('accent'),
      ),
    ],
    layout: {
      barmode: 'overlay',
      bargap: 0.35,
      height: 90 + BAR_PIXELS * shown.length,
      margin: { t: 16, b: 44 },
      xaxis: { title: { text: text('Rows', '行数') }, rangemode: 'tozero', nticks: 5, gridcolor: token('line') },
      yaxis: {
        tickmode: 'array',
        tickvals: places,
        ticktext: shown.map(indented),
        autorange: 'reversed',
        automargin: true,
      },
      legend: { orientation: 'h', y: 1.02, yanchor: 'bottom' },
    },
  };
}

function bars(places: readonly number[], counts: readonly number[], name: Text, color: string): Readonly<Record<string, unknown>> {
  return { type: 'bar', orientation: 'h', y: places, x: counts, name, marker: { color }, hovertemplate: '%{x}<extra></extra>' };
}

function indented(branch: Branch): Text {
  const { en, zh } = branchWords(branch.condition);
  const indent = '\u2003'.repeat(branch.depth);
  return text(indent + clipped(en), indent + clipped(zh));
}

function clipped(words: string): string {
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}

/** Every branch with its counts; shares are of the rows that reached it. */
export function branchTable(branches: readonly Branch[]): TableData {
  return {
    columns: [
      { name: 'branch', label: text('No.', '序号') },
      { name: 'parent', label: text('Part of', '所属') },
      { name: 'kind', label: text('Kind', '类型') },
      { name: 'condition', label: text('Condition', '条件') },
      { name: 'reached', label: text('Rows that reach it', '到达行数') },
      { name: 'satisfied', label: text('Rows that pass', '满足行数') },
      { name: 'share', label: text('Share that passes', '满足比例'), unit: 'share' },
      { name: 'unknown', label: text('Not known (missing)', '无法判断（缺失）') },
      { name: 'alone', label: text('Rows of the whole table that pass', '全表满足行数') },
    ],
    rows: branches.map((branch, index) => [
      index + 1,
      branch.parent < 0 ? null : branch.parent + 1,
      branch.kind,
      printExpression(branch.condition).slice(0, LONGEST_CELL),
      branch.reached,
      branch.satisfied,
      branch.reached === 0 ? null : branch.satisfied / branch.reached,
      branch.unknown,
      branch.alone,
    ]),
  };
}
