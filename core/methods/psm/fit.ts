import type { StopSignal } from '../../base/work.ts';
import { type Frame, numberColumn, withColumns } from '../../frame/frame.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { inputOf } from '../inputs.ts';
import { type AdjustedContrast, type AdjustedFit, withNormalInterval } from '../kit/propensity/contrast.ts';
import { diagnose } from '../kit/propensity/diagnosis.ts';
import { plainDifference } from '../kit/propensity/plain.ts';
import { guardScores, learnScores, type PairScores } from '../kit/propensity/scores.ts';
import { foldsFor } from '../kit/propensity/spec.ts';
import { type AssignmentStudy, readAssignment } from '../kit/propensity/study.ts';
import { type MatchedDifference, matchedDifference } from './estimate.ts';
import { find, matchWithin, type Nearness, readStrata } from './match.ts';
import type { Matches } from './matches.ts';
import type { PsmSpec } from './spec.ts';
import { whiten } from './whiten.ts';

export interface PsmContrast extends AdjustedContrast, Pick<MatchedDifference, 'how' | 'matchedSeekers' | 'unmatchedSeekers'> {
  /** The caliper in units of the distance; null without one. */
  readonly limit: number | null;
  /** n numbers: the matched set of each row, counted from 1; NaN for rows in none. A reused row shows its first set. */
  readonly matchedPair: Float64Array;
  /** n weights in the matched sample; 0 for rows in no set. */
  readonly matchWeight: Float64Array;
}

export interface PsmFit extends AdjustedFit {
  readonly contrasts: readonly PsmContrast[];
}

/** Matches every compared arm with the control and compares the matched rows. */
export async function fitPsm(spec: PsmSpec, inputs: Inputs, context: FitContext): Promise<PsmFit> {
  const frame = inputOf(inputs, 'frame');
  const folds = foldsFor(spec.folds, spec.learner);
  const study = readAssignment(frame, spec, folds);
  const strata = readStrata(frame, spec.exact);
  context.progress(0, 'learning the propensity scores');
  const pairs = await learnScores(study, { learner: spec.learner, folds }, context);
  let guarded = 0;
  const contrasts = pairs.map((pair, index) => {
    context.progress(0.4 + (0.6 * index) / pairs.length, 'matching');
    const { scores, moved } = guardScores(pair.scores, 'ate', spec.learner);
    guarded += moved;
    return compare(study, { ...pair, scores }, { spec, strata }, context);
  });
  return {
    method: 'psm',
    outcome: study.outcome,
    ...(study.counted === undefined ? {} : { counted: study.counted }),
    isBinary: study.task === 'binary',
    control: study.arms.names[0] ?? '',
    rowCount: frame.rowCount,
    usableRows: study.counts.reduce((sum, count) => sum + count, 0),
    covariates: study.table.features.map(({ name }) => name),
    missing: study.missing,
    guarded,
    contrasts,
  };
}

interface How {
  readonly spec: PsmSpec;
  readonly strata: Int32Array;
}

