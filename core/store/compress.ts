import { constants, deflateSync, inflateSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { damaged } from '../base/problem.ts';

/** How the bytes of a chunk are written. */
export type Codec = 'zstd' | 'deflate' | 'raw';

export interface Compressed {
  readonly codec: Codec;
  readonly bytes: Uint8Array;
}

/**
 * Compresses a chunk: zstd at level 1, the best of the levels for time spent; deflate where the platform has no
 * zstd; as it is where neither makes it smaller.
 */
export function compress(raw: Uint8Array): Compressed {
  const packed: Compressed =
    typeof zstdCompressSync === 'function'
      ? { codec: 'zstd', bytes: zstdCompressSync(raw, { params: { [constants.ZSTD_c_compressionLevel]: 1 } }) }
      : { codec: 'deflate', bytes: deflateSync(raw, { level: 1 }) };
  return packed.bytes.length < raw.length ? packed : { codec: 'raw', bytes: raw };
}

/**
 * Gives the raw bytes of a chunk back. The length is known before, so a bomb stops there.
 *
 * @throws store/damaged when the bytes do not decompress to exactly that length
 */
export function decompress(codec: string, bytes: Uint8Array, rawBytes: number): Uint8Array {
  let raw: Uint8Array;
  try {
    raw = inflate(codec, bytes, rawBytes);
  } catch (error) {
    return damaged('A chunk does not decompress.', undefined, error);
  }
  if (raw.length !== rawBytes) damaged(`A chunk has ${raw.length} bytes; ${rawBytes} are expected.`);
  return raw;
}

function inflate(codec: string, bytes: Uint8Array, rawBytes: number): Uint8Array {
  const limit = { maxOutputLength: Math.max(1, rawBytes) };
  if (codec === 'raw') return bytes;
  if (codec === 'zstd') return zstdDecompressSync(bytes, limit);
  if (codec === 'deflate') return inflateSync(bytes, limit);
  return damaged(`A chunk is written as "${codec}", which this version cannot read.`);
}
