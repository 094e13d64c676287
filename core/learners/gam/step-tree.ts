import { LEAST_HESSIAN, leafAnswer, type StepSize } from './leaf-answer.ts';

/** Pulls categories with little weight to the middle before they are put in order, as boosted trees do. */
const CATEGORY_SMOOTHING = 10;

export interface StepRules extends StepSize {
  readonly leaves: number;
  readonly minLeafRows: number;
}

/**
 * Grows one small tree over the bins of one feature, again and again without taking memory. Missing values are a leaf of
 * their own; categories stand in the order of their mean gradients.
 */
export class StepTree {
  readonly #rules: StepRules;
  readonly #order = new Int32Array(256);
  readonly #key = new Float64Array(256);
  /** Sums over the first k bins in order. */
  readonly #gradient = new Float64Array(257);
  readonly #hessian = new Float64Array(257);
  readonly #rows = new Float64Array(257);
  readonly #ends: Int32Array;
  readonly #cuts: Int32Array;
  readonly #gains: Float64Array;

  constructor(rules: StepRules) {
    this.#rules = rules;
    this.#ends = new Int32Array(rules.leaves + 1);
    this.#cuts = new Int32Array(rules.leaves);
    this.#gains = new Float64Array(rules.leaves);
  }

  /**
   * Writes what the step adds by bin, 0 … binCount.
   *
   * @param gradient, hessian, rows sums by bin
   */
  grow(isCategory: boolean, binCount: number, gradient: Float64Array, hessian: Float64Array, rows: Float64Array, step: Float64Array): void {
    const { minLeafRows } = this.#rules;
    step[0] = (rows[0] as number) >= minLeafRows ? leafAnswer(this.#rules, gradient[0] as number, hessian[0] as number) : 0;
    const count = this.#arrange(isCategory, binCount, gradient, hessian, rows);
    for (let k = 0; k < count; k++) {
      const bin = this.#order[k] as number;
      this.#gradient[k + 1] = (this.#gradient[k] as number) + (gradient[bin] as number);
      this.#hessian[k + 1] = (this.#hessian[k] as number) + (hessian[bin] as number);
      this.#rows[k + 1] = (this.#rows[k] as number) + (rows[bin] as number);
    }
    for (let bin = 1; bin <= binCount; bin++) step[bin] = 0;
    const leaves = this.#divide(count);
    for (let leaf = 0; leaf < leaves; leaf++) {
      const [from, to] = [this.#ends[leaf] as number, this.#ends[leaf + 1] as number];
      const answer = leafAnswer(this.#rules, between(this.#gradient, from, to), between(this.#hessian, from, to));
      for (let k = from; k < to; k++) step[this.#order[k] as number] = answer;
    }
  }

  /** Numbers as they are; categories that have rows by mean gradient (insertion sort: there are few). */
  #arrange(isCategory: boolean, binCount: number, gradient: Float64Array, hessian: Float64Array, rows: Float64Array): number {
    let count = 0;
    for (let bin = 1; bin <= binCount; bin++) {
      if (!isCategory) {
        this.#order[count++] = bin;
        continue;
      }
      if (rows[bin] === 0) continue;
      // Smoothing counts rows of the category's own mean curvature.
      const key =
        (gradient[bin] as number) / ((hessian[bin] as number) * (1 + CATEGORY_SMOOTHING / (rows[bin] as number)) + Number.MIN_VALUE);
      let at = count++;
      for (; at > 0 && (this.#key[at - 1] as number) > key; at--) {
        this.#key[at] = this.#key[at - 1] as number;
        this.#order[at] = this.#order[at - 1] as number;
      }
      this.#key[at] = key;
      this.#order[at] = bin;
    }
    return count;
  }

  /** Cuts where the loss falls most, leaf by leaf; ends of the leaves are left in order. */
  #divide(count: number): number {
    if (count === 0) return 0;
    this.#ends[0] = 0;
    this.#ends[1] = count;
    this.#search(0);
    let leaves = 1;
    while (leaves < this.#rules.leaves) {
      let best = 0;
      for (let leaf = 1; leaf < leaves; leaf++) if ((this.#gains[leaf] as number) > (this.#gains[best] as number)) best = leaf;
      if (!((this.#gains[best] as number) > 0)) break;
      for (let leaf = leaves; leaf > best; leaf--) {
        this.#ends[leaf + 1] = this.#ends[leaf] as number;
        this.#gains[leaf] = this.#gains[leaf - 1] as number;
        this.#cuts[leaf] = this.#cuts[leaf - 1] as number;
      }
      this.#ends[best + 1] = this.#cuts[best] as number;
      leaves++;
      this.#search(best);
      this.#search(best + 1);
    }
    return leaves;
  }

  /** The best cut of a leaf: where G²/H of both sides is most above that of the whole. */
  #search(leaf: number): void {
    const [from, to] = [this.#ends[leaf] as number, this.#ends[leaf + 1] as number];
    const [g, h, n] = [between(this.#gradient, from, to), between(this.#hessian, from, to), between(this.#rows, from, to)];
    const { minLeafRows } = this.#rules;
    const [startG, startH, startN] = [this.#gradient[from] as number, this.#hessian[from] as number, this.#rows[from] as number];
    let [best, cut] = [0, from];
    for (let k = from + 1; k < to; k++) {
      const leftRows = (this.#rows[k] as number) - startN;
      if (leftRows < minLeafRows) continue;
      if (n - leftRows < minLeafRows) break;
      const leftG = (this.#gradient[k] as number) - startG;
      const leftH = (this.#hessian[k] as number) - startH;
      const rightH = h - leftH;
      if (leftH < LEAST_HESSIAN || rightH < LEAST_HESSIAN) continue;
      const score = (leftG * leftG) / leftH + ((g - leftG) * (g - leftG)) / rightH;
      if (score <= best) continue;
      best = score;
      cut = k;
    }
    this.#gains[leaf] = cut === from ? 0 : best - (g * g) / h;
    this.#cuts[leaf] = cut;
  }
}

function between(sums: Float64Array, from: number, to: number): number {
  return (sums[to] as number) - (sums[from] as number);
}
