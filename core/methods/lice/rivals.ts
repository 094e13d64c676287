import type { Work } from '../../base/work.ts';
import { trainLearner } from '../../learners/catalog.ts';
import type { Points } from '../../learners/clustering/k-means.ts';
import type { Fold } from '../../learners/folds.ts';
import { linearSpec } from '../../learners/linear/spec.ts';
import { predictRaw } from '../../learners/predict.ts';
import { groupLayer } from './grouping.ts';
import { rowsByLabel } from './layers.ts';
import { askLocal, type LocalModel, sizeOf, trainLocals, treeChoice, type Workshop } from './local-models.ts';
import { type Answers, type Score, scoreOf } from './score.ts';

/** Another way to say the same with as many leaves and terms. */
export interface Rival {
  readonly name: 'tree' | 'line' | 'k-lime';
  /** Leaves and terms that a reader has to read. */
  readonly size: number;
  readonly score: Score;
}

/** k-LIME gives clusters smaller than this the general model. */
const FEWEST_KLIME_ROWS = 20;

/**
 * What one tree, one straight line and k-LIME reach on the same held-out rows. The tree may have as many leaves as all of
 * LICE's last layer takes to read; k-LIME as many clusters, found among the columns and not among the activations.
 *
 * @see Hall et al. (2017), Machine Learning Interpretability with H2O Driverless AI (k-LIME)
 */
export async function meetRivals(
  shop: Workshop,
  {
    inputs,
    clusters,
    budget,
    general,
  }: { readonly inputs: Points; readonly clusters: number; readonly budget: number; readonly general: LocalModel },
  { answers, split }: { readonly answers: Answers; readonly split: Fold },
  work: Work,
): Promise<Rival[]> {
  const target = { task: 'regression' as const, values: shop.raw, rows: split.train };
  const judge = (guesses: Float64Array): Score => scoreOf(guesses, answers, split.heldOut);
  const tree = await trainLearner(treeChoice(64, budget), shop.table, target, work);
  const line = await trainLearner(
    { learner: 'linear', ...linearSpec.parse({ penalty: 'ridge', strength: 1e-6 }) },
    shop.table,
    target,
    work,
  );
  const lines = line.kind === 'linear' ? line.terms.length + 1 : 0;
  const leaves = tree.kind === 'trees' ? tree.feature.reduce((sum, feature) => sum + Number(feature < 0), 0) : 0;
  return [
    { name: 'tree', size: leaves, score: judge(predictRaw(tree, shop.table, split.heldOut)) },
    { name: 'line', size: lines, score: judge(predictRaw(line, shop.table, split.heldOut)) },
    await kLime(shop, { inputs, clusters, general }, { answers, split }, work),
  ];
}

async function kLime(
  shop: Workshop,
  { inputs, clusters, general }: { readonly inputs: Points; readonly clusters: number; readonly general: LocalModel },
  { answers, split }: { readonly answers: Answers; readonly split: Fold },
  work: Work,
): Promise<Rival> {
  const plan = { clusters: Math.max(2, clusters), smallest: 1, scores: answers.raw, mayStop: false };
  const { labels, count } = await groupLayer(inputs, plan, work);
  const lists = rowsByLabel(split.train, labels, count);
  const locals = await trainLocals(shop, lists, work);
  const chosen = locals.map((local, at) => ((lists[at]?.length ?? 0) < FEWEST_KLIME_ROWS ? general : local));
  const guesses = askByLabel(chosen, labels, shop, split.heldOut);
  return { name: 'k-lime', size: chosen.reduce((sum, local) => sum + sizeOf(local), 0), score: scoreOf(guesses, answers, split.heldOut) };
}

/** Each row's answer by the local model of its label. */
export function askByLabel(locals: readonly LocalModel[], labels: Int32Array, { table }: Workshop, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  locals.forEach((local, label) => {
    const places = [...rows.keys()].filter((i) => labels[rows[i] as number] === label);
    const own = askLocal(
      local,
      table,
      Int32Array.from(places, (i) => rows[i] as number),
    );
    places.forEach((i, at) => {
      out[i] = own[at] as number;
    });
  });
  return out;
}
