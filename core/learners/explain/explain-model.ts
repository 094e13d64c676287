import { refuse } from '../../base/problem.ts';
import { partOf, type Work } from '../../base/work.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import type { BlendModel, FeatureTable, Model } from '../model.ts';
import { explainAnyModel, thinned } from './coalition-shap.ts';
import { explainLinear } from './linear-shap.ts';
import { type ExplainOptions, type Explanation, explainInteractions, explainTrees } from './tree-shap.ts';

/** Whether a model's answers are a sum that SHAP values can be added over: a blend of parts with links is not. */
export function isAdditive(model: Model): boolean {
  return model.kind !== 'blend' || model.parts.every((part) => part.model.link === 'identity' && isAdditive(part.model));
}

/** Rows that stand in for what is unknown where no background is given. */
const USUAL_BACKGROUND = 100;

/**
 * SHAP values of any additive model on its raw scale: prediction(raw) = base + the row's values.
 *
 * Trees follow `explainTrees`. Linear models compare with the background, or with all rows of the table. A blend
 * is the weighted sum of its parts, as Shapley values are linear in the game. A network is asked about mixtures of
 * each row and the background: exact up to nine features, a fair estimate beyond.
 *
 * @throws model/unsupported for a blend of models with links, and as `explainTrees`
 */
export async function explainModel(model: Model, table: FeatureTable, options: ExplainOptions, work: Work): Promise<Explanation> {
  switch (model.kind) {
    case 'trees':
      return explainTrees(model, table, options, work);
    case 'linear':
      return explainLinear(model, table, options.background ?? table, options.rows);
    case 'network': {
      const background = options.background ?? thinned(table, USUAL_BACKGROUND);
      return explainAnyModel(model, table, options.rows === undefined ? { background } : { background, rows: options.rows }, work);
    }
    case 'blend':
      return explainBlend(model, table, options, work);
  }
}

/**
 * Path-dependent SHAP interaction values, n × F × F; each row's matrix sums to its SHAP values along rows. A
 * linear model has none but its diagonal.
 *
 * @throws model/unsupported as `explainModel`
 */
export async function interactionsOf(
  model: Model,
  table: FeatureTable,
  options: Pick<ExplainOptions, 'rows'>,
  work: Work,
): Promise<Float64Array> {
  if (model.kind === 'trees') return explainInteractions(model, table, options, work);
  const width = model.features.length;
  const count = options.rows?.length ?? table.rowCount;
  const sum = sharedFloats(count * width * width);
  if (model.kind === 'linear') {
    const { values } = explainLinear(model, table, table, options.rows);
    values.forEach((value, at) => {
      sum[at * width + (at % width)] = value;
    });
    return sum;
  }
  if (model.kind === 'network')
    refuse(
      'model/unsupported',
      'Interactions are known for trees only, not for networks.',
      'Switch interactions off, or explain a tree model.',
      {
        option: 'interactions',
      },
    );
  requireAdditive(model);
  for (const { model: part, weight } of model.parts) addScaled(sum, await interactionsOf(part, table, options, work), weight);
  return sum;
}

async function explainBlend(model: BlendModel, table: FeatureTable, options: ExplainOptions, work: Work): Promise<Explanation> {
  requireAdditive(model);
  const count = options.rows?.length ?? table.rowCount;
  const values = sharedFloats(count * model.features.length);
  let base = 0;
  for (const [index, { model: part, weight }] of model.parts.entries()) {
    const share = partOf(work, index, index / model.parts.length, (index + 1) / model.parts.length);
    const explained = await explainModel(part, table, options, share);
    base += weight * explained.base;
    addScaled(values, explained.values, weight);
  }
  return { base, values };
}

function addScaled(into: Float64Array, values: Float64Array, weight: number): void {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] as number) + weight * (values[i] as number);
}

function requireAdditive(model: BlendModel): void {
  if (isAdditive(model)) return;
  refuse(
    'model/unsupported',
    'This model adds up probabilities of several models; their contributions do not add up on any one scale.',
    'Explain its answers through a surrogate: connect the effects instead of the model.',
  );
}
