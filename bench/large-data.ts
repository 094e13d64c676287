import { rngFromSeed } from '../core/base/rng.ts';
import { sharedFloats } from '../core/frame/shared-memory.ts';
import type { FeatureTable } from '../core/learners/model.ts';

/** The data of the speed table: normal features, a treatment that leans on x0, an effect that grows with x1. */
export interface LargeData {
  readonly table: FeatureTable;
  readonly treated: Float64Array;
  readonly outcome: Float64Array;
  readonly effect: Float64Array;
}

/** y = x0 + sin(x2) + x3·x4/2 + w·τ + N(0,1), τ = 1 + max(x1, 0), P(w=1) = logistic(x0/2): the peers' generator in our own random numbers. */
export function largeData(rowCount: number, featureCount = 20, seed = 201): LargeData {
  const rng = rngFromSeed(seed);
  const columns = Array.from({ length: featureCount }, () => {
    const column = sharedFloats(rowCount);
    for (let row = 0; row < rowCount; row++) column[row] = rng.normal();
    return column;
  });
  const cell = (feature: number, row: number): number => columns[feature]?.[row] ?? 0;
  const [treated, outcome, effect] = [sharedFloats(rowCount), sharedFloats(rowCount), sharedFloats(rowCount)];
  for (let row = 0; row < rowCount; row++) {
    const arm = rng.next() < 1 / (1 + Math.exp(-0.5 * cell(0, row))) ? 1 : 0;
    const tau = 1 + Math.max(cell(1, row), 0);
    treated[row] = arm;
    effect[row] = tau;
    outcome[row] = cell(0, row) + Math.sin(cell(2, row)) + 0.5 * cell(3, row) * cell(4, row) + arm * tau + rng.normal();
  }
  const features = columns.map((_, index) => ({ name: `x${index}`, kind: 'number' as const }));
  return { table: { rowCount, features, columns }, treated, outcome, effect };
}
