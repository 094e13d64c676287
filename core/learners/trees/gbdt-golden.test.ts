import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedFile } from '../../../test/support/reference.ts';
import { workHere } from '../../../test/support/work.ts';
import { predict } from '../predict.ts';
import { gbdt } from './gbdt.ts';
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
  const columns = readColumns(csv ?? '');
  const ids = numbersIn(columns, 'id');
  const rowsWhere = (keep: (id: number) => boolean): Int32Array =>
    Int32Array.from([...ids.keys()].filter((row) => keep(ids[row] as number)));
  const [train, heldOut] = [rowsWhere((id) => id % 2 === 0), rowsWhere((id) => id % 2 === 1)];
  const table = tableOf(Object.fromEntries(golden.features.map((name) => [name, columns[name] ?? []])));

  for (const loss of ['squared', 'logistic', 'poisson', 'quantile'] as const) {
    it(`is as good with the ${loss} loss, to 0.005`, async () => {
      const { outcome, rmse, auc, pinball } = golden.numbers[loss] ?? { outcome: '', rmse: 0 };
      const values = numbersIn(columns, outcome);
      const spec = gbdt.spec.parse({ loss, quantile: 0.8, leaves: 15 });
      const work = workHere(1);
      const matrix = await gbdt.prepare(table, spec, work);
      const task = loss === 'logistic' ? ('binary' as const) : ('regression' as const);
      const model = await gbdt.train(matrix, { task, values, rows: train }, spec, work);
      const answers = predict(model, table, heldOut);
      const truth = Float64Array.from(heldOut, (row) => values[row] as number);
      const scores = { rmse: rmseOf(answers, truth), auc: aucOf(answers, truth), pinball: pinballOf(answers, truth, 0.8) };
      // Binning, category sets and rounding differ in detail; quality must not. Better is fine, hence one-sided.
      if (loss !== 'quantile') expect(scores.rmse).toBeLessThan(rmse + 0.005);
      if (auc !== undefined) expect(scores.auc).toBeGreaterThan(auc - 0.005);
      if (pinball !== undefined) expect(scores.pinball).toBeLessThan(pinball + 0.005);
    });
  }
});

function rmseOf(answers: Float64Array, truth: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < truth.length; i++) sum += ((answers[i] as number) - (truth[i] as number)) ** 2;
  return Math.sqrt(sum / truth.length);
}

/** Share of pairs (one, zero) put in the right order, ties half. */
function aucOf(answers: Float64Array, truth: Float64Array): number {
  let right = 0;
  let pairs = 0;
  for (let i = 0; i < truth.length; i++) {
    if (truth[i] !== 1) continue;
    for (let j = 0; j < truth.length; j++) {
      if (truth[j] !== 0) continue;
      pairs++;
      right += Number((answers[i] as number) > (answers[j] as number)) + 0.5 * Number(answers[i] === answers[j]);
    }
  }
  return right / pairs;
}

function pinballOf(answers: Float64Array, truth: Float64Array, quantile: number): number {
  let sum = 0;
  for (let i = 0; i < truth.length; i++) {
    const over = (truth[i] as number) - (answers[i] as number);
    sum += over >= 0 ? quantile * over : (quantile - 1) * over;
  }
  return sum / truth.length;
}

/** Reads a plain CSV (no quotes) into columns of numbers, or of texts where a cell is no number. */
function readColumns(path: string): Record<string, (number | string)[]> {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const names = header.trim().split(',');
  const cells = lines.map((line) => line.trim().split(','));
  return Object.fromEntries(
    names.map((name, at) => {
      const texts = cells.map((row) => row[at] ?? '');
      const isNumeric = texts.every((entry) => Number.isFinite(Number(entry)));
      return [name, isNumeric ? texts.map(Number) : texts];
    }),
  );
}

/** A number column read by `readColumns`. */
function numbersIn(columns: Record<string, (number | string)[]>, name: string): Float64Array {
  return Float64Array.from(columns[name] ?? [], Number);
}
