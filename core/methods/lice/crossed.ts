import { partOf, type Work } from '../../base/work.ts';
import { trainLearner } from '../../learners/catalog.ts';
import { areaUnderRoc } from '../../learners/evaluation/auc.ts';
import { explainedShare } from '../../learners/evaluation/losses.ts';
import type { Fold } from '../../learners/folds.ts';
import type { LearningTask } from '../../learners/learner.ts';
import { linearSpec } from '../../learners/linear/spec.ts';
import type { FeatureTable } from '../../learners/model.ts';
import { predict } from '../../learners/predict.ts';
import { leavesOfRows } from '../kit/readable-rules/tree-rules.ts';
import type { Card } from './layers.ts';

/** Conjunctions that recur in strong clusters, as 0/1 columns for a model that cannot find them by itself. */
export interface CrossedFeatures {
  readonly candidates: readonly { readonly conditions: readonly string[]; readonly rows: number; readonly times: number }[];
  readonly metric: 'auc' | 'r2';
  /** A straight-line model's held-out metric without and with them; null where it cannot be told. */
  readonly without: number | null;
  readonly with: number | null;
}

export interface CrossTarget {
  readonly values: Float64Array;
  readonly task: LearningTask;
}

const MOST_CANDIDATES = 6;
const STRONG_PRECISION = 0.7;

/** Tries the conjunctions of strong clusters as further columns of a straight-line model. */
export async function tryCrosses(
  table: FeatureTable,
  layers: readonly (readonly Card[])[],
  target: CrossTarget,
  split: Fold,
  work: Work,
): Promise<CrossedFeatures> {
  const candidates = candidatesOf(table, layers);
  const metric = target.task === 'binary' ? 'auc' : 'r2';
  const picked = candidates.map(({ conditions, rows, times }) => ({ conditions, rows, times }));
  if (candidates.length === 0) return { candidates: picked, metric, without: null, with: null };
  const known = { train: knownRows(split.train, target), heldOut: knownRows(split.heldOut, target) };
  const wider: FeatureTable = {
    rowCount: table.rowCount,
    features: [...table.features, ...candidates.map((_, at) => ({ name: `cross ${at + 1}`, kind: 'number' as const }))],
    columns: [...table.columns, ...candidates.map(({ column }) => column)],
  };
  const [without, withCrosses] = [
    await heldOutMetric(table, target, known, partOf(work, 'without', 0, 0.5)),
    await heldOutMetric(wider, target, known, partOf(work, 'with', 0.5, 1)),
  ];
  return { candidates: picked, metric, without, with: withCrosses };
}

interface Candidate {
  readonly conditions: readonly string[];
  readonly rows: number;
  times: number;
  readonly column: Float64Array;
}

/** Ways into precise clusters that name two columns or more; the same set of rows counts once. */
function candidatesOf(table: FeatureTable, layers: readonly (readonly Card[])[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const card of layers.flat()) {
    const { tree, parts } = card.membership;
    if (tree === null || card.weak !== null) continue;
    const strong = parts.filter(({ conditions, precision }) => conditions.length > 1 && precision >= STRONG_PRECISION);
    if (strong.length === 0) continue;
    const leaves = leavesOfRows(tree, table);
    for (const { conditions, leaf } of strong) {
      const key = conditions.join(' ∧ ');
      const known = found.get(key);
      if (known !== undefined) {
        known.times += 1;
        continue;
      }
      const column = Float64Array.from(leaves, (own) => Number(own === leaf));
      found.set(key, { conditions, rows: column.reduce((sum, cell) => sum + cell, 0), times: 1, column });
    }
  }
  return [...found.values()].sort((a, b) => b.times - a.times || b.rows - a.rows).slice(0, MOST_CANDIDATES);
}

function knownRows(rows: Int32Array, { values }: CrossTarget): Int32Array {
  return rows.filter((row) => !Number.isNaN(values[row]));
}

async function heldOutMetric(
  table: FeatureTable,
  { values, task }: CrossTarget,
  { train, heldOut }: Fold,
  work: Work,
): Promise<number | null> {
  const choice = { learner: 'linear' as const, ...linearSpec.parse({ penalty: 'ridge', strength: 1e-4 }) };
  const isMixed = (rows: Int32Array): boolean => rows.some((row) => values[row] !== values[rows[0] ?? 0]);
  if (!isMixed(train) || !isMixed(heldOut)) return null;
  const model = await trainLearner(choice, table, { task, values, rows: train }, work);
  const judged = { predicted: predict(model, table, heldOut), actual: Float64Array.from(heldOut, (row) => values[row] as number) };
  const { value } = task === 'binary' ? areaUnderRoc(judged, 0.95) : explainedShare(judged, 0.95);
  return Number.isFinite(value) ? value : null;
}
