import { quantileOfSorted, sortedFinite } from '../../numeric/quantiles.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { type BootstrapItem, bootstrapUplift } from './bootstrap.task.ts';
import { type Layout, layoutOf, measure } from './measures.ts';
import { type RankedArm, rankArm, type Stops, stopsOf } from './ranking.ts';
import { type Rate, rateOf } from './rate.ts';
import type { UpliftEvaluationSpec } from './spec.ts';
import { type ArmStudy, readUpliftStudy } from './study.ts';

/** A measure with its bootstrap error; null where it, or its interval, cannot be formed. */
export interface Measured {
  readonly value: number | null;
  readonly standardError: number | null;
  readonly interval: readonly [number, number] | null;
}

/** A slice of the ranking. */
export interface Slice extends Measured {
  readonly treatedCount: number;
  readonly controlCount: number;
  readonly meanScore: number;
}

export interface CurvePoint extends Measured {
  /** Share of rows ranked above. */
  readonly share: number;
}

export interface ArmEvaluation {
  readonly arm: string;
  readonly treatedCount: number;
  readonly controlCount: number;
  readonly distinctScores: number;
  readonly qini: Measured;
  readonly auuc: Measured;
  readonly qiniRaw: number;
  readonly auucRaw: number;
  readonly overall: Measured;
  readonly cuts: readonly (Measured & { readonly k: number })[];
  readonly bins: readonly Slice[];
  readonly curve: readonly CurvePoint[];
  readonly rate: Rate;
}

export interface UpliftEvaluationFit {
  readonly control: string;
  readonly outcome: string;
  readonly isBinary: boolean;
  readonly arms: readonly ArmEvaluation[];
  readonly dropped: number;
  readonly isCrossFitted?: boolean;
}

/** Replicates per piece of work: enough to outweigh handing it over, few enough to share out evenly. */
const REPLICATES_PER_ITEM = 8;

/** Evaluates every arm; the bootstrap is spread over threads. */
export async function fitUpliftEvaluation(spec: UpliftEvaluationSpec, inputs: Inputs, context: FitContext): Promise<UpliftEvaluationFit> {
  const { arms, ...study } = readUpliftStudy(spec, inputs);
  const evaluated: ArmEvaluation[] = [];
  for (const arm of arms) {
    context.signal.throwIfAborted();
    context.progress(evaluated.length / arms.length, `evaluating ${arm.arm}`);
    evaluated.push(await evaluateArm(arm, study.isBinary, spec, context));
  }
  return { ...study, arms: evaluated };
}

async function evaluateArm(study: ArmStudy, isBinary: boolean, spec: UpliftEvaluationSpec, context: FitContext): Promise<ArmEvaluation> {
  const { ranked, order } = rankArm(study, spec.definition, isBinary);
  const stops = stopsOf(ranked, spec.k, spec.bins, spec.strategy);
  const layout = layoutOf(stops);
  const values = measure(ranked, stops);
  const replicates = await replicate(ranked, stops, spec.replicates, context, study.arm);
  const measured = (at: number): Measured => summarise(values[at] as number, columnOf(replicates, layout.length, at), spec.alpha);
  return {
    arm: study.arm,
    treatedCount: study.treatedCount,
    controlCount: study.controlCount,
    distinctScores: new Set(study.score).size,
    qini: measured(layout.qini),
    auuc: measured(layout.auuc),
    qiniRaw: values[layout.qiniRaw] as number,
    auucRaw: values[layout.auucRaw] as number,
    overall: measured(layout.overall),
    cuts: spec.k.map((k, index) => ({ k, ...measured(layout.cuts + index) })),
    bins: slicesOf(study, order, stops, (bin) => measured(layout.bins + bin)),
    curve: curveOf(ranked, stops, layout, measured),
    rate: rateOf(study, spec, context.rng.fork('halves').fork(study.arm), context.signal),
  };
}

function curveOf(ranked: RankedArm, stops: Stops, layout: Layout, measured: (at: number) => Measured): CurvePoint[] {
  const points = stops.grid.map((stop, point) => ({
    share: (stops.ranks[stop] as number) / ranked.rowCount,
    ...measured(layout.grid + point),
  }));
  // Wide ties swallow several grid points; one of each is enough.
  return points.filter(({ share }, index) => share !== points[index - 1]?.share);
}

function slicesOf(study: ArmStudy, order: Int32Array, stops: Stops, measured: (bin: number) => Measured): Slice[] {
  let from = 0;
  return stops.edges.map((edge, bin) => {
    const to = stops.ranks[edge] as number;
    let [treatedCount, scoreSum] = [0, 0];
    for (let rank = from; rank < to; rank++) {
      const row = order[rank] as number;
      treatedCount += study.treated[row] as number;
      scoreSum += study.score[row] as number;
    }
    const size = to - from;
    from = to;
    return { treatedCount, controlCount: size - treatedCount, meanScore: size === 0 ? 0 : scoreSum / size, ...measured(bin) };
  });
}

async function replicate(ranked: RankedArm, stops: Stops, count: number, context: FitContext, arm: string): Promise<Float64Array[]> {
  const rng = context.rng.fork('bootstrap').fork(arm);
  const items: BootstrapItem[] = [];
  for (let from = 0; from < count; from += REPLICATES_PER_ITEM) {
    const size = Math.min(REPLICATES_PER_ITEM, count - from);
    items.push({ seeds: Array.from({ length: size }, (_, index) => rng.fork(from + index).seed) });
  }
  return context.spread(bootstrapUplift, { ranked, stops }, items);
}

/** One measure over all replicates. */
function columnOf(replicates: readonly Float64Array[], length: number, at: number): Float64Array {
  const column: number[] = [];
  for (const chunk of replicates) for (let start = 0; start < chunk.length; start += length) column.push(chunk[start + at] as number);
  return Float64Array.from(column);
}

/** Below this share of usable replicates an interval would describe only the lucky ones. */
const LEAST_USABLE_SHARE = 0.9;

/** Percentile interval and standard deviation over the replicates. */
function summarise(value: number, replicates: Float64Array, alpha: number): Measured {
  if (!Number.isFinite(value)) return { value: null, standardError: null, interval: null };
  const sorted = sortedFinite(replicates);
  if (sorted.length < 2 || sorted.length < LEAST_USABLE_SHARE * replicates.length) return { value, standardError: null, interval: null };
  const mean = sorted.reduce((sum, entry) => sum + entry, 0) / sorted.length;
  const squares = sorted.reduce((sum, entry) => sum + (entry - mean) ** 2, 0);
  return {
    value,
    standardError: Math.sqrt(squares / (sorted.length - 1)),
    interval: [quantileOfSorted(sorted, alpha / 2), quantileOfSorted(sorted, 1 - alpha / 2)],
  };
}
