import { fileURLToPath } from 'node:url';
import { type Rng, rngFromSeed } from '../../core/base/rng.ts';
import { writeRows } from '../write-rows.ts';

/** The planted truth is described in README.md beside this file. */

const CUSTOMERS = 40_000;
const SEED = 20260512;

const HEADER = ['customer_id', 'age', 'visits_30d', 'basket', 'newsletter', 'response_score', 'message', 'bought', 'true_message'];

/** Writes the sample; the same bytes every time. Fewer customers are the first ones of the same draw. */
export function makeSample(path: string, customerCount = CUSTOMERS): void {
  const rng = rngFromSeed(SEED).fork('persuadables');
  writeRows(path, HEADER, customerCount, (index) => customerOf(index, rng));
}

function customerOf(index: number, rng: Rng): readonly (string | number)[] {
  const age = Math.min(80, Math.max(18, Math.round(44 + 13 * rng.normal())));
  const visits = Math.floor(-6 * Math.log(1 - rng.next()));
  const basket = Math.round(Math.exp(3.4 + 0.5 * rng.normal()));
  const hasNewsletter = rng.next() < 0.4;
  // Frequent visitors buy anyway; a message to those on the newsletter already only annoys them.
  const alone = sigmoid(-2.6 + 0.22 * Math.min(visits, 15) + (hasNewsletter ? 0.5 : 0));
  const added = visits >= 12 ? 0 : hasNewsletter ? -0.03 : visits >= 2 && age < 50 ? 0.14 : 0.01;
  const effect = Math.max(-alone, Math.min(1 - alone, added));
  const isTold = rng.next() < 0.5;
  const bought = rng.next() < alone + (isTold ? effect : 0);
  return [
    `P${String(index + 1).padStart(5, '0')}`,
    ...[age, visits, basket, hasNewsletter ? 'yes' : 'no', (alone + 0.03 * rng.normal()).toFixed(4)],
    ...[isTold ? 'message' : 'none', bought ? 1 : 0, effect.toFixed(5)],
  ];
}

function sigmoid(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

if (import.meta.main) makeSample(fileURLToPath(new URL('./customers.csv', import.meta.url)));
