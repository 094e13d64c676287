import { around, type Judged, type Measured, orderBy } from './measured.ts';

/**
 * The area under the ROC curve: how often a row with outcome 1 scores above a row with outcome 0, ties counted
 * half. The error is DeLong's, from each row's share of the pairs it wins.
 *
 * @param judged actual is 0 or 1; predicted is any score
 * @param level of the interval, e.g. 0.95; it is cut at 0 and 1
 * @returns NaN when one of the outcomes does not occur
 * @see DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44, eq. 4–6; in O(n log n) by Sun & Xu (2014), IEEE SPL 21
 * Cost: one sort.
 */
export function areaUnderRoc(judged: Judged, level: number): Measured {
  const { predicted, actual, weight } = judged;
  const order = orderBy(predicted);
  const [negatives, positives] = totals(judged);
  const wins = new Float64Array(order.length);
  const below = [0, 0];
  for (let from = 0; from < order.length; ) {
    let to = from;
    const tied = [0, 0];
    while (to < order.length && predicted[order[to] as number] === predicted[order[from] as number]) {
      const row = order[to] as number;
      const outcome = actual[row] as 0 | 1;
      tied[outcome] = (tied[outcome] as number) + (weight === undefined ? 1 : (weight[row] as number));
      to++;
    }
    for (let at = from; at < to; at++) {
      const row = order[at] as number;
      const rival = 1 - (actual[row] as number);
      const beaten = (below[rival] as number) + 0.5 * (tied[rival] as number);
      wins[row] = rival === 0 ? beaten / negatives : 1 - beaten / positives;
    }
    below[0] = (below[0] as number) + (tied[0] as number);
    below[1] = (below[1] as number) + (tied[1] as number);
    from = to;
  }
  return fromWins(judged, wins, [negatives, positives], level);
}

function totals({ actual, weight }: Judged): [number, number] {
  const sums: [number, number] = [0, 0];
  for (let i = 0; i < actual.length; i++) sums[actual[i] as 0 | 1] += weight === undefined ? 1 : (weight[i] as number);
  return sums;
}

/** The mean share of pairs won is the area; the spread of shares within each outcome is its variance. */
function fromWins(
  { actual, weight }: Judged,
  wins: Float64Array,
  [negatives, positives]: readonly [number, number],
  level: number,
): Measured {
  const each = (i: number): number => (weight === undefined ? 1 : (weight[i] as number));
  let area = 0;
  for (let i = 0; i < wins.length; i++) if (actual[i] === 1) area += each(i) * (wins[i] as number);
  area /= positives;
  const squares = [0, 0];
  const counts = [0, 0];
  for (let i = 0; i < wins.length; i++) {
    const outcome = actual[i] as 0 | 1;
    squares[outcome] = (squares[outcome] as number) + (each(i) * ((wins[i] as number) - area)) ** 2;
    counts[outcome] = (counts[outcome] as number) + 1;
  }
  const part = (outcome: 0 | 1, total: number): number => {
    const count = counts[outcome] as number;
    return ((squares[outcome] as number) / total ** 2) * (count / (count - 1));
  };
  return around(area, Math.sqrt(part(0, negatives) + part(1, positives)), level, [0, 1]);
}
