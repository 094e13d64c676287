import type { Work } from '../../base/work.ts';
import { sharedFloats, sharedInts } from '../../frame/shared-memory.ts';
import { studentUpperQuantile } from '../../numeric/distributions.ts';
import { fitInstruments, type IvResult } from '../kit/instruments/fit.ts';
import type { Term } from '../kit/instruments/terms.ts';
import type { DeepIvSpec } from './spec.ts';
import type { DeepIvStudy } from './study.ts';
import { type DeepIvAnswer, type DeepIvJob, type DeepIvLesson, trainDeepIv } from './train.task.ts';

export interface DeepIvFit {
  /** Two-stage least squares on the same rows: strength of the instruments, and the straight line to compare with. */
  readonly line: IvResult;
  readonly from: number;
  readonly to: number;
  readonly effect: { readonly value: number; readonly standardError?: number; readonly interval?: readonly [number, number] };
  /** The straight line's answer to the same question. */
  readonly lineEffect: number;
  readonly curve: {
    readonly amounts: Float64Array;
    readonly means: Float64Array;
    readonly low?: Float64Array;
    readonly high?: Float64Array;
  };
  /** Epochs of both stages, and the losses they ended at. */
  readonly stages: readonly { readonly epochs: number; readonly loss: number }[];
  readonly resamples: number;
}

/** Both halves of a batch's draws must fit into the network's memory. */
const BATCH_ROWS = 64;
const VALIDATION_SHARE = 0.2;

/** Trains on all rows, and on resampled ones for the interval. */
export async function fitDeepIv(study: DeepIvStudy, spec: DeepIvSpec, work: Work): Promise<DeepIvFit> {
  const { iv, isYesNo } = study;
  const line = fitInstruments(iv, { estimator: '2sls', covariance: 'robust', debiased: false, alpha: spec.alpha }, work);
  const { mean, scale } = isYesNo ? { mean: 0, scale: 1 } : iv.treatment;
  const amounts = Float64Array.from([study.from, study.to, ...study.grid], (amount) => (amount - mean) / scale);
  const job: DeepIvJob = {
    covariates: iv.covariates.map(standardised),
    instruments: iv.instruments.map(standardised),
    treatment: isYesNo ? shared(iv.treatment.values, 0, 1) : standardised(iv.treatment),
    outcome: standardised(iv.outcome),
    isYesNo,
    amounts,
    options: { ...spec, batchRows: BATCH_ROWS, validationShare: VALIDATION_SHARE },
  };
  const answers = await work.spread(trainDeepIv, job, lessonsOf(iv.rowCount, spec.resamples, work), (share) =>
    work.progress(share, 'training'),
  );
  return resultOf(study, { line, answers, spec });
}

function standardised({ values, mean, scale }: Term): Float64Array {
  return shared(values, mean, scale);
}

function shared(values: Float64Array, mean: number, scale: number): Float64Array {
  const found = sharedFloats(values.length);
  for (let row = 0; row < values.length; row++) found[row] = ((values[row] as number) - mean) / scale;
  return found;
}

/** All rows first; then as many rows again, drawn with replacement. */
function lessonsOf(rowCount: number, resamples: number, work: Work): DeepIvLesson[] {
  return Array.from({ length: 1 + (resamples < 2 ? 0 : resamples) }, (_, index) => {
    const rng = work.rng.fork(`network:${index}`);
    const rows = sharedInts(rowCount);
    for (let i = 0; i < rowCount; i++) rows[i] = index === 0 ? i : rng.below(rowCount);
    return { rows, seed: rng.fork('training').seed };
  });
}

interface Trained {
  readonly line: IvResult;
  readonly answers: readonly DeepIvAnswer[];
  readonly spec: DeepIvSpec;
}

function resultOf({ iv, from, to, grid }: DeepIvStudy, { line, answers, spec }: Trained): DeepIvFit {
  const onScale = (means: Float64Array): Float64Array => means.map((value) => value * iv.outcome.scale + iv.outcome.mean);
  const [main = new Float64Array(0), ...others] = answers.map(({ means }) => onScale(means));
  const effectOf = (means: Float64Array): number => (means[1] as number) - (means[0] as number);
  const reach = others.length === 0 ? 0 : studentUpperQuantile(spec.alpha / 2, others.length - 1);
  const value = effectOf(main);
  const standardError = deviation(others.map(effectOf));
  const means = main.subarray(2);
  const half = means.map((_, at) => reach * deviation(others.map((each) => each[at + 2] as number)));
  return {
    ...{ line, from, to, lineEffect: line.estimate.value * (to - from), resamples: others.length },
    effect:
      others.length === 0 ? { value } : { value, standardError, interval: [value - reach * standardError, value + reach * standardError] },
    curve: {
      amounts: grid,
      means,
      ...(others.length === 0
        ? {}
        : { low: means.map((mean, at) => mean - (half[at] as number)), high: means.map((mean, at) => mean + (half[at] as number)) }),
    },
    stages: (answers[0]?.stages ?? []).map((losses) => ({
      epochs: losses.length,
      loss: losses.length === 0 ? Number.NaN : Math.min(...losses),
    })),
  };
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
