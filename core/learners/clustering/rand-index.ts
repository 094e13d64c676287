/**
 * How far two groupings of the same rows agree, corrected for chance: 1 when they are the same up to names, about 0 when
 * they have nothing to do with each other. Two groupings into one group each are the same.
 *
 * @see Hubert & Arabie (1985), Journal of Classification 2, 193–218, eq. 5
 */
export function adjustedRandIndex(left: Int32Array, right: Int32Array): number {
  const [rows, columns] = [groupCount(left), groupCount(right)];
  const joint = new Float64Array(rows * columns);
  const [a, b] = [new Float64Array(rows), new Float64Array(columns)];
  for (let i = 0; i < left.length; i++) {
    const [r, c] = [left[i] as number, right[i] as number];
    joint[r * columns + c] = (joint[r * columns + c] as number) + 1;
    a[r] = (a[r] as number) + 1;
    b[c] = (b[c] as number) + 1;
  }
  const [together, inLeft, inRight] = [pairs(joint), pairs(a), pairs(b)];
  const expected = (inLeft * inRight) / ((left.length * (left.length - 1)) / 2);
  const most = (inLeft + inRight) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

function groupCount(labels: Int32Array): number {
  return labels.reduce((most, label) => Math.max(most, label + 1), 0);
}

function pairs(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}
