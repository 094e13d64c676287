import { createWriteStream, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { basename } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A document with a long history of notes is far below this; a frame above it is no frame of ours. */
export const MOST_FRAME_BYTES = 16 * 2 ** 20;

/** A dropped file larger than this is better opened by path in the desktop app. */
export const MOST_UPLOAD_BYTES = 64 * 2 ** 30;

/** Reads a JSON body; undefined when it is too long, not UTF-8 text or not JSON. */
export async function readJson(request: IncomingMessage, mostBytes = MOST_FRAME_BYTES): Promise<unknown> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > mostBytes) return undefined;
    pieces.push(piece);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)));
  } catch {
    return undefined;
  }
}

/** Streams a body into a file; false, and no file, when it is too long or breaks off. */
export async function receiveFile(request: IncomingMessage, path: string): Promise<boolean> {
  let size = 0;
  const bounded = new Transform({
    transform(piece: Buffer, _, done) {
      size += piece.length;
      done(size > MOST_UPLOAD_BYTES ? new Error('too long') : null, piece);
    },
  });
  try {
    await pipeline(request, bounded, createWriteStream(path, { flags: 'wx' }));
    return true;
  } catch {
    rmSync(path, { force: true });
    return false;
  }
}

/** A name for people: without folders and control characters, and bounded. */
export function shownFileName(given: string): string {
  const last = basename(given.replaceAll('\\', '/'));
  const tame = last.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 200);
  return tame === '' || tame === '.' || tame === '..' ? 'file' : tame;
}
