import { CausewayError } from '../../base/problem.ts';
import type { StopSignal } from '../../base/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { type Bandwidths, type LocalDesign, selectBandwidths } from './bandwidths.ts';
import { type Bin, binCounts, binsOf } from './bins.ts';
import { type DensityTest, testDensity } from './density.ts';
import { estimateAt, type Measured, type RdEstimate } from './estimate.ts';
import { type Sides, splitAt, withSideColumns } from './side.ts';
import type { RddSpec } from './spec.ts';
import { readStudy, type Study } from './study.ts';

/** A test that should find nothing, or a variation of the estimate; null where the data cannot carry it. */
export interface Check {
  readonly name: string;
  readonly estimate: Measured | null;
  readonly rows: number;
  /** Whether the value is told from 0 after Holm's correction over its table. */
  readonly isOff: boolean;
}

/** Everything that the report is written from. */
export interface RddFit {
  readonly names: Study['names'];
  readonly design: LocalDesign;
  readonly counted: string | null;
  readonly missing: number;
  readonly inDonut: number;
  readonly rows: readonly [number, number];
  readonly distinct: readonly [number, number];
  readonly estimate: RdEstimate;
  /** The jump of take-up in fuzzy designs; null too where take-up does not vary on either side. */
  readonly firstStage: Measured | null;
  readonly density: DensityTest | null;
  readonly balance: readonly Check[];
  readonly placebos: readonly Check[];
  readonly widths: readonly (Check & { readonly factor: number })[];
  readonly bins: readonly [readonly Bin[], readonly Bin[]];
}

/** What long work may be stopped by and says. */
export interface Watch {
  readonly signal: StopSignal;
  progress(share: number, what: string): void;
}

/** Fits the design and every check of it: about thirty local fits per check. */
export function fitRdd(spec: RddSpec, frame: Frame, watch: Watch): RddFit {
  const study = readStudy(frame, spec);
  const { design, rows } = study;
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row] as number);
  const columns = [study.outcome, ...(study.takeUp === null ? [] : [study.takeUp]), ...study.covariates].map(pick);
  const sides = splitAt(pick(study.running), spec.cutoff, columns);
  watch.signal.throwIfAborted();
  watch.progress(0.1, 'bandwidths');
  const bandwidths = bandwidthsFor(sides, design, spec);
  watch.signal.throwIfAborted();
  watch.progress(0.3, 'estimate');
  const sign = spec.treatedSide === 'above' ? 1 : -1;
  const sharp = { ...design, isFuzzy: false };
  const estimate = estimateAt(sides, design, bandwidths, spec.alpha);
  const takeUp = design.isFuzzy ? check('takeUp', () => estimateAt(onlyColumn(sides, 1), sharp, bandwidths, spec.alpha), sign) : null;
  const checked = checks(study, spec, sides, watch);
  const counts = binCounts(sides, spec.bins);
  const both = [sides.left, sides.right] as const;
  return {
    names: study.names,
    design,
    counted: study.counted,
    missing: study.missing,
    inDonut: study.inDonut,
    rows: [both[0].distance.length, both[1].distance.length],
    distinct: [both[0].distinct, both[1].distinct],
    estimate: design.isFuzzy
      ? { ...estimate, reducedForm: sign * estimate.reducedForm, takeUp: sign * estimate.takeUp }
      : oriented(estimate, sign),
    firstStage: takeUp?.estimate ?? null,
    density: testDensity(sides),
    ...checked,
    widths: WIDTH_FACTORS.map((factor) => ({
      ...check(`${factor} × h`, () => estimateAt(sides, design, scaled(bandwidths, factor), spec.alpha), design.isFuzzy ? 1 : sign),
      factor,
    })),
    bins: [binsOf(sides.left, counts[0], spec.alpha), binsOf(sides.right, counts[1], spec.alpha)],
  };
}

const WIDTH_FACTORS = [0.5, 0.75, 1, 1.25, 1.5, 2];

function scaled({ main, bias }: Bandwidths, factor: number): Bandwidths {
  return { main: [factor * main[0], factor * main[1]], bias: [factor * bias[0], factor * bias[1]] };
}

