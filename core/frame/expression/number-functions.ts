import { type FunctionEntry, plainWhole, requireKind, typeError } from './function-entry.ts';
import type { CallNode, Kind } from './syntax.ts';
import { constantNumber, floatsOf, jointSize, maskOf, settle, type WarningKind } from './vector.ts';

/** A function of one number that may have no answer for some numbers. */
function unary(
  name: string,
  compute: (x: number) => number,
  sql: (x: string) => string,
  kind: WarningKind = 'out-of-range',
): FunctionEntry {
  const usage = `${name}(x)`;
  return {
    name,
    usage,
    least: 1,
    most: 1,
    check: (call, kinds) => {
      requireKind(call, kinds, 0, 'number', usage);
      return 'number';
    },
    run: ([x = constantNumber(Number.NaN)], call, scope) => {
      const values = floatsOf(x);
      const out = new Float64Array(values.length);
      for (let row = 0; row < out.length; row++) out[row] = compute(values[row] as number);
      return { kind: 'number', values: settle(out, [x], scope, kind, call.at) };
    },
    sql: ([x = 'NULL']) => sql(x),
  };
}

/** The least or the greatest of several numbers, or of several dates; missing when any of them is, as in SQLite. */
function extreme(name: 'min' | 'max'): FunctionEntry {
  const usage = `${name}(a, b, …)`;
  const sign = name === 'min' ? 1 : -1;
  return {
    name,
    usage,
    least: 2,
    most: 255,
    check: (call, kinds) => checkSameScale(call, kinds, usage),
    run: (args) => {
      const out = new Float64Array(jointSize(args)).fill(sign * Number.POSITIVE_INFINITY);
      for (const argument of args) {
        const [values, mask] = [floatsOf(argument), maskOf(argument)];
        for (let row = 0; row < out.length; row++) {
          const [held, value] = [out[row] as number, values[row & mask] as number];
          // Written so that a missing value, once held, stays.
          if (!(sign * held <= sign * value) && !Number.isNaN(held)) out[row] = value;
        }
      }
      return { kind: args.some(({ kind }) => kind === 'date') ? 'date' : 'number', values: out };
    },
    sql: (args) => `${name}(${args.join(', ')})`,
  };
}

function checkSameScale(call: CallNode, kinds: readonly Kind[], usage: string): Kind {
  const scale = kinds.includes('date') ? 'date' : 'number';
  for (let index = 0; index < kinds.length; index++) requireKind(call, kinds, index, scale, usage);
  return scale;
}

const CLIP_USAGE = 'clip(x, low, high)';

const clip: FunctionEntry = {
  name: 'clip',
  usage: CLIP_USAGE,
  least: 3,
  most: 3,
  check: (call, kinds) => {
    const [, low, high] = call.args;
    if (low?.kind === 'number' && high?.kind === 'number' && low.value > high.value) {
      typeError(low.at, 'The lower limit of clip is above the upper one', `Write ${CLIP_USAGE}.`);
    }
    return checkSameScale(call, kinds, CLIP_USAGE);
  },
  run: (args) => {
    const [x, low, high] = args.map(floatsOf) as [Float64Array, Float64Array, Float64Array];
    const [xMask, lowMask, highMask] = args.map(maskOf) as [number, number, number];
    const out = new Float64Array(jointSize(args));
    for (let row = 0; row < out.length; row++) {
      out[row] = Math.max(low[row & lowMask] as number, Math.min(x[row & xMask] as number, high[row & highMask] as number));
    }
    return { kind: args.some(({ kind }) => kind === 'date') ? 'date' : 'number', values: out };
  },
  sql: ([x, low, high]) => `max(${low}, min(${x}, ${high}))`,
};

const ROUND_USAGE = 'round(x) or round(x, digits)';

const round: FunctionEntry = {
  name: 'round',
  usage: ROUND_USAGE,
  least: 1,
  most: 2,
  check: (call, kinds) => {
    requireKind(call, kinds, 0, 'number', ROUND_USAGE);
    if (call.args.length === 2) plainWhole(call, 1, ROUND_USAGE, [0, 15]);
    return 'number';
  },
  run: ([x = constantNumber(Number.NaN)], call) => {
    const digits = call.args.length === 2 ? plainWhole(call, 1, ROUND_USAGE, [0, 15]) : 0;
    const values = floatsOf(x);
    const out = new Float64Array(values.length);
    for (let row = 0; row < out.length; row++) out[row] = roundHalfAway(values[row] as number, 10 ** digits);
    return { kind: 'number', values: out };
  },
  sql: (args) => `round(${args.join(', ')})`,
};

/** Rounds halves away from zero, as SQL and spreadsheets do; Math.round would send −2.5 to −2. */
function roundHalfAway(value: number, scale: number): number {
  const scaled = Math.abs(value) * scale;
  // Beyond 2^52 a double has no digits left to round.
  if (!(scaled < 0x10_0000_0000_0000)) return value;
  return (Math.sign(value) * Math.floor(scaled + 0.5)) / scale;
}

const call = (name: string) => (x: string) => `${name}(${x})`;

/** The functions of numbers. `log` is the natural logarithm, which SQLite calls `ln`. */
export const NUMBER_FUNCTIONS: readonly FunctionEntry[] = [
  unary('log', Math.log, call('ln'), 'log-of-non-positive'),
  unary('log2', Math.log2, call('log2'), 'log-of-non-positive'),
  unary('log10', Math.log10, call('log10'), 'log-of-non-positive'),
  unary('log1p', Math.log1p, (x) => `ln(1 + ${x})`, 'log-of-non-positive'),
  unary('exp', Math.exp, call('exp')),
  unary('sqrt', Math.sqrt, call('sqrt'), 'root-of-negative'),
  unary('abs', Math.abs, call('abs')),
  unary('floor', Math.floor, call('floor')),
  unary('ceil', Math.ceil, call('ceil')),
  unary('sign', Math.sign, call('sign')),
  extreme('min'),
  extreme('max'),
  clip,
  round,
];