function compare(study: AssignmentStudy, pair: PairScores, { spec, strata }: How, { rng, signal }: FitContext): PsmContrast {
  const score = spec.distance === 'logit' ? pair.scores.map((e) => Math.log(e / (1 - e))) : pair.scores;
  const nearness = { score, points: spec.distance === 'mahalanobis' ? whiten(study, pair) : null };
  const limit = spec.caliper === undefined ? null : spec.caliper * (nearness.points === null ? deviationOf(score) : 1);
  const positions = Int32Array.from(pair.rows.keys());
  const sides = [positions.filter((i) => pair.treated[i] === 0), positions.filter((i) => pair.treated[i] === 1)] as const;
  const rules = {
    matching: spec.matching,
    ratio: spec.ratio,
    replacement: spec.replacement,
    order: spec.order,
    limit: limit ?? Number.POSITIVE_INFINITY,
    strata: Int32Array.from(pair.rows, (row) => strata[row] as number),
    rng: rng.fork(`order:${pair.arm}`),
  };
  const [control, arm] = sides;
  const matches = [
    ...(spec.estimand === 'atc' ? [] : [matchWithin({ seekers: arm, candidates: control }, nearness, rules, signal)]),
    ...(spec.estimand === 'att' ? [] : [matchWithin({ seekers: control, candidates: arm }, nearness, rules, signal)]),
  ];
  const outcome = Float64Array.from(pair.rows, (row) => study.values[row] as number);
  const spread = spec.replacement ? spreadAround(outcome, sides, nearness, signal) : new Float64Array(0);
  const found = matchedDifference(outcome, pair.treated, matches, { replacement: spec.replacement, spread });
  let used = 0;
  for (const weight of found.weight) if (weight > 0) used++;
  return {
    arm: study.arms.names[pair.arm] ?? '',
    ...withNormalInterval(found.value, found.standardError, spec.alpha),
    how: found.how,
    matchedSeekers: found.matchedSeekers,
    unmatchedSeekers: found.unmatchedSeekers,
    n: used,
    means: null,
    naive: plainDifference(study, pair),
    limit,
    diagnosis: diagnose(study, pair, found.weight, { estimand: spec.estimand, signal }),
    ...columnsOf(study.codes.length, pair, matches, found.weight),
  };
}

/** The standard deviation of the score over both arms together, which calipers are measured in. */
function deviationOf(score: Float64Array): number {
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < score.length; i++) {
    const step = (score[i] as number) - mean;
    mean += step / (i + 1);
    squares += step * ((score[i] as number) - mean);
  }
  return Math.sqrt(squares / Math.max(1, score.length - 1));
}

/** σ̂² of each row: half the squared difference from the nearest other row of its own arm (Abadie & Imbens 2006, eq. 14, J = 1). */
function spreadAround(outcome: Float64Array, sides: readonly Int32Array[], nearness: Nearness, signal: StopSignal): Float64Array {
  const spread = new Float64Array(outcome.length);
  for (const members of sides) {
    const order = Int32Array.from(members.keys());
    const search = { seekers: members, candidates: members, ratio: 2, replacement: true, order, limit: Number.POSITIVE_INFINITY };
    const { start, partner } = find(nearness, search, signal);
    for (let s = 0; s < members.length; s++) {
      const own = members[s] as number;
      const from = start[s] as number;
      const other = (partner[from] === own ? partner[from + 1] : partner[from]) ?? own;
      spread[own] = ((outcome[own] as number) - (outcome[other] as number)) ** 2 / 2;
    }
  }
  return spread;
}

function columnsOf(
  rowCount: number,
  { rows }: PairScores,
  matches: readonly Matches[],
  weight: Float64Array,
): Pick<PsmContrast, 'matchedPair' | 'matchWeight'> {
  const matchedPair = sharedFloats(rowCount).fill(Number.NaN);
  const matchWeight = sharedFloats(rowCount);
  rows.forEach((row, i) => {
    matchWeight[row] = weight[i] as number;
  });
  const mark = (position: number, set: number): void => {
    const row = rows[position] as number;
    if (Number.isNaN(matchedPair[row])) matchedPair[row] = set;
  };
  let set = 0;
  for (const { seekers, start, partner } of matches) {
    for (let s = 0; s < seekers.length; s++) {
      if (start[s] === start[s + 1]) continue;
      set++;
      mark(seekers[s] as number, set);
      for (let at = start[s] as number; at < (start[s + 1] as number); at++) mark(partner[at] as number, set);
    }
  }
  return { matchedPair, matchWeight };
}

/** The incoming table with the matched set and the weight of every row; one pair of columns per arm where there are several. */
export function frameWithMatches({ contrasts }: PsmFit, inputs: Inputs): Frame {
  const suffix = (arm: string): string => (contrasts.length === 1 ? '' : `:${arm}`);
  return withColumns(
    inputOf(inputs, 'frame'),
    contrasts.flatMap(({ arm, matchedPair, matchWeight }) => [
      [`matched_pair${suffix(arm)}`, numberColumn(matchedPair)] as const,
      [`match_weight${suffix(arm)}`, numberColumn(matchWeight)] as const,
    ]),
  );
}
