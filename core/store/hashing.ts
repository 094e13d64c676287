import { createHash } from 'node:crypto';
import { canonicalJson } from '../base/canonical-json.ts';
import { chunkCount, encodeChunk } from '../frame/chunks.ts';
import { type Column, type ColumnKind, columnLength } from '../frame/column.ts';
import type { Frame } from '../frame/frame.ts';
import { pack } from '../frame/pack.ts';
import type { StoredValues } from './types.ts';

/**
 * What a column or a packed value is made of. Its hash covers all of this, so one hash stands for every byte:
 * of the chunks through their own hashes, of the dictionary through the hash of its packed texts.
 */
export interface Content {
  readonly kind: ColumnKind | 'packed';
  /** Rows of a column, bytes of a packed value. */
  readonly size: number;
  /** Hash of the dictionary's content; only categories have one. */
  readonly dictionary: string | null;
  /** SHA-256 of the raw bytes of each chunk. */
  readonly chunks: readonly string[];
}

/** Packed values are cut into pieces of this many bytes, so that a damaged piece is a small one. */
export const PIECE_BYTES = 4 * 1024 * 1024;

/** SHA-256 as 64 hex digits, natively: about 1.3 GB a second. */
export function sha256Native(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** SHA-256 of a value's canonical JSON (RFC 8785). */
export function hashJson(value: unknown): string {
  return sha256Native(canonicalJson(value));
}

/** The hash that content is filed under. */
export function hashContent(content: Content): string {
  return hashJson({ kind: content.kind, size: content.size, dictionary: content.dictionary, chunks: content.chunks });
}

/** Raw pieces of a packed value. */
export function piecesOf(packed: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < packed.length; at += PIECE_BYTES) pieces.push(packed.subarray(at, at + PIECE_BYTES));
  return pieces;
}

/** Describes packed bytes. */
export function packedContent(packed: Uint8Array): Content {
  return { kind: 'packed', size: packed.length, dictionary: null, chunks: piecesOf(packed).map(sha256Native) };
}

/** Hashes columns, frames and step results. It remembers the columns that it has seen: most pass through many steps. */
export interface Hasher {
  columnContent(column: Column): Content;
  column(column: Column): string;
  /** Takes the hashes of a column's chunks from one who had to compute them anyway, in pieces. */
  learn(column: Column, chunks: readonly string[]): Content;
  frame(frame: Frame): string;
  step(values: StoredValues, report: unknown): string;
}

/** Starts a hasher. Columns are immutable by convention, which is why they are hashed once. */
export function makeHasher(): Hasher {
  const known = new WeakMap<Column, { readonly content: Content; readonly hash: string }>();
  const describe = (column: Column) => {
    const found = known.get(column);
    if (found !== undefined) return found;
    return remember(column, describeColumn(column));
  };
  const remember = (column: Column, content: Content) => {
    const described = { content, hash: hashContent(content) };
    known.set(column, described);
    return described;
  };
  const column = (given: Column): string => describe(given).hash;
  const frame = (given: Frame): string =>
    hashColumns(
      given.rowCount,
      [...given.columns].map(([name, cells]) => [name, column(cells)]),
    );
  return {
    columnContent: (given) => describe(given).content,
    column,
    learn: (given, chunks) => remember(given, contentOf(given, chunks)).content,
    frame,
    step: (values, report) => hashParts(values, report, frame),
  };
}

/** Hash of a table's content: row count, and names and hashes of its columns in order. */
export function hashColumns(rowCount: number, columns: readonly (readonly [string, string])[]): string {
  return hashJson({ rowCount, columns });
}

/**
 * The content hash of a frame: over column names, kinds, dictionaries and cells. Roles are not part of it. Equal
 * content gives equal hashes on every machine: −0 counts as 0, every NaN as the same NaN.
 *
 * Cost: about 1 ns a byte.
 */
export function hashFrame(frame: Frame): string {
  return makeHasher().frame(frame);
}

/** The hash of a step's result, report included, as `putStep` records it: what replay compares. */
export function hashStep(values: StoredValues, report: unknown): string {
  return makeHasher().step(values, report);
}

function describeColumn(column: Column): Content {
  const size = columnLength(column);
  const chunks: string[] = [];
  for (let chunk = 0; chunk < chunkCount(size); chunk++) chunks.push(sha256Native(encodeChunk(column, chunk)));
  return contentOf(column, chunks);
}

function contentOf(column: Column, chunks: readonly string[]): Content {
  const dictionary = column.kind === 'category' ? hashContent(packedContent(pack(column.dictionary))) : null;
  return { kind: column.kind, size: columnLength(column), dictionary, chunks };
}

function hashParts(values: StoredValues, report: unknown, hashOf: (frame: Frame) => string): string {
  const packed = (value: unknown): string | null => (value === undefined ? null : hashContent(packedContent(pack(value))));
  const { frame } = values;
  return hashJson({
    frame: frame === undefined ? null : hashOf(frame),
    roles: frame === undefined ? null : Object.fromEntries(frame.roles),
    control: frame?.control ?? null,
    effects: packed(values.effects),
    model: packed(values.model),
    plan: packed(values.plan),
    report: packed(report),
  });
}
