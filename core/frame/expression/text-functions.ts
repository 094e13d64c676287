import { writeDate } from './dates.ts';
import { type FunctionEntry, plainWhole, requireKind } from './function-entry.ts';
import type { CallNode, Kind } from './syntax.ts';
import { characterCount, makeDictionary, mapText, measureText, substring } from './text-vectors.ts';
import { constantText, floatsOf, jointSize, maskOf, type Scope, settle, sizeOf, type TextVector, textOf, type Vector } from './vector.ts';

const NOTHING: Vector = { kind: 'missing' };

function onText(name: string, change: (words: string) => string, sql: string): FunctionEntry {
  return {
    name,
    usage: `${name}(text)`,
    least: 1,
    most: 1,
    check: checkText(`${name}(text)`, 'text'),
    run: ([x = NOTHING], _, scope) => mapText(x, change, scope.signal),
    sql: ([x]) => `${sql}(${x})`,
  };
}

function checkText(usage: string, result: Kind, textArguments = 1): FunctionEntry['check'] {
  return (call, kinds) => {
    for (let index = 0; index < textArguments; index++) requireKind(call, kinds, index, 'text', usage);
    return result;
  };
}

const length: FunctionEntry = {
  name: 'length',
  usage: 'length(text)',
  least: 1,
  most: 1,
  check: checkText('length(text)', 'number'),
  run: ([x = NOTHING], _, scope) => ({ kind: 'number', values: measureText(x, characterCount, scope.signal) }),
  sql: ([x]) => `length(${x})`,
};

const SUBSTR_USAGE = 'substr(text, start) or substr(text, start, length)';
const FAR = 1_000_000_000;

const substr: FunctionEntry = {
  name: 'substr',
  usage: SUBSTR_USAGE,
  least: 2,
  most: 3,
  check: (call, kinds) => {
    requireKind(call, kinds, 0, 'text', SUBSTR_USAGE);
    substrBounds(call);
    return 'text';
  },
  run: ([x = NOTHING], call, scope) => {
    const [start, size] = substrBounds(call);
    return mapText(x, (words) => substring(words, start, size), scope.signal);
  },
  sql: (args) => `substr(${args.join(', ')})`,
};

function substrBounds(call: CallNode): readonly [number, number | undefined] {
  const start = plainWhole(call, 1, SUBSTR_USAGE, [-FAR, FAR]);
  return [start, call.args.length === 3 ? plainWhole(call, 2, SUBSTR_USAGE, [0, FAR]) : undefined];
}

const instr: FunctionEntry = {
  name: 'instr',
  usage: `instr(text, 'part')`,
  least: 2,
  most: 2,
  check: checkText(`instr(text, 'part')`, 'number', 2),
  run: ([x = NOTHING, part = NOTHING], _, scope) => ({ kind: 'number', values: positions(x, part, scope) }),
  sql: ([x, part]) => `instr(${x}, ${part})`,
};

/** Position of a part, counted in characters from 1; 0 where it does not occur. */
function positions(x: Vector, part: Vector, scope: Scope): Float64Array {
  const find = (words: string, wanted: string): number => {
    const at = words.indexOf(wanted);
    return at < 0 ? 0 : characterCount(words.slice(0, at)) + 1;
  };
  const wanted = textOf(part);
  if (sizeOf(part) === 1) {
    const only = wanted.codes[0] === -1 ? undefined : wanted.dictionary[wanted.codes[0] ?? 0];
    return only === undefined ? new Float64Array(sizeOf(x)).fill(Number.NaN) : measureText(x, (words) => find(words, only), scope.signal);
  }
  const given = textOf(x);
  const mask = maskOf(x);
  const out = new Float64Array(sizeOf(part));
  for (let row = 0; row < out.length; row++) {
    const [code, partCode] = [given.codes[row & mask] as number, wanted.codes[row] as number];
    out[row] = code < 0 || partCode < 0 ? Number.NaN : find(given.dictionary[code] ?? '', wanted.dictionary[partCode] ?? '');
  }
  return out;
}

const concat: FunctionEntry = {
  name: 'concat',
  usage: 'concat(a, b, …)',
  least: 1,
  most: 255,
  check: () => 'text',
  run: (args, _, scope) => {
    let joined: TextVector = constantText('');
    for (const argument of args) joined = joinTwo(joined, asText(argument, scope), scope);
    return joined;
  },
  // The operator, not the function of that name: like all of this language it is missing when a part is.
  sql: (args) => `(${args.join(' || ')})`,
};

