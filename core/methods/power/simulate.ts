import { partOf, type Work } from '../../base/work.ts';
import { normalUpperQuantile } from '../../numeric/distributions.ts';
import type { Baseline } from './baseline.ts';
import { type SimulationItem, type SimulationJob, simulateExperiments } from './simulate.task.ts';
import type { PowerSpec } from './spec.ts';

/** How often drawn experiments found the effect, and how often they found one that was not there. */
export interface Simulated {
  readonly runs: number;
  readonly asked: number;
  readonly power: readonly Frequency[];
  readonly falseAlarms: readonly Frequency[];
}

export interface Frequency {
  readonly share: number;
  /** Wilson's 95 % interval. */
  readonly interval: readonly [number, number];
}

/** Drawn units over all experiments: a few seconds of one thread. Larger plans are checked with fewer experiments. */
const MOST_DRAWS = 3e8;
const RUNS_PER_ITEM = 20;
/** Fewer experiments than this say too little about a power to be worth drawing. */
const FEWEST_RUNS = 40;

/**
 * Checks the plan on the file's own rows: units are drawn with replacement into every arm, the effect is added, the
 * test and its correction are run. Once with the effect and once without, which shows whether a skewed outcome keeps
 * the promised error rate.
 *
 * Cost: 2 × runs × customers draws, spread over threads; the same bytes on any number of them.
 */
export async function simulate(
  plan: { readonly baseline: Baseline; readonly effect: number },
  spec: PowerSpec,
  customers: readonly number[],
  work: Work,
): Promise<Simulated | null> {
  const { units, kind, clusters } = plan.baseline;
  if (units === null || spec.simulations === 0) return null;
  const perUnit = clusters?.count === undefined || clusters.count === null ? 1 : plan.baseline.rows / clusters.count;
  const sizes = customers.map((count) => Math.max(2, Math.round(count / perUnit)));
  const drawn = sizes.reduce((sum, size) => sum + size, 0);
  const runs = Math.min(spec.simulations, Math.floor(MOST_DRAWS / drawn));
  if (runs < Math.min(FEWEST_RUNS, spec.simulations)) return null;
  const job: SimulationJob = {
    units,
    isShare: kind === 'share',
    test: spec.test,
    sides: spec.sides,
    alpha: spec.alpha,
    adjust: spec.adjust,
    sizes,
    effect: plan.effect,
  };
  const power = await repeat(job, runs, partOf(work, 'effect', 0, 0.5));
  const falseAlarms = await repeat({ ...job, effect: 0 }, runs, partOf(work, 'null', 0.5, 1));
  return { runs, asked: spec.simulations, power, falseAlarms };
}

async function repeat(job: SimulationJob, runs: number, work: Work): Promise<Frequency[]> {
  const items: SimulationItem[] = [];
  for (let from = 0; from < runs; from += RUNS_PER_ITEM) {
    const count = Math.min(RUNS_PER_ITEM, runs - from);
    items.push({ seeds: Array.from({ length: count }, (_, i) => work.rng.fork(from + i).seed) });
  }
  const found = await work.spread(simulateExperiments, job, items, (share) => work.progress(share, 'simulated experiments'));
  return job.sizes.slice(1).map((_, arm) => {
    const hits = found.reduce((sum, counts) => sum + (counts[arm] ?? 0), 0);
    return { share: hits / runs, interval: wilson(hits / runs, runs) };
  });
}

/** Wilson (1927): an interval for a share that behaves near 0 and 1. */
function wilson(share: number, count: number): [number, number] {
  const z2 = normalUpperQuantile(0.025) ** 2;
  const center = (share + z2 / (2 * count)) / (1 + z2 / count);
  const half = Math.sqrt(z2 * ((share * (1 - share)) / count + z2 / (4 * count * count))) / (1 + z2 / count);
  return [Math.max(0, center - half), Math.min(1, center + half)];
}
