import type { Rng } from '../../base/rng.ts';
import type { Rules } from './limits.ts';
import type { OfferTable } from './offer-table.ts';
import type { SolveSettings } from './solve.ts';

/** Settings for tests: all the search there is. */
export const SEARCHING: SolveSettings = {
  signal: { aborted: false, throwIfAborted: () => undefined },
  mostNodes: 1_000_000,
  withFrontier: false,
};

/** A table of the given matrices; options are called none, f1, f2, … */
export function tableOf(rowCount: number, value: readonly number[], cost: readonly number[] = value.map(() => 0)): OfferTable {
  const width = value.length / rowCount;
  const options = ['none', ...Array.from({ length: width }, (_, option) => `f${option + 1}`)];
  return { options, rowCount, width, value: Float64Array.from(value), cost: Float64Array.from(cost) };
}

/** A small table with ties, losses, free offers, pairs that are not on offer, and two groups. */
export function smallTable(rng: Rng, mostRows = 8, mostOptions = 4): OfferTable {
  const rowCount = 1 + rng.below(mostRows);
  const width = 1 + rng.below(mostOptions);
  const cells = rowCount * width;
  // A third of the tables have few distinct numbers, so that ties are common.
  const spread = rng.below(3) === 0 ? 4 : 100;
  const value = Array.from({ length: cells }, () =>
    rng.below(8) === 0 ? Number.NEGATIVE_INFINITY : rng.below(spread) - Math.floor(spread / 5),
  );
  const cost = value.map((worth) => (worth === Number.NEGATIVE_INFINITY ? 0 : rng.below(spread)));
  const codes = Int32Array.from({ length: rowCount }, () => rng.below(3));
  return { ...tableOf(rowCount, value, cost), groups: { names: ['north', 'south'], codes } };
}

/** Rules of every kind, each present half of the time, tight enough to matter. */
export function smallRules(rng: Rng, table: OfferTable, withFloors: boolean): Rules {
  const maybe = <Value>(value: Value): Value | undefined => (rng.below(2) === 0 ? undefined : value);
  const total = table.cost.reduce((sum, price) => sum + price, 0);
  const pick = (): string => table.options[1 + rng.below(table.width)] ?? '';
  const some = (): number => rng.below(table.rowCount + 1);
  return {
    budget: maybe(rng.below(Math.floor(total / Math.max(1, table.width)) + 2)),
    minRoi: rng.below(3) === 0 ? rng.below(30) / 10 : undefined,
    maxTreated: rng.below(3) === 0 ? some() : undefined,
    stock: maybe({ [pick()]: some() }),
    groupCaps: rng.below(4) === 0 ? { north: some() } : undefined,
    floors: withFloors ? maybe({ [pick()]: rng.below(2) }) : undefined,
    groupFloors: withFloors ? maybe({ south: rng.below(2) }) : undefined,
  };
}

/** Many customers as the speed table makes them: values concave in cost, with noise. Option 0, doing nothing, counts as one of the five. */
export function manyOffers(rng: Rng, rowCount: number, width = 4): { readonly table: OfferTable; readonly budget: number } {
  const value = new Float64Array(rowCount * width);
  const cost = new Float64Array(rowCount * width);
  let dearest = 0;
  for (let row = 0; row < rowCount; row++) {
    // A gamma draw of shape 2 and scale 2 is the sum of two exponentials.
    const base = -2 * (Math.log(1 - rng.next()) + Math.log(1 - rng.next()));
    let most = 0;
    for (let option = 0; option < width; option++) {
      const price = Math.round(100 * (option + 1) * (0.6 + rng.next()));
      cost[row * width + option] = price;
      value[row * width + option] = Math.round(1e4 * base * (price / 100) ** 0.6 * (0.7 + 0.6 * rng.next())) / 1e4;
      most = Math.max(most, price);
    }
    dearest += most;
  }
  const options = ['none', ...Array.from({ length: width }, (_, option) => `f${option + 1}`)];
  return { table: { options, rowCount, width, value, cost }, budget: Math.floor(0.3 * dearest) };
}
