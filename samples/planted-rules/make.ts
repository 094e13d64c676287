import { fileURLToPath } from 'node:url';
import { type Rng, rngFromSeed } from '../../core/base/rng.ts';
import { writeRows } from '../write-rows.ts';

/** The planted rule is described in README.md beside this file. */

const APPLICANTS = 12_000;
const SEED = 20261124;
const NOISE = 0.02;

const HEADER = ['applicant_id', 'income', 'debt_share', 'late_payments', 'age', 'years_here', 'branch', 'defaulted'];

/** Writes the sample; the same bytes every time. Fewer applicants are the first ones of the same draw. */
export function makeSample(path: string, applicantCount = APPLICANTS): void {
  const rng = rngFromSeed(SEED).fork('planted-rules');
  writeRows(path, HEADER, applicantCount, (index) => applicantOf(index, rng));
}

function applicantOf(index: number, rng: Rng): readonly (string | number)[] {
  const income = Math.round(10 * Math.exp(1.5 + 0.5 * rng.normal())) / 10;
  const debt = Math.round(100 * rng.next()) / 100;
  const late = Math.min(8, Math.floor(-1.2 * Math.log(1 - rng.next())));
  const [age, years] = [Math.min(80, Math.max(18, Math.round(44 + 13 * rng.normal()))), Math.floor(20 * rng.next())];
  const branch = ['north', 'south', 'east', 'west'][rng.below(4)] ?? 'north';
  const isRisky = (income < 4 && debt > 0.6) || late >= 3;
  const isFlipped = rng.next() < NOISE;
  return [`A${String(index + 1).padStart(5, '0')}`, income, debt, late, age, years, branch, isRisky !== isFlipped ? 1 : 0];
}

if (import.meta.main) makeSample(fileURLToPath(new URL('./customers.csv', import.meta.url)));
