import { assemble, commonKind } from './choosing.ts';
import { writeDate, writeSqlDate } from './dates.ts';
import { type FunctionEntry, plainWhole, requireKind, typeError } from './function-entry.ts';
import type { CallNode } from './syntax.ts';
import { constantNumber, floatsOf, jointSize, maskOf, type Vector } from './vector.ts';

const NOTHING = constantNumber(Number.NaN);

const coalesce: FunctionEntry = {
  name: 'coalesce',
  usage: 'coalesce(a, b, …)',
  least: 2,
  most: 255,
  check: (call, kinds) => commonKind(call.args, kinds),
  run: (args) => {
    const which = new Uint8Array(jointSize(args)).fill(args.length);
    for (let index = args.length - 1; index >= 0; index--) markPresent(args[index] ?? NOTHING, which, index);
    return assemble(which, args);
  },
  sql: (args) => `coalesce(${args.join(', ')})`,
};

/** Notes the index of a vector for every row in which it has a value. */
function markPresent(vector: Vector, which: Uint8Array, index: number): void {
  if (vector.kind === 'missing') return;
  const mask = maskOf(vector);
  for (let row = 0; row < which.length; row++) {
    const isPresent =
      vector.kind === 'text'
        ? vector.codes[row & mask] !== -1
        : vector.kind === 'boolean'
          ? vector.values[row & mask] !== 2
          : !Number.isNaN(vector.values[row & mask]);
    if (isPresent) which[row] = index;
  }
}

const BIN_USAGE = 'bin(x, 30, 45, 60)';

const bin: FunctionEntry = {
  name: 'bin',
  usage: BIN_USAGE,
  least: 2,
  most: 255,
  check: (call, kinds) => {
    const edges = binEdges(call);
    requireKind(call, kinds, 0, edges.kind, BIN_USAGE);
    return 'text';
  },
  run: ([x = NOTHING], call) => {
    const { values: edges, labels } = binEdges(call);
    const values = floatsOf(x);
    const codes = new Int32Array(values.length);
    for (let row = 0; row < codes.length; row++) {
      const value = values[row] as number;
      codes[row] = Number.isNaN(value) ? -1 : countBelow(edges, value, true);
    }
    return { kind: 'text', codes, dictionary: labels };
  },
  sql: ([x], call) => {
    const { labels } = binEdges(call);
    const edges = call.args
      .slice(1)
      .map((_, index) => `WHEN ${x} < ${call.args[index + 1] === undefined ? '' : edgeSql(call, index + 1)} THEN '${labels[index]}'`);
    return `CASE ${edges.join(' ')} WHEN ${x} IS NOT NULL THEN '${labels[labels.length - 1]}' END`;
  },
};

function edgeSql(call: CallNode, index: number): string {
  const edge = call.args[index];
  return edge?.kind === 'date' ? `'${writeSqlDate(edge.value)}'` : String(edge?.kind === 'number' ? edge.value : 'NULL');
}

/** The edges of bins must be written out, so that the names of the bins are known: "<30", "30..<45", ">=45". */
function binEdges(call: CallNode): { readonly kind: 'number' | 'date'; readonly values: Float64Array; readonly labels: readonly string[] } {
  const edges = call.args.slice(1);
  const kind = edges[0]?.kind === 'date' ? 'date' : 'number';
  const values = Float64Array.from(edges, (edge) => {
    if (edge.kind === kind) return edge.value as number;
    return typeError(edge.at, 'The edges of bin must be plain numbers (or plain dates)', `Write ${BIN_USAGE}.`);
  });
  const unordered = values.findIndex((value, index) => index > 0 && !(value > (values[index - 1] as number)));
  if (unordered >= 0) typeError(edges[unordered]?.at ?? call.at, 'The edges of bin must rise', `Write ${BIN_USAGE}.`);
  const names = Array.from(values, (value) => (kind === 'date' ? writeDate(value) : String(value)));
  const labels = [`<${names[0]}`, ...names.slice(1).map((name, index) => `${names[index]}..<${name}`), `>=${names[names.length - 1]}`];
  return { kind, values, labels };
}

/** How many of the rising edges lie below a value; with `orEqual`, at or below it. */
function countBelow(edges: Float64Array, value: number, orEqual: boolean): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const edge = edges[middle] as number;
    if (orEqual ? edge <= value : edge < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const NTILE_USAGE = 'ntile(x, 10)';

const ntile: FunctionEntry = {
  name: 'ntile',
  usage: NTILE_USAGE,
  least: 2,
  most: 2,
  check: (call, kinds) => {
    if (kinds[0] !== 'date') requireKind(call, kinds, 0, 'number', NTILE_USAGE);
    plainWhole(call, 1, NTILE_USAGE, [2, 1000]);
    return 'number';
  },
  run: ([x = NOTHING], call, scope) => {
    const values = floatsOf(x);
    const edges = innerQuantiles(values, plainWhole(call, 1, NTILE_USAGE, [2, 1000]));
    scope.signal.throwIfAborted();
    const out = new Float64Array(values.length);
    for (let row = 0; row < out.length; row++) {
      const value = values[row] as number;
      out[row] = Number.isNaN(value) ? value : countBelow(edges, value, false) + 1;
    }
    return { kind: 'number', values: out };
  },
  sql: ([x, k]) => `CASE WHEN ${x} IS NOT NULL THEN ntile(${k}) OVER (PARTITION BY ${x} IS NULL ORDER BY ${x}) END`,
};

/**
 * The k−1 inner quantiles of the values that are present (type 7 of Hyndman & Fan 1996, as R and numpy default to).
 * Equal values fall into the same bin, as with pandas' qcut and unlike SQL's ntile, which splits ties by row order.
 */
function innerQuantiles(values: Float64Array, k: number): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return Float64Array.from({ length: k - 1 }, (_, index) => {
    const position = ((sorted.length - 1) * (index + 1)) / k;
    const below = Math.floor(position);
    const [low = Number.NaN, high = low] = [sorted[below], sorted[below + 1]];
    return low + (high - low) * (position - below);
  });
}

/** Functions that choose: the first value present, the bin of a number. */
export const CHOICE_FUNCTIONS: readonly FunctionEntry[] = [coalesce, bin, ntile];
