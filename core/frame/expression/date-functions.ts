import { type CivilPart, civilPart, isDate, readDate } from './dates.ts';
import { type FunctionEntry, requireKind } from './function-entry.ts';
import { measureText } from './text-vectors.ts';
import { constantNumber, floatsOf, jointSize, maskOf, settle, type Vector } from './vector.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const NOTHING = constantNumber(Number.NaN);

/** A number read off a date, in UTC. */
function datePart(name: string, compute: (ms: number) => number, strftime: string): FunctionEntry {
  const usage = `${name}(date)`;
  return {
    name,
    usage,
    least: 1,
    most: 1,
    check: (call, kinds) => {
      requireKind(call, kinds, 0, 'date', usage);
      return 'number';
    },
    run: ([x = NOTHING]) => {
      const values = floatsOf(x);
      const out = new Float64Array(values.length);
      for (let row = 0; row < out.length; row++) {
        const ms = values[row] as number;
        out[row] = isDate(ms) ? compute(ms) : Number.NaN;
      }
      return { kind: 'number', values: out };
    },
    sql: ([x]) => `CAST(strftime('${strftime}', ${x}) AS INTEGER)`,
  };
}

const civil = (part: CivilPart) => (ms: number) => civilPart(Math.floor(ms / DAY), part);

/** ISO 8601: Monday is 1, Sunday 7; 1 January 1970 was a Thursday. */
function isoWeekday(ms: number): number {
  const day = Math.floor(ms / DAY) + 3;
  return day - 7 * Math.floor(day / 7) + 1;
}

const DAYS_USAGE = 'days_between(from, to)';

const daysBetween: FunctionEntry = {
  name: 'days_between',
  usage: DAYS_USAGE,
  least: 2,
  most: 2,
  check: (call, kinds) => {
    requireKind(call, kinds, 0, 'date', DAYS_USAGE);
    requireKind(call, kinds, 1, 'date', DAYS_USAGE);
    return 'number';
  },
  run: (args) => {
    const [from, to] = args.map(floatsOf) as [Float64Array, Float64Array];
    const [fromMask, toMask] = args.map(maskOf) as [number, number];
    const out = new Float64Array(jointSize(args));
    for (let row = 0; row < out.length; row++) out[row] = ((to[row & toMask] as number) - (from[row & fromMask] as number)) / DAY;
    return { kind: 'number', values: out };
  },
  sql: ([from, to]) => `(julianday(${to}) - julianday(${from}))`,
};

const toDate: FunctionEntry = {
  name: 'date',
  usage: `date('2026-04-01') or date(text)`,
  least: 1,
  most: 1,
  check: (call, kinds) => {
    if (kinds[0] !== 'date') requireKind(call, kinds, 0, 'text', `date('2026-04-01')`);
    return 'date';
  },
  run: ([x = NOTHING], call, scope) => {
    if (x.kind !== 'text') return { kind: 'date', values: floatsOf(x) };
    // Text that is no date is marked by an infinity, which settle counts and makes missing.
    const values = measureText(x, (words) => readDate(words) ?? Number.POSITIVE_INFINITY, scope.signal);
    const present: Vector = { kind: 'number', values: measureText(x, () => 0, scope.signal) };
    return { kind: 'date', values: settle(values, [present], scope, 'not-a-date', call.at) };
  },
  sql: ([x]) => `date(${x})`,
};

/** The functions of dates; all read UTC. `days_between` counts fractions of days. */
export const DATE_FUNCTIONS: readonly FunctionEntry[] = [
  datePart('year', civil('year'), '%Y'),
  datePart('month', civil('month'), '%m'),
  datePart('day', civil('day'), '%d'),
  datePart('weekday', isoWeekday, '%u'),
  datePart('hour', (ms) => Math.floor((ms - DAY * Math.floor(ms / DAY)) / HOUR), '%H'),
  daysBetween,
  toDate,
];