/** Pairs of codes are numbered as they appear: one new text per distinct pair, not per row. */
function joinTwo(left: TextVector, right: TextVector, scope: Scope): TextVector {
  if (sizeOf(left) === 1 && sizeOf(right) === 1) {
    const missing = left.codes[0] === -1 || right.codes[0] === -1;
    return missing ? textOf(NOTHING) : constantText(`${left.dictionary[left.codes[0] ?? 0]}${right.dictionary[right.codes[0] ?? 0]}`);
  }
  const [leftMask, rightMask, width] = [maskOf(left), maskOf(right), right.dictionary.length];
  const codes = new Int32Array(jointSize([left, right]));
  const codeOfPair = new Map<number, number>();
  const book = makeDictionary();
  for (let row = 0; row < codes.length; row++) {
    if (row % 65_536 === 0) scope.signal.throwIfAborted();
    const [a, b] = [left.codes[row & leftMask] as number, right.codes[row & rightMask] as number];
    if (a < 0 || b < 0) {
      codes[row] = -1;
      continue;
    }
    const known = codeOfPair.get(a * width + b);
    const code = known ?? book.codeOf(`${left.dictionary[a]}${right.dictionary[b]}`);
    if (known === undefined) codeOfPair.set(a * width + b, code);
    codes[row] = code;
  }
  return { kind: 'text', codes, dictionary: book.entries };
}

/** Any vector as text: numbers in their shortest form, dates as ISO, yes/no as true and false. */
function asText(vector: Vector, scope: Scope): TextVector {
  if (vector.kind === 'text' || vector.kind === 'missing') return textOf(vector);
  const book = makeDictionary();
  const codes = new Int32Array(vector.values.length);
  if (vector.kind === 'boolean') {
    for (let row = 0; row < codes.length; row++) {
      const value = vector.values[row] as number;
      codes[row] = value === 2 ? -1 : book.codeOf(value === 1 ? 'true' : 'false');
    }
    return { kind: 'text', codes, dictionary: book.entries };
  }
  const write = vector.kind === 'date' ? writeDate : String;
  const codeOfNumber = new Map<number, number>();
  for (let row = 0; row < codes.length; row++) {
    if (row % 65_536 === 0) scope.signal.throwIfAborted();
    const value = vector.values[row] as number;
    if (!Number.isFinite(value)) {
      codes[row] = -1;
      continue;
    }
    const known = codeOfNumber.get(value);
    const code = known ?? book.codeOf(write(value));
    if (known === undefined) codeOfNumber.set(value, code);
    codes[row] = code;
  }
  return { kind: 'text', codes, dictionary: book.entries };
}

const toText: FunctionEntry = {
  name: 'text',
  usage: 'text(x)',
  least: 1,
  most: 1,
  check: () => 'text',
  run: ([x = NOTHING], _, scope) => asText(x, scope),
  sql: ([x]) => `CAST(${x} AS TEXT)`,
};

const toNumber: FunctionEntry = {
  name: 'number',
  usage: 'number(text)',
  least: 1,
  most: 1,
  check: (call, kinds) => {
    if (kinds[0] !== 'number' && kinds[0] !== 'boolean') requireKind(call, kinds, 0, 'text', 'number(text)');
    return 'number';
  },
  run: ([x = NOTHING], call, scope) => {
    if (x.kind !== 'text') return { kind: 'number', values: floatsOf(x) };
    // Text that is no number is marked by an infinity, which settle counts and makes missing.
    const values = measureText(x, readNumber, scope.signal);
    const present: Vector = { kind: 'number', values: measureText(x, () => 0, scope.signal) };
    return { kind: 'number', values: settle(values, [present], scope, 'not-a-number', call.at) };
  },
  sql: ([x]) => `CAST(${x} AS REAL)`,
};

function readNumber(words: string): number {
  const trimmed = words.trim();
  // Number('') is 0 and Number('0x1f') is 31; neither is what a column of text means.
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(trimmed) ? Number(trimmed) : Number.POSITIVE_INFINITY;
}

/** The functions of text, and the conversions to and from it. Positions and lengths count characters, not UTF-16 units. */
export const TEXT_FUNCTIONS: readonly FunctionEntry[] = [
  onText('lower', (words) => words.toLowerCase(), 'lower'),
  onText('upper', (words) => words.toUpperCase(), 'upper'),
  onText('trim', (words) => words.trim(), 'trim'),
  length,
  substr,
  instr,
  concat,
  toText,
  toNumber,
];