/** The user's widths, or the selector's. Take-up that is constant on a side is left out of the choice, as it has no variance there. */
function bandwidthsFor(sides: Sides, design: LocalDesign, spec: RddSpec): Bandwidths {
  const [below, above = below] = spec.bandwidth;
  if (below !== undefined && above !== undefined) {
    const [biasBelow = below, biasAbove = spec.biasBandwidth[0] ?? above] = spec.biasBandwidth;
    return { main: [below, above], bias: [biasBelow, biasAbove] };
  }
  const isOneSided = [sides.left, sides.right].some((side) => side.columns[1]?.every((value) => value === side.columns[1]?.[0]));
  if (!design.isFuzzy || !isOneSided) return selectBandwidths(sides, design, spec.selector);
  const without = (side: Sides['left']): Sides['left'] =>
    withSideColumns(
      side,
      side.columns.filter((_, at) => at !== 1),
    );
  return selectBandwidths({ left: without(sides.left), right: without(sides.right) }, { ...design, isFuzzy: false }, spec.selector);
}

function onlyColumn({ left, right }: Sides, at: number): Sides {
  const only = (side: Sides['left']): Sides['left'] => withSideColumns(side, side.columns.slice(at, at + 1));
  return { left: only(left), right: only(right) };
}

/** The same estimate as treated less untreated. */
function oriented(estimate: RdEstimate, sign: 1 | -1): RdEstimate {
  if (sign > 0) return estimate;
  const { conventional, biasCorrected, robust, reducedForm } = estimate;
  return {
    ...estimate,
    conventional: flipped(conventional),
    biasCorrected: flipped(biasCorrected),
    robust: flipped(robust),
    reducedForm: -reducedForm,
  };
}

function flipped(measured: Measured): Measured {
  return { ...measured, value: -measured.value, interval: [-measured.interval[1], -measured.interval[0]] };
}

/** Jumps that should not be there: of covariates at the cut-off, and of the outcome elsewhere. */
function checks(study: Study, spec: RddSpec, sides: Sides, watch: Watch): Pick<RddFit, 'balance' | 'placebos'> {
  const design = { ...study.design, isFuzzy: false };
  const sign = spec.treatedSide === 'above' ? 1 : -1;
  const jump = (name: string, cutoff: number, data: readonly [Float64Array, Float64Array]): Check =>
    check(
      name,
      () => {
        watch.signal.throwIfAborted();
        const at = splitAt(data[0], cutoff, [data[1]]);
        return estimateAt(at, design, selectBandwidths(at, design, 'mserd'), spec.alpha);
      },
      sign,
    );
  const at = (values: Float64Array, rows: Int32Array): Float64Array => Float64Array.from(rows, (row) => values[row] as number);
  const balance = study.balance.map(({ name, level, values }, index) => {
    watch.progress(0.4 + (0.3 * index) / study.balance.length, name);
    const rows = study.rows.filter((row) => Number.isFinite(values[row]));
    return jump(level === null ? name : `${name} = ${level}`, spec.cutoff, [at(study.running, rows), at(values, rows)]);
  });
  const medians = [sides.left, sides.right].map((side) => spec.cutoff + side.sign * (side.distance[side.distance.length >> 1] as number));
  const placebos = (spec.placeboCutoffs.length > 0 ? spec.placeboCutoffs : medians).map((cutoff, index, all) => {
    watch.progress(0.7 + (0.3 * index) / all.length, 'placebo');
    // Rows of one side only, so that the true jump cannot leak into a false one.
    const rows = study.rows.filter((row) => (study.running[row] as number) < spec.cutoff === cutoff < spec.cutoff);
    return jump(String(cutoff), cutoff, [at(study.running, rows), at(study.outcome, rows)]);
  });
  return { balance: flagged(balance, spec.alpha), placebos: flagged(placebos, spec.alpha) };
}

/** A check that the data cannot carry is an empty row of its table; anything else that goes wrong is passed on. */
function check(name: string, run: () => RdEstimate, sign: 1 | -1): Check {
  try {
    const { robust, rowsMain } = oriented(run(), sign);
    return { name, estimate: robust, rows: rowsMain[0] + rowsMain[1], isOff: false };
  } catch (error) {
    const isExpected = error instanceof CausewayError && (error.problem.kind === 'numeric' || error.problem.kind === 'input');
    if (!isExpected) throw error;
    return { name, estimate: null, rows: 0, isOff: false };
  }
}

/** Holm's step-down: the k-th smallest of m p-values is held against alpha / (m − k + 1), until one passes. */
function flagged(rows: readonly Check[], alpha: number): Check[] {
  const order = rows.filter(({ estimate }) => estimate !== null).sort((a, b) => (a.estimate?.pValue ?? 1) - (b.estimate?.pValue ?? 1));
  const passes = order.findIndex(({ estimate }, at) => (estimate?.pValue ?? 1) >= alpha / (order.length - at));
  const off = new Set(order.slice(0, passes < 0 ? order.length : passes));
  return rows.map((row) => ({ ...row, isOff: off.has(row) }));
}
