import type { StopSignal } from '../../base/work.ts';
import type { TreeModel } from '../model.ts';
import { groupLeaves, type LeafGroup, widestPath } from './leaf-groups.ts';
import { pathDependentLeaf } from './leaf-rules.ts';
import { type FillPattern, sumLeaves } from './leaf-sums.ts';
import { legendreRules } from './legendre.ts';
import { readFacts } from './pattern-table.ts';
import { decideSplits } from './split-decisions.ts';
import { MOST_FACTS } from './tree-shap.task.ts';
import { type Explanation, expectedAnswer, requireWeights } from './tree-shap.ts';

/** About 0.7 kB are kept for a leaf, so this is 140 MB. */
const MOST_KEPT_LEAVES = 200_000;

interface KeptGroup {
  readonly group: LeafGroup;
  readonly fill: FillPattern;
  readonly facts: Uint8Array;
  readonly sums: Float64Array;
}

/**
 * Path-dependent SHAP values of one row after another. Taking trees apart costs far more than answering for one row, so
 * it is done once. The values are the same bytes as those of `explainTrees`: groups, rules and order of addition are its own.
 *
 * @throws model/unsupported when the model's file kept no training weights
 * @see explainTrees
 * Cost: taking apart about 6 µs a leaf, once; then leaves × features on a path for each row.
 */
export class RowExplainer {
  readonly #model: TreeModel;
  readonly #base: number;
  readonly #trees: readonly (readonly KeptGroup[])[];
  readonly #decisions: Uint8Array;

  constructor(model: TreeModel, signal: StopSignal) {
    requireWeights(model);
    this.#model = model;
    this.#base = expectedAnswer(model);
    const trees: (readonly KeptGroup[])[] = [];
    let mostNodes = 0;
    for (let tree = 0; tree + 1 < model.treeStart.length; tree++) {
      signal.throwIfAborted();
      trees.push(takeApart(model, tree));
      mostNodes = Math.max(mostNodes, (model.treeStart[tree + 1] as number) - (model.treeStart[tree] as number));
    }
    this.#trees = trees;
    this.#decisions = new Uint8Array(mostNodes);
  }

  /** Whether a model is small enough to be kept taken apart. */
  static canKeep({ feature }: TreeModel): boolean {
    return (feature.length + 1) / 2 <= MOST_KEPT_LEAVES;
  }

  /** @param cells one number for each feature, as `bindFeatures` has them */
  explain(cells: readonly number[], signal: StopSignal): Explanation {
    const model = this.#model;
    const values = new Float64Array(model.features.length);
    const block = { count: 1, columns: cells.map((cell) => Float64Array.of(cell)) };
    for (const [tree, groups] of this.#trees.entries()) {
      signal.throwIfAborted();
      decideSplits(model, tree, block, this.#decisions);
      const decisions = { count: 1, firstNode: model.treeStart[tree] as number, values: this.#decisions };
      for (const { group, fill, facts, sums } of groups) {
        readFacts(group, decisions, 0, facts);
        fill(facts, sums.fill(0), 0);
        group.features.forEach((feature, entry) => {
          values[feature] = (values[feature] as number) + (sums[entry] as number);
        });
      }
    }
    return { base: this.#base, values };
  }
}

function takeApart(model: TreeModel, tree: number): readonly KeptGroup[] {
  const groups = groupLeaves(model, tree, MOST_FACTS);
  const rules = legendreRules(Math.ceil(widestPath(groups) / 2));
  return groups.map((group) => ({
    group,
    fill: sumLeaves(group, false, (leaf) => pathDependentLeaf(leaf, rules), false),
    facts: new Uint8Array(group.facts.length),
    sums: new Float64Array(group.features.length),
  }));
}
