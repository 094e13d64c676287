import { rngFromSeed } from '../../base/rng.ts';
import { makeFrame, numberColumn } from '../../frame/frame.ts';
import { fitIts } from './fit.ts';
import { itsSpec } from './spec.ts';

/** One cell of the table: series with AR(1) errors and a planted change, and how their intervals are made. */
export interface CoverageCell {
  readonly count: number;
  readonly phi: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly draws: number;
  readonly seed: number;
}

/** Shares of simulated series whose 95 % intervals hold the planted jump, slope and mean difference. */
export function coverageOf({ count, phi, options, draws, seed }: CoverageCell): readonly [number, number, number] {
  const start = Math.floor((2 * count) / 3);
  const [jump, slope] = [-3, 0.2];
  const spec = itsSpec.parse({ outcome: 'y', time: 't', start: start + 1, placebos: 0, ...options });
  const time = Float64Array.from({ length: count }, (_, at) => at + 1);
  const truth = [jump, slope, jump + slope * (1 + (count - start - 1) / 2)];
  const hits: [number, number, number] = [0, 0, 0];
  const still = { signal: { aborted: false, throwIfAborted: () => undefined }, progress: () => undefined };
  for (let draw = 0; draw < draws; draw++) {
    const rng = rngFromSeed(seed).fork(draw);
    let error = rng.normal() / Math.sqrt(1 - phi * phi);
    const y = time.map((t, at) => {
      if (at > 0) error = phi * error + rng.normal();
      return 10 + 0.1 * t + (at >= start ? jump + slope * (at - start + 1) : 0) + error;
    });
    const fit = fitIts(
      spec,
      makeFrame([
        ['t', numberColumn(time)],
        ['y', numberColumn(y)],
      ]),
      still,
    );
    [fit.level, fit.slope, fit.mean].forEach((found, k) => {
      const value = truth[k] as number;
      if (found !== null && found.low <= value && found.high >= value) hits[k] = (hits[k] as number) + 1;
    });
  }
  return [hits[0] / draws, hits[1] / draws, hits[2] / draws];
}
