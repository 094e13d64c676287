import type { TreeModel } from '../model.ts';
import { goesLeft } from '../trees/predict.ts';

/** The values that one feature is set to; ascending for a `GridWalker`. */
export interface GridAxis {
  /** Index into the model's features. */
  readonly feature: number;
  readonly values: Float64Array;
}

/** Whether every split on the feature cuts a grid in two stretches: so it is for numbers, not for category sets. */
export function cutsInOrder(model: TreeModel, feature: number): boolean {
  for (let node = 0; node < model.feature.length; node++) {
    if (model.feature[node] === feature && model.categoryWords[node] !== 0) return false;
  }
  return true;
}

/** What the walk does at a node: take both branches, let the row decide, or stop. */
const [ON_GRID, BY_ROW, LEAF] = [0, 1, 2];

/**
 * A tree model's raw answers for one row at every value of a grid, in one walk down each tree: at a split on the
 * grid's feature both branches are taken, each with the stretch of the grid that goes its way; at any other
 * split the row decides. A leaf adds its value to a stretch, which is two entries in a list of differences;
 * their running sum is the answer.
 *
 * One walker serves one thread; its memory is reused from row to row.
 */
export class GridWalker {
  readonly #model: TreeModel;
  readonly #kind: Uint8Array;
  /** For splits on the grid's feature: how many grid values go left. */
  readonly #cut: Int32Array;
  readonly #differences: Float64Array;
  /** Waiting branches: a node and the stretch [from, to) of the grid that reaches it. */
  readonly #waiting: Int32Array;

  constructor(model: TreeModel, axis: GridAxis) {
    this.#model = model;
    this.#kind = new Uint8Array(model.feature.length);
    this.#cut = new Int32Array(model.feature.length);
    for (let node = 0; node < model.feature.length; node++) {
      const feature = model.feature[node] as number;
      this.#kind[node] = feature < 0 ? LEAF : feature === axis.feature ? ON_GRID : BY_ROW;
      if (feature === axis.feature) this.#cut[node] = countUpTo(axis.values, model.threshold[node] as number);
    }
    this.#differences = new Float64Array(axis.values.length + 1);
    // Every waiting branch holds a stretch of its own, so there are never more than grid values.
    this.#waiting = new Int32Array(3 * (axis.values.length + 1));
  }

  /**
   * @param cells the row's feature values; the grid feature's own is not looked at
   * @param out receives one raw answer for each grid value, from `offset` on
   * Cost: trees × (depth + splits met on the grid's feature) + grid size.
   */
  answer(cells: Float64Array, out: Float64Array, offset: number): void {
    const differences = this.#differences.fill(0);
    const treeCount = this.#model.treeStart.length - 1;
    for (let tree = 0; tree < treeCount; tree++) this.#walk(this.#model.treeStart[tree] as number, cells);
    let sum = this.#model.base;
    for (let g = 0; g + 1 < differences.length; g++) {
      sum += differences[g] as number;
      out[offset + g] = sum;
    }
  }

  #walk(root: number, cells: Float64Array): void {
    const [waiting, differences, kind, { left, right, value }] = [this.#waiting, this.#differences, this.#kind, this.#model];
    let top = 0;
    let [node, from, to] = [root, 0, differences.length - 1];
    for (;;) {
      const what = kind[node] as number;
      if (what === BY_ROW) {
        node = (this.#rowGoesLeft(node, cells) ? left[node] : right[node]) as number;
      } else if (what === ON_GRID) {
        const cut = this.#cut[node] as number;
        if (from < cut && cut < to) {
          waiting[top] = right[node] as number;
          waiting[top + 1] = cut;
          waiting[top + 2] = to;
          top += 3;
          to = cut;
          node = left[node] as number;
        } else node = (to <= cut ? left[node] : right[node]) as number;
      } else {
        differences[from] = (differences[from] as number) + (value[node] as number);
        differences[to] = (differences[to] as number) - (value[node] as number);
        if (top === 0) return;
        top -= 3;
        node = waiting[top] as number;
        from = waiting[top + 1] as number;
        to = waiting[top + 2] as number;
      }
    }
  }

  #rowGoesLeft(node: number, cells: Float64Array): boolean {
    const { feature, threshold, categoryWords, missingLeft } = this.#model;
    const cell = cells[feature[node] as number] as number;
    if (categoryWords[node] !== 0) return goesLeft(this.#model, node, cell);
    return cell <= (threshold[node] as number) || (missingLeft[node] === 1 && Number.isNaN(cell));
  }
}

/** How many of the ascending values are at most the threshold. */
function countUpTo(values: Float64Array, threshold: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) <= threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}
