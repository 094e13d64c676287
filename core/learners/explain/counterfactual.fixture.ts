import type { Rng } from '../../base/rng.ts';
import type { Feature, FeatureTable, LinearModel, Model, NetworkModel } from '../model.ts';
import { predict } from '../predict.ts';
import type { Counterfactual, CounterfactualQuestion } from './counterfactual.ts';
import type { MoveRules } from './counterfactual-moves.ts';

export const work = { signal: { aborted: false, throwIfAborted: () => undefined }, progress: () => undefined };
export const FREE: MoveRules = { locked: new Set(), increaseOnly: new Set(), decreaseOnly: new Set(), ranges: new Map() };
export const ASKED = { diverse: 3, mostChanges: 4, evaluations: 200_000, rules: FREE } as const;

export const numbers = (...names: string[]): Feature[] => names.map((name) => ({ name, kind: 'number' }));
export const tableOf = (features: readonly Feature[], columns: readonly (readonly number[])[]): FeatureTable => ({
  rowCount: columns[0]?.length ?? 0,
  features,
  columns: columns.map((column) => Float64Array.from(column)),
});
export const lineOf = (
  features: readonly Feature[],
  coefficients: readonly number[],
  link: LinearModel['link'] = 'identity',
): LinearModel => ({
  kind: 'linear',
  features,
  link,
  intercept: 0,
  terms: coefficients.map((coefficient, feature) => ({ feature, coefficient, fill: 0 })),
});
export const changed = ({ changes }: Counterfactual) => changes.map(({ feature, to }) => [feature, to]);

/** Answers for the row with the changes made, asked of `predict` itself. */
export function answerTo(model: Model, table: FeatureTable, row: number, changes: readonly { feature: number; to: number }[]): number {
  const columns = table.columns.map((column, feature) =>
    Float64Array.of(changes.find((change) => change.feature === feature)?.to ?? column[row] ?? 0),
  );
  return predict(model, { rowCount: 1, features: table.features, columns })[0] as number;
}

export const isAcross = ({ side, target }: Pick<CounterfactualQuestion, 'side' | 'target'>, answer: number): boolean =>
  side === 'above' ? answer >= target : answer < target;

/** The features of random trees, whose d is split by sets of categories. */
export const MIXED: readonly Feature[] = ['a', 'b', 'c', 'd', 'e'].map((name) =>
  name === 'd' ? { name, kind: 'category', categories: ['k', 'l', 'm', 'n'] } : { name, kind: 'number' },
);

export function randomNetwork(features: readonly Feature[], rng: Rng): NetworkModel {
  const draw = (count: number, scale: number) => Float64Array.from({ length: count }, () => scale * rng.normal());
  return {
    kind: 'network',
    features,
    link: 'identity',
    inputs: features.map(() => ({ kind: 'number', center: 3, scale: 2, hasMissingFlag: false })),
    layers: [
      { inputs: features.length, outputs: 6, weights: draw(6 * features.length, 2), bias: draw(6, 1), activation: 'tanh' },
      { inputs: 6, outputs: 1, weights: draw(6, 1), bias: draw(1, 1), activation: 'identity' },
    ],
  };
}
