import { expect, it } from 'vitest';
import { importFile } from '../../../core/import/import-file.ts';
import { sharedFile } from '../../support/reference.ts';
import { cellsOf, kindsOf, run } from './import-support.ts';

const hillstrom = sharedFile('data/hillstrom_email.csv.gz');
const telco = sharedFile('data/telco_churn.csv');

it.skipIf(hillstrom === undefined)('reads the Hillstrom e-mail test as pandas does', async () => {
  const result = await importFile(hillstrom ?? '', {}, run);
  expect(result.frame.rowCount).toBe(64_000);
  expect(result.rejectCount).toBe(0);
  expect(result.questions).toEqual([]);
  const kinds = kindsOf(result);
  for (const name of ['recency', 'history', 'mens', 'womens', 'newbie', 'visit', 'conversion', 'spend']) expect(kinds[name]).toBe('number');
  for (const name of ['history_segment', 'zip_code', 'channel', 'segment']) expect(kinds[name]).toBe('category');
  // Sums by pandas 3.0.6; floating sums in another order differ in the last digits.
  expect(sum(cellsOf(result, 'visit'))).toBe(9394);
  expect(sum(cellsOf(result, 'conversion'))).toBe(578);
  expect(sum(cellsOf(result, 'spend'))).toBeCloseTo(67_258.13, 4);
  expect(sum(cellsOf(result, 'history'))).toBeCloseTo(15_493_481.97, 3);
});

it.skipIf(telco === undefined)('reads a numeric column with cells of one space, which pandas leaves as text', async () => {
  const result = await importFile(telco ?? '', {}, run);
  const charges = cellsOf(result, 'TotalCharges');
  expect(kindsOf(result)['TotalCharges']).toBe('number');
  expect(charges.filter((cell) => cell === null).length).toBe(11);
  expect(result.notes.filter((note) => note.code === 'import/missing-words')).toHaveLength(1);
});

function sum(cells: readonly unknown[]): number {
  return cells.reduce<number>((total, cell) => total + Number(cell), 0);
}
