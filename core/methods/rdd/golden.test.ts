import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSharedJson, SHARED, sharedFile } from '../../../test/support/reference.ts';
import { type Bandwidths, type LocalDesign, type Selector, selectBandwidths } from './bandwidths.ts';
import { binCounts } from './bins.ts';
import { estimateAt } from './estimate.ts';
import { type Sides, splitAt } from './side.ts';

interface Golden {
  readonly call: string;
  readonly estimate: Readonly<Record<'conventional' | 'bias_corrected' | 'robust', number>>;
  readonly se: Readonly<Record<'conventional' | 'robust', number>>;
  readonly p: readonly number[];
  readonly ci_low: readonly number[];
  readonly ci_high: readonly number[];
  readonly h: readonly [number, number];
  readonly b: readonly [number, number];
  readonly n_h: readonly number[];
  readonly n_b: readonly number[];
  readonly beta_left: readonly number[];
  readonly beta_right: readonly number[];
}

type Reference = { readonly results: Readonly<Record<string, Golden>> };

const DEFAULTS: LocalDesign = {
  kernel: 'triangular',
  order: 1,
  biasOrder: 2,
  derivative: 0,
  variance: 'nn',
  neighbors: 3,
  regularization: 1,
  adjustMassPoints: true,
  isFuzzy: false,
};

/** Both programs solve the same normal equations in doubles; the chain of three bandwidths amplifies their rounding. */
const TOLERANCE = 1e-9;

/** Our design for a call of the peer, read from the name of the case. */
function designOf(name: string): { readonly design: LocalDesign; readonly selector: Selector; readonly isFixed: boolean } {
  const isFixed = name.startsWith('fixed');
  const variance = (['hc0', 'hc1', 'hc2', 'hc3'] as const).find((kind) => name.includes(kind)) ?? 'nn';
  const kernel = name.includes('epa') ? 'epanechnikov' : name.includes('uni') ? 'uniform' : 'triangular';
  const design = {
    ...DEFAULTS,
    variance,
    kernel,
    ...(name === 'p2' ? { order: 2, biasOrder: 3 } : {}),
    adjustMassPoints: !name.includes('off'),
    regularization: name.includes('noregul') ? 0 : 1,
  } as const;
  return { design, selector: (name.startsWith('bw_') ? name.slice(3) : 'mserd') as Selector, isFixed };
}

function expectMatch(sides: Sides, name: string, golden: Golden): void {
  const { design, selector, isFixed } = designOf(name);
  const bandwidths: Bandwidths = isFixed ? { main: golden.h, bias: golden.b } : selectBandwidths(sides, design, selector);
  const found = estimateAt(sides, design, bandwidths, 0.05);
  const pairs: readonly (readonly [number, number | undefined])[] = [
    [bandwidths.main[0], golden.h[0]],
    [bandwidths.main[1], golden.h[1]],
    [bandwidths.bias[0], golden.b[0]],
    [bandwidths.bias[1], golden.b[1]],
    [found.conventional.value, golden.estimate.conventional],
    [found.robust.value, golden.estimate.robust],
    [found.conventional.standardError, golden.se.conventional],
    [found.robust.standardError, golden.se.robust],
    [found.robust.interval[0], golden.ci_low[2]],
    [found.robust.interval[1], golden.ci_high[2]],
    [found.robust.pValue, golden.p[2]],
  ];
  pairs.forEach(([ours, theirs], at) => {
    expect(
      Math.abs(ours - (theirs ?? Number.NaN)) / Math.max(1e-9, Math.abs(theirs ?? 0)),
      `${name}: number ${at}: ${ours} ${theirs}`,
    ).toBeLessThan(at === 10 ? 1e-6 : TOLERANCE);
  });
  expect(found.rowsMain).toEqual(golden.n_h);
  expect(found.rowsBias).toEqual(golden.n_b);
}

function columnsOf(csv: string): (name: string) => Float64Array {
  const [header = '', ...lines] = csv.trim().split('\n');
  const names = header.split(',');
  return (name) => Float64Array.from(lines, (line) => Number(line.split(',')[names.indexOf(name)] || Number.NaN));
}

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const sharp = JSON.parse(read('golden/rdd_sharp.json')) as Reference;
const column = columnsOf(read('golden/rdd_sharp.csv'));
const sides = splitAt(column('r'), 0, [column('y')]);
const SPECIAL = ['covs', 'rdbwselect_all', 'placebo_c_m0.3', 'rdplot'];

describe('against rdrobust (R) 4.0.0 on generated data', () => {
  for (const [name, golden] of Object.entries(sharp.results)) {
    if (!SPECIAL.includes(name)) it(`agrees on ${name}: ${golden.call}`, () => expectMatch(sides, name, golden));
  }

  it('agrees with a covariate of common slope', () => {
    const withCovariate = splitAt(column('r'), 0, [column('y'), column('cov')]);
    expectMatch(withCovariate, 'covs', sharp.results['covs'] as Golden);
  });

  it('agrees on a placebo cut-off', () => {
    const below = column('r').map((value) => (value < 0 ? 1 : 0));
    const keep = (values: Float64Array): Float64Array => values.filter((_, row) => below[row] === 1);
    const golden = sharp.results['placebo_c_m0.3'] as Golden;
    expectMatch(splitAt(keep(column('r')), -0.3, [keep(column('y'))]), 'placebo', golden);
  });

  it('agrees on all ten bandwidth selectors', () => expectSelectors(sides, sharp));
});

function expectSelectors(data: Sides, reference: Reference): void {
  const { bws } = reference.results['rdbwselect_all'] as unknown as { readonly bws: readonly Readonly<Record<string, number & string>>[] };
  for (const row of bws) {
    const found = selectBandwidths(data, DEFAULTS, String(row['_row']) as Selector);
    const theirs = [row['h (left)'], row['h (right)'], row['b (left)'], row['b (right)']].map(Number);
    [...found.main, ...found.bias].forEach((width, at) => {
      expect(Math.abs(width / (theirs[at] as number) - 1), `${row['_row']} ${at}`).toBeLessThan(TOLERANCE);
    });
  }
}

describe.skipIf(sharedFile('peers-data/rd_senate.csv') === undefined)('against rdrobust (R) 4.0.0 on the Senate elections', () => {
  const load = (): { readonly data: Sides; readonly reference: Reference } => {
    const cells = columnsOf(readFileSync(`${SHARED}/peers-data/rd_senate.csv`, 'utf8'));
    const [margin, vote] = [cells('margin'), cells('vote')];
    const isKept = (_: number, row: number): boolean => !Number.isNaN((margin[row] as number) + (vote[row] as number));
    return {
      data: splitAt(margin.filter(isKept), 0, [vote.filter(isKept)]),
      reference: readSharedJson('reference/rdd_senate.json') as Reference,
    };
  };

  it('agrees on every call', () => {
    const { data, reference } = load();
    for (const [name, golden] of Object.entries(reference.results))
      if (!SPECIAL.some((special) => name.startsWith(special))) expectMatch(data, name, golden);
  });

  it('agrees on all ten bandwidth selectors', () => {
    const { data, reference } = load();
    expectSelectors(data, reference);
  });

  it('agrees on the number of bins', () => {
    const { data } = load();
    expect(binCounts(data, 'esmv')).toEqual([15, 35]);
    expect(binCounts(data, 'es')).toEqual([8, 9]);
  });
});
