import { text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { armToken, token } from '../../report/tokens.ts';
import { dotsFigure } from '../kit/policy/dots.ts';
import type { PolicyValueFit } from './fit.ts';

/** The worth of the rule and of one arm for everybody, each with its interval. */
export function worthFigure(fit: PolicyValueFit): { readonly figure: Figure; readonly table: TableData } {
  const dots = fit.policies.map(({ name, robust }, index) => ({
    label: index === 0 ? text('the rule', '该规则') : text(`all: ${name}`, `全部：${name}`),
    measured: robust,
    colour: index === 0 ? token('accent') : armToken(index - 1),
  }));
  return {
    figure: dotsFigure(dots, text(`value per row, ${fit.outcome}`, `每行价值（${fit.outcome}）`)),
    table: {
      columns: ['policy', 'value', 'standardError', 'low', 'high', 'weighted', 'modelled', 'cost', 'followed', 'effective'].map((name) => ({
        name,
      })),
      rows: fit.policies.map(({ name, robust, weighted, modelled, cost, followed, effective }) => [
        ...[name, robust.value, robust.standardError, robust.interval[0], robust.interval[1]],
        ...[weighted?.value ?? null, modelled, cost, followed, effective],
      ]),
    },
  };
}

/** The rule less each simple rule, with the zero line. */
export function gainFigure(fit: PolicyValueFit): { readonly figure: Figure; readonly table: TableData } {
  const less = fit.policies[0]?.less ?? [];
  const dots = less.map(({ than, difference }, index) => ({
    label: text(`rule − all: ${than}`, `规则 − 全部：${than}`),
    measured: difference,
    colour: armToken(index),
  }));
  return {
    figure: dotsFigure(dots, text('difference in value per row', '每行价值之差')),
    table: {
      columns: ['than', 'difference', 'standardError', 'low', 'high'].map((name) => ({ name })),
      rows: less.map(({ than, difference }) => [than, difference.value, difference.standardError, ...difference.interval]),
    },
  };
}
