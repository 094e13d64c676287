import { createReadStream, realpathSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.map': 'application/json',
};

/** Files with a hash in their name never change. */
const HASHED = /-[\w-]{8,}\.(js|css|woff2?|ttf|wasm)$/;

/**
 * The file of the built page that an address names, or undefined: only what lies in the folder, by its real path, and has
 * a type that a page consists of.
 */
export function pageFile(folder: string, pathname: string): string | undefined {
  try {
    const asked = decodeURIComponent(pathname);
    if (asked.includes('\0') || asked.includes('\\')) return undefined;
    const root = realpathSync(folder);
    const file = realpathSync(join(root, asked === '/' ? 'index.html' : asked));
    const isInside = file.startsWith(root + sep);
    return isInside && Object.hasOwn(TYPES, extname(file)) && statSync(file).isFile() ? file : undefined;
  } catch {
    // Neither a name that cannot be decoded nor one that is not there is worth a word.
    return undefined;
  }
}

/** The media type of a file of the page. */
export function typeOfPageFile(file: string): string {
  return TYPES[extname(file)] ?? 'application/octet-stream';
}

/** Sends a file of the page. */
export async function sendPageFile(response: ServerResponse, file: string): Promise<void> {
  response.setHeader('content-type', typeOfPageFile(file));
  response.setHeader('content-length', statSync(file).size);
  response.setHeader('cache-control', HASHED.test(file) ? 'private, max-age=31536000, immutable' : 'no-store');
  await pipeline(createReadStream(file), response);
}
