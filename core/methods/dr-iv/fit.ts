import { giveUp } from '../../base/problem.ts';
import { partOf, type Work } from '../../base/work.ts';
import { normalUpperQuantile } from '../../numeric/distributions.ts';
import { quantileOfSorted } from '../../numeric/quantiles.ts';
import { ratioOf, type ScoreRatio, type Valued } from './ratio.ts';
import { type IvScores, scoreInstrument } from './scores.ts';
import type { DrIvSpec } from './spec.ts';
import type { DrIvStudy } from './study.ts';

export interface DrIvFit {
  readonly outcome: string;
  readonly treatment: string;
  readonly instrument: string;
  readonly encouraged: string;
  readonly arm: string;
  readonly rowCount: number;
  readonly used: number;
  /** The draw of folds whose estimate is the median; its parts belong together. */
  readonly main: ScoreRatio;
  /** The median over repeats, with the spread between them in its error. */
  readonly late: Valued;
  readonly chances: readonly [number, number];
  readonly clipped: number;
  readonly segments: readonly { readonly name: string; readonly ratio: ScoreRatio }[];
}

/** Segments with fewer rows than this get no estimate of their own. */
const FEWEST_IN_SEGMENT = 30;

/** Scores the study once per repeat and takes the median. */
export async function fitDrIv(study: DrIvStudy, spec: DrIvSpec, work: Work): Promise<DrIvFit> {
  const { codes } = study.assignment;
  const rows = Int32Array.from({ length: codes.length }, (_, row) => row).filter((row) => (codes[row] as number) >= 0);
  const draws: { scores: IvScores; ratio: ScoreRatio }[] = [];
  for (let repeat = 0; repeat < spec.repeats; repeat++) {
    const part = partOf(work, 'scores', repeat / spec.repeats, (repeat + 1) / spec.repeats);
    const scores = await scoreInstrument(study, spec, repeat === 0 ? part : { ...part, rng: work.rng.fork(`repeat:${repeat}`) });
    draws.push({ scores, ratio: ratioOf(scores.onOutcome, scores.onTreatment, rows, spec.alpha) });
  }
  draws.sort((left, right) => left.ratio.late.value - right.ratio.late.value);
  const { scores, ratio } = draws[(draws.length - 1) >> 1] as (typeof draws)[number];
  if (!Number.isFinite(ratio.late.value) || !Number.isFinite(ratio.late.standardError))
    giveUp(
      'numeric/singular',
      'The instrument moves nobody into or out of the treatment, so the ratio does not exist.',
      'Choose a stronger instrument.',
      {
        column: study.instrument,
      },
    );
  const { groups } = study;
  return {
    ...{
      outcome: study.assignment.outcome,
      treatment: study.treatment,
      instrument: study.instrument,
      encouraged: study.encouraged,
      arm: study.arm,
    },
    rowCount: codes.length,
    used: rows.length,
    main: ratio,
    late: medianOf(
      draws.map((draw) => draw.ratio.late),
      spec.alpha,
    ),
    chances: scores.chances,
    clipped: scores.clipped,
    segments:
      groups === undefined
        ? []
        : groups.names.flatMap((name, code) => {
            const own = rows.filter((row) => groups.codes[row] === code);
            return own.length < FEWEST_IN_SEGMENT ? [] : [{ name, ratio: ratioOf(scores.onOutcome, scores.onTreatment, own, spec.alpha) }];
          }),
  };
}

/** @see Chernozhukov et al. (2018), Econometrics Journal 21(1), definition 3.3: median of θ, and of √(se² + (θ − median)²) */
function medianOf(lates: readonly Valued[], alpha: number): Valued {
  const middle = (values: readonly number[]) => quantileOfSorted(Float64Array.from(values).sort(), 0.5);
  const value = middle(lates.map((late) => late.value));
  const standardError = middle(lates.map((late) => Math.hypot(late.standardError, late.value - value)));
  const half = normalUpperQuantile(alpha / 2) * standardError;
  return { value, standardError, interval: [value - half, value + half], n: lates[0]?.n ?? 0 };
}
