import type { Work } from '../../base/work.ts';
import { trainLearner } from '../catalog.ts';
import type { Measured } from '../evaluation/measured.ts';
import type { FeatureTable, Model, TreeModel } from '../model.ts';
import { predict } from '../predict.ts';
import { gbdtSpec } from '../trees/gbdt-spec.ts';
import { weightedFidelity } from './lime.ts';
import { type ColumnSpread, drawNeighbours, effectiveRows, type NeighbourOptions } from './neighbourhood.ts';

/** A tree that stands in for a model near one row. */
export interface LocalTree {
  /** One tree; a leaf answers the base and its own value. */
  readonly model: TreeModel;
  /** The made-up rows that it was grown on, the row itself first. */
  readonly table: FeatureTable;
  /** Nearness of each. */
  readonly weight: Float64Array;
  /** Weighted R² on the rows that it was grown on, and on others; null where the answers do not vary. */
  readonly own: Measured | null;
  readonly fidelity: Measured | null;
  readonly effective: number;
}

/** A leaf holds at least this share of the nearness. */
const LEAST_SHARE = 0.02;

/**
 * Grows one small tree on a model's answers for made-up rows near one row, each row counting as much as it is near.
 *
 * @param depth most splits from root to leaf
 * @see Ribeiro, Singh & Guestrin (2016), KDD, section 3.2: any plain model may stand in; here a tree
 * Cost: 2 × samples predictions, and one tree.
 */
export async function growLocalTree(
  { model, table, spreads }: { readonly model: Model; readonly table: FeatureTable; readonly spreads: readonly ColumnSpread[] },
  cells: readonly number[],
  options: NeighbourOptions & { readonly depth: number },
  work: Work,
): Promise<LocalTree> {
  const [near, others] = ['grow', 'judge'].map((name) => drawNeighbours(table.features, spreads, cells, options, work.rng.fork(name)));
  if (near === undefined || others === undefined) throw new RangeError('Both draws are needed.');
  const answers = predict(model, near.table);
  work.signal.throwIfAborted();
  const total = near.weight.reduce((sum, w) => sum + w, 0);
  const spec = gbdtSpec.parse({
    loss: 'squared',
    trees: 1,
    learningRate: 1,
    leaves: 2 ** options.depth,
    maxDepth: options.depth,
    minLeafRows: Math.max(1, Math.ceil(LEAST_SHARE * Math.min(options.samples, 1000))),
    minLeafHessian: LEAST_SHARE * total,
    categorySmoothing: 0,
    categoryLambda: 0,
    categoryRows: 1,
  });
  const target = { task: 'regression' as const, values: answers, weight: near.weight };
  const tree = (await trainLearner({ learner: 'gbdt', ...spec }, near.table, target, work)) as TreeModel;
  return {
    model: tree,
    table: near.table,
    weight: near.weight,
    own: weightedFidelity(predict(tree, near.table), answers, near.weight),
    fidelity: weightedFidelity(predict(tree, others.table), predict(model, others.table), others.weight),
    effective: effectiveRows(near.weight),
  };
}
