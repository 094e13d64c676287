import { solveSmall } from './solve-small.ts';

/** What a node's rows look like to the search for its split; positions follow the tree's order of rows. */
export interface NodeRows {
  readonly effects: number;
  /** Per row of the growing sample: y, w (d), z (d) side by side. */
  readonly values: Float64Array;
  /** The rows of the tree, those of a node side by side. */
  readonly order: Int32Array;
  /** d labels per position. */
  readonly labels: Float64Array;
}

/** Room that labelling works in; one per thread. */
export interface LabelRoom {
  readonly means: Float64Array;
  readonly cross: Float64Array;
  readonly right: Float64Array;
  readonly inverse: Float64Array;
}

export function makeLabelRoom(effects: number): LabelRoom {
  return {
    means: new Float64Array(1 + 2 * effects),
    cross: new Float64Array(effects * effects),
    right: new Float64Array(effects),
    inverse: new Float64Array(effects * effects),
  };
}

/**
 * Replaces each row of a node by its influence on the node's effect, so that a split on their means is a split on
 * effects:
 *
 *   ρᵢ = A⁻¹ (zᵢ − z̄) ((yᵢ − ȳ) − (wᵢ − w̄)′ τ̂),  A = Σ (z − z̄)(w − w̄)′,  τ̂ = A⁻¹ Σ (z − z̄)(y − ȳ)
 *
 * For one effect A is a number, the same for all rows, and left out.
 *
 * @returns whether the node has an effect at all: false where A is singular
 * @see Athey, Tibshirani & Wager (2019), Ann. Statist. 47(2), eqs 8, 14 and 18
 * Cost: three passes over the node, O(d²) a row.
 */
export function labelNode(rows: NodeRows, room: LabelRoom, from: number, to: number): boolean {
  return rows.effects === 1 ? labelOne(rows, from, to) : labelMany(rows, room, from, to);
}

function labelOne({ values, order, labels }: NodeRows, from: number, to: number): boolean {
  const n = to - from;
  let [meanY, meanW, meanZ] = [0, 0, 0];
  for (let at = from; at < to; at++) {
    const row = 3 * (order[at] as number);
    meanY += values[row] as number;
    meanW += values[row + 1] as number;
    meanZ += values[row + 2] as number;
  }
  meanY /= n;
  meanW /= n;
  meanZ /= n;
  let [crossW, crossY, squareW, squareZ] = [0, 0, 0, 0];
  for (let at = from; at < to; at++) {
    const row = 3 * (order[at] as number);
    const w = (values[row + 1] as number) - meanW;
    const z = (values[row + 2] as number) - meanZ;
    crossW += z * w;
    crossY += z * ((values[row] as number) - meanY);
    squareW += w * w;
    squareZ += z * z;
  }
  // A treatment that does not move with its instrument here says nothing about an effect.
  if (!(crossW * crossW > WEAKEST * squareW * squareZ)) return false;
  const effect = crossY / crossW;
  for (let at = from; at < to; at++) {
    const row = 3 * (order[at] as number);
    const missed = (values[row] as number) - meanY - ((values[row + 1] as number) - meanW) * effect;
    labels[at] = ((values[row + 2] as number) - meanZ) * missed;
  }
  return true;
}

/** Squared correlation of treatment and instrument below which rounding decides about the sign of an effect. */
const WEAKEST = 1e-10;

function labelMany(rows: NodeRows, room: LabelRoom, from: number, to: number): boolean {
  const { effects: d, values, order, labels } = rows;
  const { means, cross, right, inverse } = room;
  const width = 1 + 2 * d;
  means.fill(0);
  cross.fill(0);
  right.fill(0);
  for (let at = from; at < to; at++) {
    const row = width * (order[at] as number);
    for (let k = 0; k < width; k++) means[k] = (means[k] as number) + (values[row + k] as number);
  }
  for (let k = 0; k < width; k++) means[k] = (means[k] as number) / (to - from);
  for (let at = from; at < to; at++) {
    const row = width * (order[at] as number);
    const y = (values[row] as number) - (means[0] as number);
    for (let j = 0; j < d; j++) {
      const z = (values[row + 1 + d + j] as number) - (means[1 + d + j] as number);
      right[j] = (right[j] as number) + z * y;
      for (let k = 0; k < d; k++) {
        const w = (values[row + 1 + k] as number) - (means[1 + k] as number);
        cross[j * d + k] = (cross[j * d + k] as number) + z * w;
      }
    }
  }
  // The inverse comes column by column: d is the number of offers, a handful.
  for (let k = 0; k < d; k++) {
    const unit = inverse.subarray(k * d, (k + 1) * d).fill(0);
    unit[k] = 1;
    if (!solveSmall(cross.slice(), unit)) return false;
  }
  const effect = Float64Array.from({ length: d }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < d; k++) sum += (inverse[k * d + j] as number) * (right[k] as number);
    return sum;
  });
  for (let at = from; at < to; at++) {
    const row = width * (order[at] as number);
    let missed = (values[row] as number) - (means[0] as number);
    for (let k = 0; k < d; k++) missed -= ((values[row + 1 + k] as number) - (means[1 + k] as number)) * (effect[k] as number);
    for (let j = 0; j < d; j++) {
      let influence = 0;
      for (let k = 0; k < d; k++) {
        influence += (inverse[k * d + j] as number) * ((values[row + 1 + d + k] as number) - (means[1 + d + k] as number));
      }
      labels[at * d + j] = influence * missed;
    }
  }
  return true;
}
