import type { FeatureBins } from '../trees/bin-feature.task.ts';
import type { CoarseBins } from './coarse.ts';
import { centre, clearUnseen, purify } from './finish.ts';
import type { BagResult, GamJob } from './job.ts';
import { cellCount, type GamTerm } from './terms.ts';

interface Boosted {
  readonly job: GamJob;
  readonly coarse: CoarseBins;
  readonly chosen: readonly (readonly [number, number])[];
  /** By bag; none where there were too few rows. */
  readonly shapes: readonly BagResult[];
  readonly surfaces: readonly BagResult[];
  /** Terms are multiplied by this. */
  readonly scale: number;
}

/** Where and over what a term lies, before its values are known. */
type Ground = Pick<GamTerm, 'features' | 'axes' | 'weight'>;

/**
 * Makes each bag's surfaces pure and its shapes centred, then averages the bags. The same weights serve all bags, so that the
 * average is pure and centred too.
 *
 * @returns the base without the outcome's own centre, and the terms: shapes by feature, then surfaces
 */
export function averageBags(boosted: Boosted): { readonly base: number; readonly terms: readonly GamTerm[] } {
  const { job, coarse, chosen, shapes, surfaces, scale } = boosted;
  const grounds: Ground[] = [
    ...job.rules.map((rule, feature) => ({
      features: [feature],
      axes: [rule],
      weight: weightOf(job, job.bins[feature] as Uint8Array, cellCount(rule)),
    })),
    ...chosen.map((pair) => groundOf(job, coarse, pair)),
  ];
  const bags = shapes.map(({ values }, bag) => finishBag(boosted, grounds, values, surfaces[bag]?.values ?? []));
  const base = bags.reduce((sum, bag) => sum + bag.offset, 0) / Math.max(1, bags.length);
  const terms = grounds.map((ground, at): GamTerm => {
    const own = bags.map(({ values }) => values[at] as Float64Array);
    return { ...ground, ...meanAndSpread(own, ground.weight.length, scale) };
  });
  return { base: job.isBinary ? job.start + base : scale * base, terms };
}

function weightOf({ rows, weight }: GamJob, column: Uint8Array, size: number, other?: Uint8Array, width = 1): Float64Array {
  const sums = new Float64Array(size);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const cell = (column[row] as number) * width + (other === undefined ? 0 : (other[row] as number));
    sums[cell] = (sums[cell] as number) + (weight === undefined ? 1 : (weight[row] as number));
  }
  return sums;
}

function groundOf(job: GamJob, { bins, rules }: CoarseBins, pair: readonly [number, number]): Ground {
  const axes = pair.map((feature) => rules[feature] as FeatureBins);
  const [height = 0, width = 0] = axes.map(cellCount);
  return { features: pair, axes, weight: weightOf(job, bins[pair[0]] as Uint8Array, height * width, bins[pair[1]], width) };
}

function finishBag(
  { job, coarse, chosen }: Boosted,
  grounds: readonly Ground[],
  given: readonly Float64Array[],
  over: readonly Float64Array[],
) {
  const shapes = given.map((shape) => shape.slice());
  const surfaces = over.map((surface) => surface.slice());
  let offset = 0;
  chosen.forEach(([first, second], at) => {
    const surface = surfaces[at];
    const ground = grounds[shapes.length + at];
    if (surface === undefined || ground === undefined) return;
    const width = cellCount(ground.axes[1] as FeatureBins);
    purify(
      surface,
      ground.weight,
      width,
      [shapes[first] as Float64Array, shapes[second] as Float64Array],
      [coarse.ofFine[first] as Uint8Array, coarse.ofFine[second] as Uint8Array],
    );
    const [tall, wide] = ground.axes.map(({ kind }) => kind === 'category');
    clearUnseen(surface, ground.weight, width, [tall === true, wide === true]);
  });
  shapes.forEach((shape, feature) => {
    offset += centre(shape, (grounds[feature] as Ground).weight, job.rules[feature]?.kind === 'category');
  });
  return { offset, values: [...shapes, ...surfaces] };
}

function meanAndSpread(bags: readonly Float64Array[], size: number, scale: number): Pick<GamTerm, 'values' | 'spread'> {
  const [values, spread] = [new Float64Array(size), new Float64Array(size)];
  for (let cell = 0; cell < size; cell++) {
    const mean = bags.reduce((sum, own) => sum + (own[cell] as number), 0) / Math.max(1, bags.length);
    const squares = bags.reduce((sum, own) => sum + ((own[cell] as number) - mean) ** 2, 0);
    values[cell] = scale * mean;
    spread[cell] = bags.length > 1 ? scale * Math.sqrt(squares / (bags.length - 1)) : 0;
  }
  return { values, spread };
}
