import { fileURLToPath } from 'node:url';
import { type Rng, rngFromSeed } from '../../core/base/rng.ts';
import { writeRows } from '../write-rows.ts';

/** The planted truth is described in README.md beside this file. */

const CUSTOMERS = 30_000;
const SEED = 20260703;

const ARMS = ['none', 'coupon', 'points', 'advisor'] as const;

const HEADER = [
  'customer_id',
  'age',
  'balance',
  'city',
  'app_days',
  'offer',
  'margin',
  'cost_coupon',
  'cost_points',
  'cost_advisor',
  'true_coupon',
  'true_points',
  'true_advisor',
];

/** Writes the sample; the same bytes every time. Fewer customers are the first ones of the same draw. */
export function makeSample(path: string, customerCount = CUSTOMERS): void {
  const rng = rngFromSeed(SEED).fork('three-offers');
  writeRows(path, HEADER, customerCount, (index) => customerOf(index, rng));
}

function customerOf(index: number, rng: Rng): readonly (string | number)[] {
  const age = Math.min(80, Math.max(18, Math.round(45 + 14 * rng.normal())));
  const balance = Math.round(Math.exp(8 + 0.8 * rng.normal()));
  const city = ['metro', 'town', 'rural'][rng.below(3)] as string;
  const appDays = Math.min(30, Math.floor(-(age < 40 ? 16 : 7) * Math.log(1 - rng.next())));
  const coupon = balance < 3000 ? 12 : 2;
  const points = 0.9 * appDays - 3;
  const advisor = balance >= 6000 ? 40 : city === 'rural' ? 8 : -4;
  const effects = [coupon, points, advisor];
  const arm = rng.below(ARMS.length);
  const margin = 30 + 0.002 * balance + (arm === 0 ? 0 : (effects[arm - 1] ?? 0)) + 20 * rng.normal();
  return [
    `T${String(index + 1).padStart(5, '0')}`,
    ...[age, balance, city, appDays, ARMS[arm] as string, margin.toFixed(2)],
    ...['5.00', (0.2 * appDays + 0.5).toFixed(2), city === 'rural' ? '24.00' : '18.00'],
    ...effects.map((effect) => effect.toFixed(3)),
  ];
}

if (import.meta.main) makeSample(fileURLToPath(new URL('./customers.csv', import.meta.url)));
