import type { FeatureBins } from '../trees/bin-feature.task.ts';
import { LEAST_HESSIAN, leafAnswer, type StepSize } from './leaf-answer.ts';
import { cellCount } from './terms.ts';

export interface SurfaceRules extends StepSize {
  readonly minLeafRows: number;
}

/** Gradients, second derivatives and rows. */
type Triple = readonly [Float64Array, Float64Array, Float64Array];

/**
 * Cuts of a surface into four, over sums by cell. Along an axis of numbers a cut parts the first k cells from the rest, along
 * one of categories a single category from the rest.
 *
 * The sums of the cut-off corners are kept for all pairs of cuts, so that every way to cut costs a few additions.
 */
export class Surface {
  readonly #height: number;
  readonly #width: number;
  readonly #isOrdered: readonly [boolean, boolean];
  /** Corner sums: what both cuts cut off, by cut along the first and the second axis. */
  readonly #corner: Triple;
  /** What the cut along one axis cuts off alone. */
  readonly #above: Triple;
  readonly #before: Triple;
  readonly #total = new Float64Array(3);

  constructor(first: FeatureBins, second: FeatureBins) {
    this.#height = cellCount(first);
    this.#width = cellCount(second);
    this.#isOrdered = [first.kind === 'number', second.kind === 'number'];
    const three = (length: number): Triple => [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
    this.#corner = three(this.#height * this.#width);
    this.#above = three(this.#height);
    this.#before = three(this.#width);
  }

  /** Takes in new sums, height × width each, row-major. */
  load(gradient: Float64Array, hessian: Float64Array, rows: Float64Array): void {
    this.#loadOne(0, gradient);
    this.#loadOne(1, hessian);
    this.#loadOne(2, rows);
  }

  #loadOne(which: 0 | 1 | 2, sums: Float64Array): void {
    const [height, width, corner, above, before] = [
      this.#height,
      this.#width,
      this.#corner[which],
      this.#above[which],
      this.#before[which],
    ];
    const [isTall, isWide] = this.#isOrdered;
    before.fill(0);
    for (let a = 0; a < height; a++) {
      let [across, row] = [0, 0];
      for (let b = 0; b < width; b++) {
        const cell = sums[a * width + b] as number;
        row += cell;
        across = isWide ? across + cell : cell;
        corner[a * width + b] = across + (isTall && a > 0 ? (corner[(a - 1) * width + b] as number) : 0);
        before[b] = (before[b] as number) + across;
      }
      above[a] = row + (isTall && a > 0 ? (above[a - 1] as number) : 0);
    }
    this.#total[which] = isTall ? (above[height - 1] as number) : above.reduce((sum, part) => sum + part, 0);
  }

  /**
   * How much the best two cuts lower the loss beyond what either does alone: the contrast of the four parts' means,
   * (m₁₁ − m₁₂ − m₂₁ + m₂₂)² / Σ 1/H. Unlike the full gain it owes nothing to what the shapes left over.
   */
  interaction(minLeafRows: number): number {
    let best = 0;
    for (let a = 0; a < this.#height; a++) {
      for (let b = 0; b < this.#width; b++) {
        const contrast = this.#contrast(a, b, minLeafRows);
        if (contrast > best) best = contrast;
      }
    }
    return best;
  }

