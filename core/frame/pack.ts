import { damaged } from '../base/problem.ts';
import { type Block, Sink, Source } from './byte-streams.ts';
import { sharedBytes, sharedFloats, sharedInts } from './shared-memory.ts';

/**
 * Plain values as bytes: how effects, models, plans and reports are stored and hashed. Equal values give equal
 * bytes on every machine: object keys are sorted by UTF-16 code unit, properties that are undefined are left
 * out, and every NaN is the same NaN. −0, infinities and the order of a Map are part of a value and are kept.
 *
 * Layout: a version byte, then one value. A value is a tag byte and what the tag says; counts are 32-bit,
 * everything is little-endian. A text whose characters all fit one byte takes one byte each, any other two.
 */
const VERSION = 1;

const TAG = {
  null: 0,
  false: 1,
  true: 2,
  undefined: 3,
  double: 4,
  integer: 5,
  narrowText: 6,
  wideText: 7,
  array: 8,
  object: 9,
  map: 10,
  float64: 11,
  float32: 12,
  int32: 13,
  uint32: 14,
  uint8: 15,
} as const;

/** Deeper nesting than this is a cycle or an attack; a stack of blended models needs fewer than twenty levels. */
const DEEPEST = 256;

/**
 * Writes a value as bytes.
 *
 * @param value objects, arrays, Maps, texts, numbers, booleans, null, and Float64, Float32, Int32, Uint32 and Uint8 arrays
 * @throws TypeError for anything else: functions, class instances, dates, big integers, cycles
 * Cost: one pass; typed arrays are copied as blocks.
 */
export function pack(value: unknown): Uint8Array {
  const sink = new Sink();
  sink.byte(VERSION);
  write(sink, value, 0);
  return sink.taken();
}

/**
 * Reads a value back; typed arrays land on shared memory.
 *
 * @throws store/damaged for bytes that `pack` cannot have written; never anything else, whatever the bytes are
 */
export function unpack(bytes: Uint8Array): unknown {
  const source = new Source(bytes);
  const version = source.byte();
  if (version !== VERSION) damaged(`A packed value has layout ${version}; this version reads layout ${VERSION}.`);
  const value = read(source, 0);
  if (source.left > 0) damaged(`A packed value is followed by ${source.left} bytes that do not belong to it.`);
  return value;
}

function write(sink: Sink, value: unknown, depth: number): void {
  if (depth > DEEPEST) throw new TypeError(`A value nested more than ${DEEPEST} deep cannot be packed; it may contain itself.`);
  if (value === null) sink.byte(TAG.null);
  else if (value === undefined) sink.byte(TAG.undefined);
  else if (typeof value === 'boolean') sink.byte(value ? TAG.true : TAG.false);
  else if (typeof value === 'number') writeNumber(sink, value);
  else if (typeof value === 'string') writeText(sink, value);
  else if (typeof value === 'object') writeObject(sink, value, depth);
  else throw new TypeError(`A ${typeof value} cannot be packed.`);
}

function writeNumber(sink: Sink, value: number): void {
  if (Object.is(value, value | 0)) {
    sink.byte(TAG.integer);
    sink.word(value);
  } else {
    sink.byte(TAG.double);
    sink.block(Float64Array.of(value));
  }
}

function writeText(sink: Sink, words: string): void {
  let isNarrow = true;
  for (let i = 0; i < words.length && isNarrow; i++) isNarrow = words.charCodeAt(i) < 256;
  sink.byte(isNarrow ? TAG.narrowText : TAG.wideText);
  sink.word(words.length);
  sink.characters(words, isNarrow ? 1 : 2);
}

function writeObject(sink: Sink, value: object, depth: number): void {
  const block = blockTag(value);
  if (block !== undefined) {
    sink.byte(block.tag);
    sink.word(block.values.length);
    sink.block(block.values);
  } else if (Array.isArray(value)) {
    sink.byte(TAG.array);
    sink.word(value.length);
    // An index loop, not forEach: holes must be written as undefined, not skipped.
    for (let i = 0; i < value.length; i++) write(sink, value[i], depth + 1);
  } else if (value instanceof Map) {
    sink.byte(TAG.map);
    sink.word(value.size);
    for (const [key, entry] of value) {
      write(sink, key, depth + 1);
      write(sink, entry, depth + 1);
    }
  } else writeRecord(sink, value, depth);
}

function writeRecord(sink: Sink, value: object, depth: number): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A plain object's prototype is the root of its realm, whichever realm that is.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw new TypeError('Only plain objects, arrays, maps and typed arrays can be packed.');
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  sink.byte(TAG.object);
  sink.word(entries.length);
  for (const [key, entry] of entries) {
    writeText(sink, key);
    write(sink, entry, depth + 1);
  }
}

function blockTag(value: object): { tag: number; values: Block } | undefined {
  if (value instanceof Float64Array) return { tag: TAG.float64, values: value };
  if (value instanceof Float32Array) return { tag: TAG.float32, values: value };
  if (value instanceof Int32Array) return { tag: TAG.int32, values: value };
  if (value instanceof Uint32Array) return { tag: TAG.uint32, values: value };
  if (value instanceof Uint8Array) return { tag: TAG.uint8, values: value };
  return undefined;
}

function read(source: Source, depth: number): unknown {
  if (depth > DEEPEST) damaged(`A packed value is nested more than ${DEEPEST} deep.`);
  const tag = source.byte();
  switch (tag) {
    case TAG.null:
      return null;
    case TAG.false:
      return false;
    case TAG.true:
      return true;
    case TAG.undefined:
      return undefined;
    case TAG.double:
      return source.double();
    case TAG.integer:
      return source.word() | 0;
    case TAG.narrowText:
    case TAG.wideText:
      return source.characters(source.count(tag === TAG.narrowText ? 1 : 2), tag === TAG.narrowText ? 1 : 2);
    case TAG.array:
      return readArray(source, depth);
    case TAG.object:
      return readRecord(source, depth);
    case TAG.map:
      return readMap(source, depth);
    default:
      return readBlock(source, tag);
  }
}

function readArray(source: Source, depth: number): unknown[] {
  const values: unknown[] = [];
  for (let left = source.count(1); left > 0; left--) values.push(read(source, depth + 1));
  return values;
}

function readRecord(source: Source, depth: number): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  let before: string | undefined;
  for (let left = source.count(6); left > 0; left--) {
    const key = read(source, DEEPEST);
    if (typeof key !== 'string' || (before !== undefined && key <= before)) damaged('A packed object has keys out of order.');
    before = key;
    entries.push([key, read(source, depth + 1)]);
  }
  // fromEntries defines properties, it never assigns: "__proto__" is an ordinary name here.
  return Object.fromEntries(entries);
}

function readMap(source: Source, depth: number): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  const size = source.count(2);
  for (let left = size; left > 0; left--) map.set(read(source, depth + 1), read(source, depth + 1));
  if (map.size !== size) damaged('A packed map names a key twice.');
  return map;
}

function readBlock(source: Source, tag: number): Block {
  switch (tag) {
    case TAG.float64:
      return source.into(sharedFloats(source.count(8)));
    case TAG.float32:
      return source.into(new Float32Array(new SharedArrayBuffer(4 * source.count(4))));
    case TAG.int32:
      return source.into(sharedInts(source.count(4)));
    case TAG.uint32:
      return source.into(new Uint32Array(new SharedArrayBuffer(4 * source.count(4))));
    case TAG.uint8:
      return source.into(sharedBytes(source.count(1)));
    default:
      return damaged(`A packed value has the unknown tag ${tag}.`);
  }
}
