import { damaged } from '../base/problem.ts';
import { type ColumnShape, chunkBytes, chunkCount, decodeColumn, encodeChunk } from '../frame/chunks.ts';
import { type Column, type ColumnKind, columnLength } from '../frame/column.ts';
import { pack, unpack } from '../frame/pack.ts';
import { type Compressed, compress, decompress } from './compress.ts';
import { guarded } from './connection.ts';
import { type Content, hashContent, PIECE_BYTES, packedContent, piecesOf, sha256Native } from './hashing.ts';
import type { Desk } from './records.ts';
import type { Connection } from './schema.ts';

/** Stores a column under its hash, unless it is there already; answers the hash. Call it inside a transaction. */
export function putColumn(desk: Desk, column: Column): string {
  const hash = desk.hasher.column(column);
  desk.columns.set(hash, new WeakRef(column));
  if (idOf(desk.db, hash) !== undefined) return hash;
  if (column.kind === 'category') putPacked(desk, column.dictionary);
  insert(desk.db, hash, desk.hasher.columnContent(column), (chunk) => encodeChunk(column, chunk));
  return hash;
}

/** A raw chunk, ready to be written. */
interface ReadyChunk {
  readonly hash: string;
  readonly rawBytes: number;
  readonly compressed: Compressed;
}

/**
 * Stores a column ahead of the record that will name it, in a transaction of its own, and lets others work between its
 * chunks. What nobody names later is harmless: it is found again by its hash. Equal to `putColumn` in what is stored.
 *
 * @param pause called between chunks; what it throws ends the writing before anything of this column is stored
 */
export async function keepColumn(desk: Desk, column: Column, pause: () => Promise<void>): Promise<void> {
  const chunks: ReadyChunk[] = [];
  for (let chunk = 0; chunk < chunkCount(columnLength(column)); chunk++) {
    const raw = encodeChunk(column, chunk);
    chunks.push({ hash: sha256Native(raw), rawBytes: raw.length, compressed: compress(raw) });
    await pause();
  }
  const content = desk.hasher.learn(
    column,
    chunks.map((chunk) => chunk.hash),
  );
  const hash = desk.hasher.column(column);
  desk.columns.set(hash, new WeakRef(column));
  await pause();
  const keep = desk.db.transaction(() => {
    if (idOf(desk.db, hash) !== undefined) return;
    if (column.kind === 'category') putPacked(desk, column.dictionary);
    write(desk.db, hash, content, (chunk) => chunks[chunk]);
  });
  guarded(desk.path, () => keep.immediate());
}

/** Stores a packed value under its hash, unless it is there already; answers the hash. Call it inside a transaction. */
export function putPacked(desk: Desk, value: unknown): string {
  const packed = pack(value);
  const content = packedContent(packed);
  const hash = hashContent(content);
  const pieces = piecesOf(packed);
  if (idOf(desk.db, hash) === undefined) insert(desk.db, hash, content, (chunk) => pieces[chunk] ?? new Uint8Array());
  return hash;
}

/** Reads a column back; every chunk is checked against its hash. @throws store/damaged */
export function getColumn(desk: Desk, hash: string): Column {
  const held = desk.columns.get(hash)?.deref();
  if (held !== undefined) return held;
  const stored = openContent(desk.db, hash);
  if (stored.kind === 'packed') damaged('A packed value stands where a column is expected.');
  const dictionary = stored.dictionary === null ? [] : getPacked(desk.db, stored.dictionary);
  if (!isTexts(dictionary)) damaged('The dictionary of a category column is not a list of texts.');
  const shape: ColumnShape = { kind: stored.kind, rowCount: stored.size, dictionary };
  const column = decodeColumn(shape, stored.bytesOf);
  desk.columns.set(hash, new WeakRef(column));
  return column;
}

/** Reads a packed value back; every piece is checked against its hash. @throws store/damaged */
export function getPacked(db: Connection, hash: string): unknown {
  const stored = openContent(db, hash);
  if (stored.kind !== 'packed') damaged('A column stands where a packed value is expected.');
  const pieces = Array.from({ length: piecesNeeded(stored) }, (_, chunk) => stored.bytesOf(chunk));
  return unpack(pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces));
}

