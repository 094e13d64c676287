import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Rng, rngFromSeed } from '../../core/base/rng.ts';

/** The planted truth is described, number by number, in README.md beside this file. */

const CUSTOMERS = 100_000;
const SEED = 20260401;

const REGIONS = ['north', 'south', 'east', 'west'] as const;
const CHANNELS = ['app', 'sms', 'phone'] as const;
const GRADES = ['A', 'B', 'C', 'D', 'E'] as const;
const OFFERS = ['none', 'rate_cut', 'cashback', 'call'] as const;

const HEADER = [
  'customer_id',
  'age',
  'gender',
  'region',
  'income_monthly',
  'tenure_months',
  'balance',
  'utilisation',
  'app_visits_30d',
  'channel_pref',
  'risk_grade',
  'had_loan',
  'contact_consent',
  'profit_prev_90d',
  'offer',
  'applied',
  'profit_90d',
  'cost_rate_cut',
  'cost_cashback',
  'cost_call',
  'true_rate_cut',
  'true_cashback',
  'true_call',
];

interface Customer {
  readonly age: number;
  readonly gender: string;
  readonly region: string;
  readonly income: number;
  readonly tenure: number;
  readonly balance: number;
  readonly utilisation: number;
  readonly visits: number;
  readonly channel: string;
  readonly grade: string;
  readonly hadLoan: boolean;
  readonly hasConsent: boolean;
}

/** Picks an entry by its share. */
function pick<Entry>(entries: readonly Entry[], shares: readonly number[], rng: Rng): Entry {
  let left = rng.next();
  const at = shares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return entries[at < 0 ? entries.length - 1 : at] as Entry;
}

function drawCustomer(rng: Rng): Customer {
  const age = Math.min(85, Math.max(18, Math.round(42 + 14 * rng.normal())));
  const income = Math.round(Math.exp(8.9 + 0.45 * rng.normal() + 0.004 * (age - 42)) / 10) * 10;
  return {
    age,
    gender: pick(['female', 'male'], [0.49, 0.51], rng),
    region: pick(REGIONS, [0.3, 0.3, 0.2, 0.2], rng),
    income,
    tenure: Math.min(240, Math.floor(-48 * Math.log(1 - rng.next()))),
    balance: Math.round(income * Math.exp(0.6 * rng.normal())),
    utilisation: Math.round(1000 * (1 - Math.sqrt(rng.next()))) / 1000,
    visits: Math.floor(-(age < 35 ? 14 : age < 55 ? 8 : 3) * Math.log(1 - rng.next())),
    channel: pick(CHANNELS, age < 40 ? [0.65, 0.25, 0.1] : [0.3, 0.35, 0.35], rng),
    grade: pick(GRADES, [0.25, 0.3, 0.25, 0.13, 0.07], rng),
    hadLoan: rng.next() < 0.35,
    hasConsent: rng.next() < 0.88,
  };
}

/** Profit of the coming 90 days with no offer. */
function baseline(customer: Customer): number {
  const byGrade = { A: 18, B: 10, C: 0, D: -12, E: -30 }[customer.grade] ?? 0;
  return 60 + 0.004 * customer.income + 40 * customer.utilisation + 0.08 * customer.tenure + byGrade + (customer.hadLoan ? 14 : 0);
}

/** What each offer adds to that profit, before its cost: the planted truth. */
function trueEffects(customer: Customer): readonly [number, number, number] {
  const isRisky = customer.grade === 'D' || customer.grade === 'E';
  const rateCut = 4 + 46 * Math.max(0, customer.utilisation - 0.35) - (isRisky ? 18 : 0);
  const cashback = 3 + 1.1 * Math.min(20, customer.visits) - (customer.age > 60 ? 8 : 0);
  const call = 6 + (customer.tenure >= 60 ? 26 : 0) - (customer.channel === 'app' ? 24 : 0);
  return [rateCut, cashback, call];
}

/** Writes the sample; the same bytes every time. Fewer customers are the first ones of the same draw. */
export function makeSample(path: string, customerCount = CUSTOMERS): void {
  const rng = rngFromSeed(SEED).fork('loan-offer');
  const unfinished = `${path}.unfinished`;
  const file = openSync(unfinished, 'w');
  const lines = [HEADER.join(',')];
  for (let index = 0; index < customerCount; index++) {
    lines.push(customerLine(index, rng));
    if (lines.length === 5000) writeSync(file, `${lines.splice(0).join('\n')}\n`);
  }
  writeSync(file, `${lines.join('\n')}\n`);
  closeSync(file);
  renameSync(unfinished, path);
}

function customerLine(index: number, rng: Rng): string {
  const customer = drawCustomer(rng);
  const effects = trueEffects(customer);
  const arm = rng.below(OFFERS.length);
  const expected = baseline(customer);
  const added = arm === 0 ? 0 : (effects[arm - 1] ?? 0);
  const profit = expected + added + 30 * rng.normal();
  const applied = rng.next() < 1 / (1 + Math.exp(2.4 - 0.035 * added - 0.8 * customer.utilisation)) ? 1 : 0;
  // Two in a hundred did not state their income; it is missing at random.
  const income = rng.next() < 0.02 ? '' : customer.income;
  const previous = (expected + 26 * rng.normal()).toFixed(2);
  const costs = [
    (2 + 0.0012 * customer.balance * (0.5 + customer.utilisation)).toFixed(2),
    '9.00',
    (14 + (customer.channel === 'phone' ? -3 : 0)).toFixed(2),
  ];
  return [
    `C${String(index + 1).padStart(6, '0')}`,
    customer.age,
    customer.gender,
    customer.region,
    income,
    customer.tenure,
    customer.balance,
    customer.utilisation,
    customer.visits,
    customer.channel,
    customer.grade,
    customer.hadLoan ? 'yes' : 'no',
    customer.hasConsent ? 'yes' : 'no',
    previous,
    OFFERS[arm],
    applied,
    profit.toFixed(2),
    ...costs,
    ...effects.map((effect) => effect.toFixed(4)),
  ].join(',');
}

if (import.meta.main) makeSample(fileURLToPath(new URL('./customers.csv', import.meta.url)));
