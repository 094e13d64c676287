import type { RankedArm, Stops } from './ranking.ts';
import { CLASSES, classSums, meansDifference, qiniAt, SUM_FIELDS, upliftBetween, type Walked, walk } from './walk.ts';

/** Where each measure stands in a vector of measures. NaN means that it could not be formed. */
export interface Layout {
  readonly qini: 0;
  readonly auuc: 1;
  /** The same two before they are normalised. */
  readonly qiniRaw: 2;
  readonly auucRaw: 3;
  /** Difference in means over all rows. */
  readonly overall: 4;
  readonly cuts: number;
  readonly bins: number;
  readonly grid: number;
  readonly length: number;
}

export function layoutOf(stops: Stops): Layout {
  const cuts = 5;
  const bins = cuts + stops.cuts.length;
  const grid = bins + stops.edges.length;
  return { qini: 0, auuc: 1, qiniRaw: 2, auucRaw: 3, overall: 4, cuts, bins, grid, length: grid + stops.grid.length };
}

/**
 * All measures of one arm from one walk down its ranking.
 *
 * - 'sklift': Qini and AUUC are (area − area at random) / (area of the perfect ranking − area at random); raw is the area.
 * - 'causalml': Qini is the mean of the curve less the mean of the random line, AUUC the mean of the gain curve, both
 *   divided by the size of the curve's last point; raw is before that division.
 *
 * @param counts how often each row counts in a bootstrap replicate
 */
export function measure(ranked: RankedArm, stops: Stops, counts?: Uint8Array): Float64Array {
  const walked = walk(ranked, stops.ranks, counts);
  const layout = layoutOf(stops);
  const into = new Float64Array(layout.length);
  into.set(ranked.definition === 'sklift' ? areaMeasures(walked, perfectAreas(ranked, counts)) : meanMeasures(walked));
  const { atStops } = walked;
  const last = atStops.length - SUM_FIELDS;
  into[layout.overall] = upliftBetween(atStops, last, last);
  stops.cuts.forEach(({ treated, control }, index) => {
    into[layout.cuts + index] = upliftBetween(atStops, treated * SUM_FIELDS, control * SUM_FIELDS);
  });
  const between = new Float64Array(SUM_FIELDS);
  stops.edges.forEach((edge, bin) => {
    const before = bin === 0 ? -1 : (stops.edges[bin - 1] as number);
    for (let field = 0; field < SUM_FIELDS; field++) {
      const start = before < 0 ? 0 : (atStops[before * SUM_FIELDS + field] as number);
      between[field] = (atStops[edge * SUM_FIELDS + field] as number) - start;
    }
    into[layout.bins + bin] = upliftBetween(between, 0, 0);
  });
  const treatedTotal = atStops[last + 1] as number;
  stops.grid.forEach((stop, point) => {
    // Per treated row, so that the curve ends at the average effect whatever the size of the arm.
    into[layout.grid + point] = qiniAt(atStops, stop * SUM_FIELDS) / treatedTotal;
  });
  return into;
}

/** [Qini, AUUC, raw Qini, raw AUUC] in the manner of scikit-uplift. */
function areaMeasures(walked: Walked, perfect: Areas): readonly number[] {
  const { qini, gain, qiniLast, gainLast, size } = walked;
  const qiniRandom = (size * qiniLast) / 2;
  const gainRandom = (size * gainLast) / 2;
  return [shareOf(qini - qiniRandom, perfect.qini - qiniRandom), shareOf(gain - gainRandom, perfect.gain - gainRandom), qini, gain];
}

/** [Qini, AUUC, raw Qini, raw AUUC] in the manner of causalml: means over the n + 1 points of the curve. */
function meanMeasures({ qini, gain, qiniLast, gainLast, size }: Walked): readonly number[] {
  const qiniRaw = qini / (size + 1) - qiniLast / 2;
  const auucRaw = gain / (size + 1);
  return [shareOf(qiniRaw, Math.abs(qiniLast)), shareOf(auucRaw, Math.abs(gainLast)), qiniRaw, auucRaw];
}

function shareOf(part: number, whole: number): number {
  return whole > 0 ? part / whole : Number.NaN;
}

interface Areas {
  readonly qini: number;
  readonly gain: number;
}

/**
 * Areas under the curves of a ranking that knows every outcome: for amounts treated rows by falling and control rows
 * by rising outcome, for 0/1 outcomes the four classes as scikit-uplift orders them.
 */
function perfectAreas(ranked: RankedArm, counts: Uint8Array | undefined): Areas {
  const { perfect } = ranked;
  if (perfect === undefined) return perfectOfClasses(classSums(ranked, counts));
  const all = Int32Array.of(perfect.ranking.rowCount);
  return walk(perfect.ranking, all, counts === undefined ? undefined : gather(counts, perfect.ranks));
}

function gather(counts: Uint8Array, ranks: Int32Array): Uint8Array {
  const gathered = new Uint8Array(ranks.length);
  for (let at = 0; at < ranks.length; at++) gathered[at] = counts[ranks[at] as number] as number;
  return gathered;
}

function perfectOfClasses(classes: Float64Array): Areas {
  const { treatedYes, controlNo, treatedNo, controlYes } = CLASSES;
  const sizeOf = (code: number): number => classes[code * SUM_FIELDS] as number;
  const tail = sizeOf(controlYes) > sizeOf(treatedNo) ? [controlYes, treatedNo] : [treatedNo, controlYes];
  // For the Qini curve the two middle classes tie: neither adds anything.
  const tied = classes.slice();
  for (let field = 0; field < SUM_FIELDS; field++) {
    tied[controlNo * SUM_FIELDS + field] =
      (classes[controlNo * SUM_FIELDS + field] as number) + (classes[treatedNo * SUM_FIELDS + field] as number);
  }
  return {
    qini: areasOver([treatedYes, controlNo, controlYes], tied).qini,
    gain: areasOver([treatedYes, controlNo, ...tail], classes).gain,
  };
}

/** Areas under both curves when whole classes follow one another in the given order. */
function areasOver(order: readonly number[], classes: Float64Array): Areas {
  const sums = new Float64Array(SUM_FIELDS);
  let qini = 0;
  let gain = 0;
  let qiniBefore = 0;
  let gainBefore = 0;
  for (const code of order) {
    const at = code * SUM_FIELDS;
    const added = classes[at] as number;
    if (added === 0) continue;
    for (let field = 0; field < SUM_FIELDS; field++) sums[field] = (sums[field] as number) + (classes[at + field] as number);
    // While there is no control the Qini curve is the treated outcomes alone.
    const qiniNow = (sums[2] as number) > 0 ? qiniAt(sums) : (sums[3] as number);
    const gainNow = meansDifference(sums) * (sums[0] as number);
    qini += (added * (qiniNow + qiniBefore)) / 2;
    gain += (added * (gainNow + gainBefore)) / 2;
    qiniBefore = qiniNow;
    gainBefore = gainNow;
  }
  return { qini, gain };
}
