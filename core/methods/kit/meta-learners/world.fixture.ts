import { type Rng, rngFromSeed } from '../../../base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../../../frame/frame.ts';
import type { MetaFit } from './fit.ts';

export const COVARIATES = ['x0', 'x1', 'x2'];

export interface World {
  readonly rows: number;
  readonly treatedShare: number;
  effect(x: readonly number[]): number;
  baseline(x: readonly number[]): number;
  readonly isBinary?: boolean;
}

/** A simulated test with three covariates, a control and an arm "offer", and the true effect of every row. */
export function simulate(world: World, seed: number): { frame: Frame; truth: Float64Array } {
  const rng = rngFromSeed(seed);
  const x = COVARIATES.map(() => Float64Array.from({ length: world.rows }, () => 2 * rng.next() - 1));
  const at = (row: number): number[] => x.map((column) => column[row] ?? 0);
  const truth = Float64Array.from({ length: world.rows }, (_, row) => world.effect(at(row)));
  const isTreated = Array.from({ length: world.rows }, () => rng.next() < world.treatedShare);
  const outcome = Float64Array.from({ length: world.rows }, (_, row) =>
    draw(world.baseline(at(row)) + (isTreated[row] ? (truth[row] ?? 0) : 0), world, rng),
  );
  const frame = makeFrame([
    ...COVARIATES.map((name, j) => [name, numberColumn(x[j] ?? [])] as const),
    ['arm', categoryColumn(isTreated.map((treated) => (treated ? 'offer' : 'none')))],
    ['y', numberColumn(outcome)],
  ]);
  return { frame, truth };
}

function draw(mean: number, world: World, rng: Rng): number {
  return world.isBinary === true ? Number(rng.next() < mean) : mean + rng.normal();
}

export const plain: World = { rows: 2000, treatedShare: 0.5, effect: ([a = 0]) => 1 + 2 * a, baseline: ([, b = 0]) => Math.sin(3 * b) };

export function inputsOf(frame: Frame) {
  return { sources: [{ name: 'data', values: { frame } }] };
}

/** Precision in estimating heterogeneous effects: the root mean square error of single effects (Hill 2011). */
export function pehe(fit: Pick<MetaFit, 'value'>, truth: Float64Array): number {
  return Math.sqrt(truth.reduce((sum, effect, row) => sum + ((fit.value[row] ?? 0) - effect) ** 2, 0) / truth.length);
}
