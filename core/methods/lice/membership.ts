import type { Work } from '../../base/work.ts';
import type { FeatureTable, TreeModel } from '../../learners/model.ts';
import { predictRaw } from '../../learners/predict.ts';
import { modelOf, trainMany } from '../../learners/train-many.ts';
import { leavesOfRows, rulesOfTree } from '../kit/readable-rules/tree-rules.ts';
import type { Workshop } from './local-models.ts';

/** One way into a cluster. */
export interface RulePart {
  readonly conditions: readonly string[];
  /** Positions of the columns that it names. */
  readonly leaf: number;
  /** Held-out rows that it holds for, and the share of them that belong to the cluster. */
  readonly rows: number;
  readonly precision: number;
}

/** In words of the columns: which rows belong to a cluster. */
export interface Membership {
  /** The tree behind the rule: it answers with the chance to belong. Null where all rows, or none, do. */
  readonly tree: TreeModel | null;
  readonly share: number;
  readonly parts: readonly RulePart[];
  /** On held-out rows: share of the rows with the rule that belong, and share of those that belong with the rule. */
  readonly precision: number | null;
  readonly coverage: number | null;
}

/** Learns on the training rows which rows belong to each set, and judges it on held-out rows. */
export async function learnMemberships(
  { table, trees }: Workshop,
  sets: readonly Float64Array[],
  { train, heldOut }: { readonly train: Int32Array; readonly heldOut: Int32Array },
  work: Work,
): Promise<Membership[]> {
  const shares = sets.map((set) => train.reduce((sum, row) => sum + (set[row] as number), 0) / Math.max(1, train.length));
  const split = [...sets.keys()].filter((at) => (shares[at] as number) > 0 && (shares[at] as number) < 1);
  const lessons = split.map((at) => ({
    target: { task: 'regression' as const, values: sets[at] as Float64Array, rows: train },
    seed: work.rng.fork(at).seed,
    questions: [],
    wantsModel: true,
  }));
  const learnt = await trainMany(trees, lessons, work);
  return sets.map((set, at) => {
    const place = split.indexOf(at);
    if (place < 0) return { tree: null, share: shares[at] as number, parts: [], precision: null, coverage: null };
    return judged(modelOf(learnt[place]) as TreeModel, table, set, { heldOut, share: shares[at] as number });
  });
}

/** Leaves with more members than others make the rule; without any, the leaf with most. */
function judged(
  tree: TreeModel,
  table: FeatureTable,
  set: Float64Array,
  { heldOut, share }: { readonly heldOut: Int32Array; readonly share: number },
): Membership {
  const leaves = rulesOfTree(tree, table);
  const highest = leaves.reduce((most, { value }) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const isIn = leaves.map(({ value }) => (highest >= 0.5 ? value >= 0.5 : value === highest));
  const leafOf = leavesOfRows(tree, table);
  const [rows, members] = [new Int32Array(leaves.length), new Int32Array(leaves.length)];
  let all = 0;
  for (const row of heldOut) {
    const leaf = leafOf[row] as number;
    rows[leaf] = (rows[leaf] as number) + 1;
    members[leaf] = (members[leaf] as number) + (set[row] as number);
    all += set[row] as number;
  }
  const parts = leaves.flatMap(({ conditions }, leaf) =>
    isIn[leaf] === true && (rows[leaf] as number) > 0
      ? [{ conditions, leaf, rows: rows[leaf] as number, precision: (members[leaf] as number) / (rows[leaf] as number) }]
      : [],
  );
  const [inside, right] = [rows, members].map((counts) => counts.reduce((sum, count, leaf) => sum + (isIn[leaf] === true ? count : 0), 0));
  return {
    tree,
    share,
    parts: parts.sort((left, right) => right.rows - left.rows),
    precision: inside === 0 ? null : (right as number) / (inside as number),
    coverage: all === 0 ? null : (right as number) / all,
  };
}

/** The set whose rule gives a row the highest chance; the first of equals. */
export function routeByRules(memberships: readonly Membership[], table: FeatureTable): Int32Array {
  const best = new Float64Array(table.rowCount).fill(Number.NEGATIVE_INFINITY);
  const route = new Int32Array(table.rowCount);
  memberships.forEach(({ tree, share }, at) => {
    const chances = tree === null ? new Float64Array(table.rowCount).fill(share) : predictRaw(tree, table);
    for (let row = 0; row < chances.length; row++) {
      if ((chances[row] as number) <= (best[row] as number)) continue;
      best[row] = chances[row] as number;
      route[row] = at;
    }
  });
  return route;
}

/** "a ≤ 1 ∧ b > 2", its parts joined by ∨; "*" for all rows. */
export function ruleWords(parts: readonly Pick<RulePart, 'conditions'>[], most = 3): string {
  if (parts.length === 0) return '*';
  const shown = parts.slice(0, most).map(({ conditions }) => conditions.join(' ∧ '));
  const joined = shown.length === 1 ? (shown[0] ?? '') : shown.map((each) => `(${each})`).join(' ∨ ');
  return parts.length > most ? `${joined} ∨ …` : joined;
}

/** Sets of rows as 0/1 columns, one a label. */
export function setsOf(labels: Int32Array, count: number): Float64Array[] {
  return Array.from({ length: count }, (_, at) => Float64Array.from(labels, (label) => Number(label === at)));
}
