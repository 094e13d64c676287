import { text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { armToken } from '../../report/tokens.ts';
import { dotsFigure } from '../kit/policy/dots.ts';
import type { PolicyTreeFit } from './fit.ts';

/** What the rule gains over one arm for everybody, on rows that it was not learned from. */
export function gainFigure(fit: PolicyTreeFit): { readonly figure: Figure; readonly table: TableData } {
  const dots = fit.gains.map((gain, index) => ({
    label: text(`rule − all: ${gain.name}`, `规则 − 全部：${gain.name}`),
    measured: gain,
    colour: armToken(index),
  }));
  return {
    figure: dotsFigure(dots, text('gain per row', '每行增益')),
    table: {
      columns: ['than', 'gain', 'standardError', 'low', 'high'].map((name) => ({ name })),
      rows: fit.gains.map(({ name, value, standardError, interval }) => [name, value, standardError, ...interval]),
    },
  };
}

/** The rules: conditions, arm, rows and worth per row. */
export function ruleTable(fit: PolicyTreeFit): TableData {
  return {
    columns: [
      { name: 'leaf' },
      { name: 'when', label: text('when', '条件') },
      { name: 'arm', label: text('give', '投放') },
      { name: 'rows', unit: 'rows' },
      { name: 'value', label: text('value per row', '每行价值') },
    ],
    rows: fit.rules.map(({ conditions, arm, count, value }, at) => [
      at + 1,
      conditions.join(' ∧ '),
      fit.arms[arm] ?? '',
      count,
      count === 0 ? null : value / count,
    ]),
  };
}
