import { rngFromSeed } from '../core/base/rng.ts';
import { categoryColumn, type Frame, makeFrame, numberColumn } from '../core/frame/frame.ts';
import { sharedFloats, sharedInts } from '../core/frame/shared-memory.ts';
import { Pool } from '../core/jobs/pool.ts';
import { largeData } from './large-data.ts';
import { type BenchRow, measure, report } from './measure.ts';

/**
 * Peers on a machine of the same kind: statsmodels 0.15 (OLS with HC1 errors, 2×2 differences with clustered errors,
 * maximum-likelihood logit), linearmodels (2SLS with robust errors; statsmodels' has plain ones) and scikit-learn
 * (logistic regression without a penalty, no errors). Peers are given arrays; here a whole step is timed: reading the
 * columns, the fit with every diagnostic, the report, and the way to the worker and back.
 */
const ROWS = 1_000_000;

const names = Array.from({ length: 20 }, (_, index) => `x${index}`);

/** The speed table's regression data. */
function regressionFrame(rowCount: number): Frame {
  const { table, treated, outcome } = largeData(rowCount);
  return makeFrame([
    ...names.map((name, index) => [name, numberColumn(table.columns[index] ?? new Float64Array(0))] as const),
    ['w', numberColumn(treated)],
    ['y', numberColumn(outcome)],
  ]);
}

/** Two periods of half as many units; the effect is 1.5. */
function panelFrame(rowCount: number): Frame {
  const rng = rngFromSeed(5);
  const [unit, post, treated, y] = [sharedInts(rowCount), sharedFloats(rowCount), sharedFloats(rowCount), sharedFloats(rowCount)];
  let [level, group] = [0, 0];
  for (let row = 0; row < rowCount; row++) {
    const after = row % 2;
    if (after === 0) [level, group] = [rng.normal(), Number(rng.next() < 0.4)];
    unit[row] = row >> 1;
    post[row] = after;
    treated[row] = group;
    y[row] = level + 0.5 * after + 1.5 * group * after + rng.normal();
  }
  const dictionary = Array.from({ length: rowCount / 2 }, (_, index) => `u${index}`);
  return makeFrame([
    ['unit', { kind: 'category', codes: unit, dictionary }],
    ['post', numberColumn(post)],
    ['treated', categoryColumn(Array.from(treated, (flag) => (flag === 1 ? 'yes' : 'no')))],
    ['y', numberColumn(y)],
  ]);
}

/** One endogenous regressor, two instruments, five covariates. */
function instrumentFrame(rowCount: number): Frame {
  const rng = rngFromSeed(6);
  const columns = Array.from({ length: 9 }, () => sharedFloats(rowCount));
  const [d, y] = [columns[7], columns[8]] as [Float64Array, Float64Array];
  for (let row = 0; row < rowCount; row++) {
    const hidden = rng.normal();
    let fixed = 0;
    for (let j = 0; j < 7; j++) {
      const cell = rng.normal();
      (columns[j] as Float64Array)[row] = cell;
      if (j < 5) fixed += cell;
    }
    d[row] =
      0.6 * ((columns[5] as Float64Array)[row] as number) +
      0.3 * ((columns[6] as Float64Array)[row] as number) +
      0.8 * hidden +
      rng.normal();
    y[row] = 1.5 * (d[row] as number) + fixed + hidden + rng.normal();
  }
  return makeFrame(
    ['x0', 'x1', 'x2', 'x3', 'x4', 'z1', 'z2', 'd', 'y'].map((name, j) => [name, numberColumn(columns[j] as Float64Array)] as const),
  );
}

const rows: BenchRow[] = [];
const pool = new Pool({ threads: 2 });
const run = (method: string, frame: Frame, spec: unknown): Promise<unknown> =>
  pool.submit({ method, spec, inputs: { sources: [{ name: 'data', values: { frame } }] }, seed: rngFromSeed(1).seed }).result;
const [large, panel, instruments] = [regressionFrame(ROWS), panelFrame(ROWS), instrumentFrame(ROWS)];
rows.push(
  await measure('OLS with HC1 errors, 1M × 21', () => run('ols', large, { treatment: 'w', outcome: 'y', covariates: names }), {
    peer: 'statsmodels',
    peerSeconds: 2.6,
  }),
  await measure(
    'logit with errors and margins, 1M × 20',
    () => run('logit', large, { treatment: 'x0', outcome: 'w', covariates: names.slice(1) }),
    {
      peer: 'statsmodels 3.0 s; scikit-learn without errors',
      peerSeconds: 0.52,
    },
  ),
  await measure(
    '2 × 2 differences, clustered, 1M rows',
    () => run('did', panel, { treatment: 'treated', outcome: 'y', post: 'post', unit: 'unit' }),
    {
      peer: 'statsmodels',
      peerSeconds: 1.3,
    },
  ),
  await measure(
    '2SLS with robust errors, 1M × 8',
    () =>
      run('iv-2sls', instruments, {
        treatment: 'd',
        outcome: 'y',
        instrument: ['z1', 'z2'],
        covariates: ['x0', 'x1', 'x2', 'x3', 'x4'],
        covariance: 'robust',
      }),
    {
      peer: 'linearmodels (statsmodels, plain errors, 1.7 s)',
      peerSeconds: 6.2,
    },
  ),
);
const middle = regressionFrame(100_000);
const study = { treatment: 'w', outcome: 'y', covariates: names };
rows.push(
  await measure('PSM 100k × 20, one neighbour with replacement', () => run('psm', middle, { ...study, replacement: true }), { runs: 1 }),
  await measure(
    'AIPW 100k × 20, boosted nuisances, 5 folds',
    () => run('aipw', middle, { ...study, learner: { learner: 'gbdt' }, propensityLearner: { learner: 'gbdt' }, folds: 5 }),
    { runs: 1 },
  ),
);
await pool.close();
report(rows);
