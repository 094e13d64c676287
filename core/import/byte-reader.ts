import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { CausewayError, refuse } from '../base/problem.ts';
import { refuseUnreachable, type SourceFile } from './file-source.ts';

/** Bytes of a file in order, pulled by whoever parses them. */
export interface ByteReader {
  /** Copies up to `room` bytes to `into` at `offset`; answers how many, 0 at the end. */
  read(into: Uint8Array, offset: number, room: number): Promise<number>;
  /** The part of the file consumed so far, in [0, 1]. */
  share(): number;
  close(): Promise<void>;
}

/** How the bytes of a file become UTF-8 text. */
export interface TextSource {
  readonly file: SourceFile;
  readonly isGzip: boolean;
  /** A WHATWG label; bytes of other encodings are turned into UTF-8 on the way. */
  readonly encoding: string;
  /** The most bytes that an unpacked file may have. */
  readonly inflateBudgetBytes: number;
}

/** The limit on unpacked bytes unless told: what the reliability goals call refused after 2 GiB. */
export const INFLATE_BUDGET_BYTES = 2 ** 31;

/** Opens the text of a file as UTF-8 bytes from its beginning; the mark of UTF-8 itself is left in. */
export async function openText(source: TextSource): Promise<ByteReader> {
  const raw = await openRaw(source);
  return source.encoding === 'utf-8' ? raw : transcode(raw, source.encoding);
}

/** Opens the bytes of a file, unpacked if it is gzip. */
export async function openRaw(source: Omit<TextSource, 'encoding'>): Promise<ByteReader> {
  return source.isGzip ? openGzip(source.file, source.inflateBudgetBytes) : openPlain(source.file);
}

async function openPlain(file: SourceFile): Promise<ByteReader> {
  const handle: FileHandle = await open(file.path, 'r').catch((error: unknown) => refuseUnreachable(file.path, error));
  let position = 0;
  return {
    read: async (into, offset, room) => {
      const { bytesRead } = await handle.read(into, offset, room, position).catch((error: unknown) => refuseUnreachable(file.path, error));
      position += bytesRead;
      return bytesRead;
    },
    share: () => Math.min(1, position / file.sizeBytes),
    close: () => handle.close(),
  };
}

/** Inflated pieces of this size keep the number of callbacks small without growing the working set. */
const GUNZIP_CHUNK_BYTES = 262_144;

async function openGzip(file: SourceFile, budgetBytes: number): Promise<ByteReader> {
  const packed = createReadStream(file.path);
  const unpacked = createGunzip({ chunkSize: GUNZIP_CHUNK_BYTES });
  // pipe() does not hand errors on; without this a read error would end the process.
  packed.on('error', (error) => unpacked.destroy(error));
  packed.pipe(unpacked);
  const pieces = unpacked[Symbol.asyncIterator]();
  let piece: Uint8Array = new Uint8Array(0);
  let total = 0;

  const nextPiece = async (): Promise<boolean> => {
    const next: IteratorResult<Uint8Array> = await pieces.next().catch((error: unknown) => refuseBrokenGzip(file, error));
    if (next.done === true) return false;
    piece = next.value;
    total += piece.length;
    if (total > budgetBytes) refuseInflated(file, budgetBytes);
    return true;
  };

  return {
    read: async (into, offset, room) => {
      while (piece.length === 0) if (!(await nextPiece())) return 0;
      const taken = Math.min(room, piece.length);
      into.set(piece.subarray(0, taken), offset);
      piece = piece.subarray(taken);
      return taken;
    },
    share: () => Math.min(1, packed.bytesRead / file.sizeBytes),
    close: async () => {
      packed.destroy();
      unpacked.destroy();
    },
  };
}

function refuseBrokenGzip(file: SourceFile, error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new CausewayError(
    {
      kind: 'input',
      code: 'data/unreadable',
      message: `"${file.name}" is a damaged gzip file: ${reason}.`,
      fix: 'Download or copy it again; it may have been cut short.',
      where: { file: file.path },
    },
    { cause: error },
  );
}

function refuseInflated(file: SourceFile, budgetBytes: number): never {
  refuse(
    'data/too-large',
    `"${file.name}" unfolds to more than ${Math.round(budgetBytes / 2 ** 20)} MB.`,
    'If you trust it, unpack it first, or raise inflateBudgetBytes.',
    { file: file.path, option: 'inflateBudgetBytes' },
  );
}

/** How many source bytes are decoded at a time. */
const TRANSCODE_CHUNK_BYTES = 524_288;

/** Turns bytes of another encoding into UTF-8; bytes that fit nothing become U+FFFD and are found as such by the parser. */
function transcode(raw: ByteReader, encoding: string): ByteReader {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  const packed = new Uint8Array(TRANSCODE_CHUNK_BYTES);
  let ready: Uint8Array = new Uint8Array(0);
  let isAtEnd = false;

  const refill = async (): Promise<void> => {
    const length = await raw.read(packed, 0, packed.length);
    isAtEnd = length === 0;
    ready = encoder.encode(isAtEnd ? decoder.decode() : decoder.decode(packed.subarray(0, length), { stream: true }));
  };

  return {
    read: async (into, offset, room) => {
      while (ready.length === 0 && !isAtEnd) await refill();
      const taken = Math.min(room, ready.length);
      into.set(ready.subarray(0, taken), offset);
      ready = ready.subarray(taken);
      return taken;
    },
    share: () => raw.share(),
    close: () => raw.close(),
  };
}

/** Reads from the beginning until `length` bytes are there or the file ends. */
export async function readUpTo(reader: ByteReader, length: number): Promise<{ readonly bytes: Uint8Array; readonly isWhole: boolean }> {
  // One byte more than asked tells whether the file goes on.
  const bytes = new Uint8Array(length + 1);
  let filled = 0;
  while (filled < bytes.length) {
    const got = await reader.read(bytes, filled, bytes.length - filled);
    if (got === 0) return { bytes: bytes.subarray(0, filled), isWhole: true };
    filled += got;
  }
  return { bytes: bytes.subarray(0, length), isWhole: false };
}