  #contrast(a: number, b: number, minLeafRows: number): number {
    const at = a * this.#width + b;
    let [difference, spread] = [0, 0];
    for (let part = 0; part < 4; part++) {
      if (this.#part(2, at, a, b, part) < minLeafRows) return 0;
      const h = this.#part(1, at, a, b, part);
      if (h < LEAST_HESSIAN) return 0;
      difference += (part === 0 || part === 3 ? 1 : -1) * (this.#part(0, at, a, b, part) / h);
      spread += 1 / h;
    }
    return (difference * difference) / spread;
  }

  /** Sum over one of four parts: 0 both cut off, 1 the first axis' only, 2 the second's only, 3 the rest. */
  #part(which: 0 | 1 | 2, at: number, a: number, b: number, part: number): number {
    const both = this.#corner[which][at] as number;
    if (part === 0) return both;
    if (part === 1) return (this.#above[which][a] as number) - both;
    if (part === 2) return (this.#before[which][b] as number) - both;
    return (this.#total[which] as number) - (this.#above[which][a] as number) - (this.#before[which][b] as number) + both;
  }

  /**
   * Writes the step of a tree with one cut along either axis and, on each side, one along the other, by cell; all 0 where no
   * cut is possible.
   */
  grow(rules: SurfaceRules, step: Float64Array): void {
    const tall = this.#bestRoot(rules, true);
    const [tallRoot, tallNear, tallFar, tallScore] = [tall.root, tall.near, tall.far, tall.score];
    const wide = this.#bestRoot(rules, false);
    if (tallRoot < 0 && wide.root < 0) step.fill(0);
    else if (tallRoot >= 0 && (wide.root < 0 || tallScore >= wide.score)) this.#write(rules, step, true, [tallRoot, tallNear, tallFar]);
    else this.#write(rules, step, false, [wide.root, wide.near, wide.far]);
  }

  readonly #found = { root: -1, near: -1, far: -1, score: 0 };

  /** The root along the first axis (or the second), with the best cut on the side that it cuts off and on the other. */
  #bestRoot({ minLeafRows }: SurfaceRules, isTall: boolean): { root: number; near: number; far: number; score: number } {
    const found = this.#found;
    found.root = -1;
    found.score = 0;
    const [roots, others] = isTall ? [this.#height, this.#width] : [this.#width, this.#height];
    for (let root = 0; root < roots; root++) {
      const rows = (isTall ? this.#above[2][root] : this.#before[2][root]) as number;
      if (rows < minLeafRows || (this.#total[2] as number) - rows < minLeafRows) continue;
      let [near, far, nearScore, farScore] = [-1, -1, this.#whole(isTall, root, true), this.#whole(isTall, root, false)];
      for (let other = 0; other < others; other++) {
        const nearHere = this.#sideScore(isTall, root, other, true, minLeafRows);
        if (nearHere > nearScore) [near, nearScore] = [other, nearHere];
        const farHere = this.#sideScore(isTall, root, other, false, minLeafRows);
        if (farHere > farScore) [far, farScore] = [other, farHere];
      }
      if (nearScore + farScore <= found.score) continue;
      found.root = root;
      found.near = near;
      found.far = far;
      found.score = nearScore + farScore;
    }
    return found;
  }

  /** G²/H of one side of the root as a single leaf. */
  #whole(isTall: boolean, root: number, isNear: boolean): number {
    const cut = isTall ? this.#above : this.#before;
    const [g, h] = [cut[0][root] as number, cut[1][root] as number];
    return isNear ? scoreOf(g, h) : scoreOf((this.#total[0] as number) - g, (this.#total[1] as number) - h);
  }

  /** G²/H of both parts of one side; −1 where a part is too small. */
  #sideScore(isTall: boolean, root: number, other: number, isNear: boolean, minLeafRows: number): number {
    const [a, b] = isTall ? [root, other] : [other, root];
    const at = a * this.#width + b;
    const [one, two] = this.#partsOf(isTall, isNear);
    if (this.#part(2, at, a, b, one) < minLeafRows || this.#part(2, at, a, b, two) < minLeafRows) return -1;
    return (
      scoreOf(this.#part(0, at, a, b, one), this.#part(1, at, a, b, one)) +
      scoreOf(this.#part(0, at, a, b, two), this.#part(1, at, a, b, two))
    );
  }

  #partsOf(isTall: boolean, isNear: boolean): readonly [number, number] {
    if (isNear) return isTall ? NEAR_TALL : NEAR_WIDE;
    return isTall ? FAR_TALL : FAR_WIDE;
  }

  #write(rules: SurfaceRules, step: Float64Array, isTall: boolean, [root, near, far]: readonly [number, number, number]): void {
    const answers = [true, false].map((isNear) => this.#answers(rules, isTall, root, isNear ? near : far, isNear));
    const [rootAxis, otherAxis] = isTall ? [0, 1] : [1, 0];
    for (let a = 0; a < this.#height; a++) {
      for (let b = 0; b < this.#width; b++) {
        const [along, across] = isTall ? [a, b] : [b, a];
        const isNear = this.#isCut(rootAxis, root, along);
        const cut = isNear ? near : far;
        const own = answers[isNear ? 0 : 1] as readonly [number, number];
        step[a * this.#width + b] = cut < 0 || this.#isCut(otherAxis, cut, across) ? own[0] : own[1];
      }
    }
  }

  #isCut(axis: number, cut: number, cell: number): boolean {
    return this.#isOrdered[axis] === true ? cell <= cut : cell === cut;
  }

  /** What the two parts of one side of the root add; the first for all of it where the side is not cut. */
  #answers(rules: SurfaceRules, isTall: boolean, root: number, cut: number, isNear: boolean): readonly [number, number] {
    if (cut < 0) {
      const sums = isTall ? this.#above : this.#before;
      const [g, h] = [sums[0][root] as number, sums[1][root] as number];
      return [isNear ? leafAnswer(rules, g, h) : leafAnswer(rules, (this.#total[0] as number) - g, (this.#total[1] as number) - h), 0];
    }
    const [a, b] = isTall ? [root, cut] : [cut, root];
    const at = a * this.#width + b;
    const [one, two] = this.#partsOf(isTall, isNear);
    return [
      leafAnswer(rules, this.#part(0, at, a, b, one), this.#part(1, at, a, b, one)),
      leafAnswer(rules, this.#part(0, at, a, b, two), this.#part(1, at, a, b, two)),
    ];
  }
}

/** Parts on the side that the root cuts off, and on the other, in the order: other axis' cut, its rest. */
const NEAR_TALL = [0, 1] as const;
const FAR_TALL = [2, 3] as const;
const NEAR_WIDE = [0, 2] as const;
const FAR_WIDE = [1, 3] as const;

function scoreOf(g: number, h: number): number {
  return h < LEAST_HESSIAN ? 0 : (g * g) / h;
}
