import type { FileHandle } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { refuse } from '../../base/problem.ts';
import type { SourceFile } from '../file-source.ts';

/** One entry of a zip archive. Nothing is ever written to disk under its name. */
export interface ZipEntry {
  readonly name: string;
  readonly isStored: boolean;
  readonly packedBytes: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const LOCAL_MARK = 0x04034b50;
/** The end record may be followed by a comment of up to 64 KB. */
const LONGEST_TAIL = 65_557;
/** The reliability goals refuse archives of more entries; a workbook has some dozens. */
const MOST_ENTRIES = 10_000;
const PIECE_BYTES = 262_144;

/**
 * Reads the list of entries at the end of an archive, and checks it: number, bounds, no two entries sharing bytes.
 *
 * @throws data/unreadable, data/too-large
 */
export async function readDirectory(handle: FileHandle, file: SourceFile): Promise<ReadonlyMap<string, ZipEntry>> {
  const tailLength = Math.min(LONGEST_TAIL, file.sizeBytes);
  const tail = await readAt(handle, file.sizeBytes - tailLength, tailLength);
  const end = findEnd(tail);
  if (end < 0) refuseZip(file, 'its list of entries is missing');
  const count = tail.getUint16(end + 10, true);
  const size = tail.getUint32(end + 12, true);
  const offset = tail.getUint32(end + 16, true);
  if (count > MOST_ENTRIES || count === 0xffff) {
    refuse(
      'data/too-large',
      `"${file.name}" claims ${count} entries; no workbook has that many.`,
      'Do not open it unless you know who made it.',
      {
        file: file.path,
      },
    );
  }
  if (offset + size > file.sizeBytes) refuseZip(file, 'its list of entries lies outside the file');
  const entries = parseEntries(await readAt(handle, offset, size), count, file);
  refuseOverlaps(entries, offset, file);
  return new Map(entries.map((entry) => [entry.name, entry]));
}

/**
 * The bytes of an entry, unpacked piece by piece. `spend` is told the size of each piece before it is handed out, and
 * refuses when the budget is used up; declared sizes are never believed.
 */
export async function* inflateEntry(
  handle: FileHandle,
  entry: ZipEntry,
  file: SourceFile,
  spend: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const header = await readAt(handle, entry.offset, 30);
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL_MARK) refuseZip(file, `the entry ${entry.name} is missing`);
  const start = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  if (entry.isStored) {
    for await (const piece of piecesOf(handle, start, entry.packedBytes)) {
      spend(piece.length);
      yield piece;
    }
    return;
  }
  const inflater = createInflateRaw({ chunkSize: PIECE_BYTES });
  const feeding = feed(inflater, piecesOf(handle, start, entry.packedBytes));
  try {
    for await (const piece of inflater as AsyncIterable<Uint8Array>) {
      spend(piece.length);
      yield piece;
    }
  } finally {
    inflater.destroy();
    // What stopped the unpacking is told by the loop above; the feeder only must not outlive it.
    await feeding.catch(() => undefined);
  }
}

/** Hands packed bytes to the inflater as it takes them; ends quietly when the inflater is gone. */
async function feed(inflater: ReturnType<typeof createInflateRaw>, pieces: AsyncGenerator<Uint8Array>): Promise<void> {
  for await (const piece of pieces) {
    if (inflater.destroyed) return;
    await new Promise<void>((resolve) => {
      inflater.once('close', resolve);
      inflater.write(piece, () => {
        inflater.off('close', resolve);
        resolve();
      });
    });
  }
  if (!inflater.destroyed) inflater.end();
}

async function* piecesOf(handle: FileHandle, start: number, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += PIECE_BYTES) {
    const view = await readAt(handle, start + at, Math.min(PIECE_BYTES, length - at));
    yield new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<DataView> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await handle.read(bytes, 0, length, position);
  return new DataView(bytes.buffer, 0, bytesRead);
}

function findEnd(tail: DataView): number {
  for (let at = tail.byteLength - 22; at >= 0; at--) if (tail.getUint32(at, true) === END_MARK) return at;
  return -1;
}

function parseEntries(list: DataView, count: number, file: SourceFile): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > list.byteLength || list.getUint32(at, true) !== ENTRY_MARK) refuseZip(file, 'its list of entries is broken');
    const flags = list.getUint16(at + 8, true);
    const method = list.getUint16(at + 10, true);
    if ((flags & 1) !== 0) refuse('data/unreadable', `"${file.name}" is encrypted.`, 'Save it without a password.', { file: file.path });
    const nameLength = list.getUint16(at + 28, true);
    if (at + 46 + nameLength > list.byteLength) refuseZip(file, 'its list of entries is broken');
    const name = new TextDecoder().decode(new Uint8Array(list.buffer, list.byteOffset + at + 46, nameLength));
    if (method === 0 || method === 8) {
      entries.push({ name, isStored: method === 0, packedBytes: list.getUint32(at + 20, true), offset: list.getUint32(at + 42, true) });
    }
    at += 46 + nameLength + list.getUint16(at + 30, true) + list.getUint16(at + 32, true);
  }
  return entries;
}

/** Entries that share bytes let a small file unfold without end. */
function refuseOverlaps(entries: readonly ZipEntry[], listOffset: number, file: SourceFile): void {
  let reached = 0;
  for (const entry of entries.toSorted((left, right) => left.offset - right.offset)) {
    if (entry.offset < reached) refuseZip(file, 'two of its entries share the same bytes');
    reached = entry.offset + 30 + entry.packedBytes;
    if (reached > listOffset) refuseZip(file, 'an entry reaches into the list of entries');
  }
}

/** Says that an archive cannot be trusted. */
export function refuseZip(file: SourceFile, why: string): never {
  refuse(
    'data/unreadable',
    `"${file.name}" is a damaged workbook or none: ${why}.`,
    'Save it again from the program that made it, or as csv.',
    {
      file: file.path,
    },
  );
}
