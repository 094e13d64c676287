import { refuse } from '../../base/problem.ts';
import { readArms } from '../../frame/arms.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { columnFor, inputOf } from '../inputs.ts';
import { readCosts } from '../kit/policy/costs.ts';
import { type Measured, meanOf } from '../kit/policy/measured.ts';
import { readOutcome } from '../outcome.ts';
import { compareWithBest, type Standing } from './compare.ts';
import type { BestArmSpec } from './spec.ts';

/** The outcome, or what it is worth net of cost, by arm. */
export interface BestArmStudy {
  readonly outcome: string;
  readonly arms: readonly string[];
  /** Values of the arm's rows; larger is better. */
  readonly values: readonly Float64Array[];
  readonly leftOut: number;
  readonly isNet: boolean;
}

export interface BestArmFit extends Omit<BestArmStudy, 'values'> {
  /** As it was measured: the sign is that of the outcome. */
  readonly means: readonly Measured[];
  /** Larger is better. */
  readonly standings: readonly Standing[];
  readonly best: number;
}

/** Fewer rows than this, and the spread of an arm is a guess. */
const FEWEST_ROWS = 5;

/**
 * Reads the values by arm.
 *
 * @throws data/empty, data/one-arm, data/arm-too-small, data/constant, and what reading columns throws
 */
export function readBestArm(spec: BestArmSpec, inputs: Inputs): BestArmStudy {
  const frame = inputOf(inputs, 'frame');
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or widen the segment.');
  const treatment = columnFor(frame, 'treatment', spec.treatment);
  const outcome = columnFor(frame, 'outcome', spec.outcome);
  const arms = readArms(frame, treatment, spec.control);
  const { values } = readOutcome(frame, outcome);
  const costs = readCosts(frame, arms, spec.costs);
  const sign = spec.prefer === 'higher' ? 1 : -1;
  const kept: number[][] = arms.names.map(() => []);
  let leftOut = 0;
  for (let row = 0; row < frame.rowCount; row++) {
    const code = arms.codes[row] as number;
    const value = values[row] as number;
    if (code < 0 || !Number.isFinite(value)) leftOut++;
    else kept[code]?.push(sign * spec.valuePerUnit * value - (costs[row * arms.names.length + code] as number));
  }
  kept.forEach((own, arm) => {
    if (own.length < FEWEST_ROWS)
      refuse(
        'data/arm-too-small',
        `Arm "${arms.names[arm]}" has ${own.length} rows with a value of "${outcome}"; ${FEWEST_ROWS} are the least.`,
        'Collect more rows, or leave that arm out by a segment.',
        {
          column: treatment,
        },
      );
  });
  const first = kept[0]?.[0];
  if (kept.every((own) => own.every((value) => value === first)))
    refuse('data/constant', `"${outcome}" is the same in every row, so no arm is better.`, 'Choose another outcome.', { column: outcome });
  return {
    outcome,
    arms: arms.names,
    values: kept.map((own) => Float64Array.from(own)),
    leftOut,
    isNet: Object.keys(spec.costs ?? {}).length > 0 || spec.valuePerUnit !== 1,
  };
}

/** Means, simultaneous comparisons with the best, and chances. */
export function fitBestArm(spec: BestArmSpec, inputs: Inputs, context: FitContext): BestArmFit {
  const { values, ...study } = readBestArm(spec, inputs);
  const measured = values.map((own) => meanOf(own, spec.alpha));
  const standings = compareWithBest(
    // An arm in which nothing varies still has one value's worth of doubt.
    { mean: measured.map(({ value }) => value), standardError: measured.map((own) => own.standardError || leastError(measured)) },
    spec.draws,
    spec.alpha,
    context.rng.fork('draws'),
  );
  const flipped = spec.prefer === 'lower' && !study.isNet;
  return {
    ...study,
    means: flipped ? measured.map(turned) : measured,
    standings,
    best: measured.reduce((best, own, arm) => (own.value > (measured[best] as Measured).value ? arm : best), 0),
  };
}

function leastError(measured: readonly Measured[]): number {
  return Math.max(...measured.map(({ standardError }) => standardError));
}

function turned({ value, standardError, interval: [low, high], n }: Measured): Measured {
  return { value: -value, standardError, interval: [-high, -low], n };
}
