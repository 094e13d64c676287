import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedFile } from '../../../test/support/reference.ts';
import { workHere } from '../../../test/support/work.ts';
import { predict } from '../predict.ts';
import { gbdt } from './gbdt.ts';
import { areaUnderCurve, evenAndOdd, meanPinball, readColumns, rootMeanSquare } from './golden.fixture.ts';
import { tableOf } from './trees.fixture.ts';

interface Golden {
  readonly features: readonly string[];
  readonly numbers: Readonly<
    Record<string, { readonly outcome: string; readonly rmse: number; readonly auc?: number; readonly pinball?: number }>
  >;
}

const golden = JSON.parse(readFileSync(new URL('./golden/gbdt.golden.json', import.meta.url), 'utf8')) as Golden;
const csv = sharedFile('reference/data/rct_hte.csv');

/** LightGBM 4.7.0, made by golden/gbdt.golden.py with the same leaves, rate, bins and rows a leaf. */
describe.skipIf(csv === undefined)('gbdt beside LightGBM on held-out rows', () => {
  const columns = csv === undefined ? {} : readColumns(readFileSync(csv, 'utf8'));
  const { even, odd } = evenAndOdd(columns);
  const table = tableOf(Object.fromEntries(golden.features.map((name) => [name, columns[name] ?? []])));

  it.each(['squared', 'logistic', 'poisson', 'quantile'] as const)('is as good with the %s loss, to 0.005', async (loss) => {
    const { outcome, rmse, auc, pinball } = golden.numbers[loss] ?? { outcome: '', rmse: 0 };
    const values = Float64Array.from(columns[outcome] ?? [], Number);
    const spec = gbdt.spec.parse({ loss, quantile: 0.8, leaves: 15 });
    const matrix = await gbdt.prepare(table, spec, workHere(1));
    const task = loss === 'logistic' ? ('binary' as const) : ('regression' as const);
    const model = await gbdt.train(matrix, { task, values, rows: even }, spec, workHere(1));
    const answers = predict(model, table, odd);
    const truth = Float64Array.from(odd, (row) => values[row] as number);
    // Bins, category sets and rounding differ in detail; quality must not. Better is fine, hence one-sided.
    if (pinball === undefined) expect(rootMeanSquare(answers, truth)).toBeLessThan(rmse + 0.005);
    else expect(meanPinball(answers, truth, 0.8)).toBeLessThan(pinball + 0.005);
    if (auc !== undefined) expect(areaUnderCurve(answers, truth)).toBeGreaterThan(auc - 0.005);
  });
});