/** Content whose description has been checked against its hash; its bytes are checked as they are read. */
export interface OpenContent extends Content {
  /** The raw bytes of a chunk. @throws store/damaged naming the chunk */
  readonly bytesOf: (chunk: number) => Uint8Array;
}

interface ContentRow {
  readonly id: number;
  readonly hash: string;
  readonly kind: ColumnKind | 'packed';
  readonly size: number;
  readonly dictionary: string | null;
}

interface ChunkRow {
  readonly codec: string;
  readonly hash: string;
  readonly bytes: Uint8Array;
}

/** Finds content by its hash and checks its description. @throws store/damaged */
export function openContent(db: Connection, hash: string): OpenContent {
  const row = db.prepare<[string], ContentRow>('SELECT id, hash, kind, size, dictionary FROM content WHERE hash = ?').get(hash);
  if (row === undefined) damaged(`Content ${hash.slice(0, 12)}… is missing.`);
  const chunks = db.prepare<[number], string>('SELECT hash FROM chunk WHERE content = ? ORDER BY number').pluck().all(row.id);
  const content: Content = { kind: row.kind, size: row.size, dictionary: row.dictionary, chunks };
  if (hashOrNothing(content) !== hash) damaged(`The description of content ${hash.slice(0, 12)}… is not what was written.`);
  const one = db.prepare<[number, number], ChunkRow>('SELECT codec, hash, bytes FROM chunk WHERE content = ? AND number = ?');
  const bytesOf = (chunk: number): Uint8Array => {
    const found = one.get(row.id, chunk);
    if (found === undefined || found.hash !== chunks[chunk]) return damaged(`Chunk ${chunk} is missing.`);
    const raw = decompress(found.codec, found.bytes, expectedBytes(content, chunk));
    if (sha256Native(raw) !== found.hash) damaged(`Chunk ${chunk} is not what was written: its hash differs.`);
    return raw;
  };
  return { ...content, bytesOf };
}

/** How many chunks content of that size has. */
export function piecesNeeded(content: Pick<Content, 'kind' | 'size'>): number {
  return content.kind === 'packed' ? Math.ceil(content.size / PIECE_BYTES) : chunkCount(content.size);
}

function expectedBytes({ kind, size }: Content, chunk: number): number {
  if (kind === 'packed') return Math.max(0, Math.min(PIECE_BYTES, size - chunk * PIECE_BYTES));
  return chunkBytes({ kind, rowCount: size }, chunk);
}

function insert(db: Connection, hash: string, content: Content, rawOf: (chunk: number) => Uint8Array): void {
  write(db, hash, content, (chunk) => {
    const raw = rawOf(chunk);
    return { hash: content.chunks[chunk] ?? '', rawBytes: raw.length, compressed: compress(raw) };
  });
}

function write(db: Connection, hash: string, content: Content, readyOf: (chunk: number) => ReadyChunk | undefined): void {
  const { lastInsertRowid: id } = db
    .prepare('INSERT INTO content (hash, kind, size, dictionary) VALUES (?, ?, ?, ?)')
    .run(hash, content.kind, content.size, content.dictionary);
  const add = db.prepare('INSERT INTO chunk (content, number, codec, raw_bytes, hash, bytes) VALUES (?, ?, ?, ?, ?, ?)');
  for (let chunk = 0; chunk < content.chunks.length; chunk++) {
    const ready = readyOf(chunk);
    if (ready !== undefined) add.run(id, chunk, ready.compressed.codec, ready.rawBytes, ready.hash, ready.compressed.bytes);
  }
}

function idOf(db: Connection, hash: string): number | undefined {
  return db.prepare<[string], number>('SELECT id FROM content WHERE hash = ?').pluck().get(hash);
}

function hashOrNothing(content: Content): string | undefined {
  try {
    return hashContent(content);
  } catch {
    // A cell that is no longer a number or a text has no canonical form.
    return undefined;
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
