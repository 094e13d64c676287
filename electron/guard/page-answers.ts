import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { CONTENT_POLICY } from '../../core/host/loopback/policy.ts';
import { pageFile, typeOfPageFile } from '../../core/host/loopback/static-files.ts';
import type { HeldFile } from '../../core/host/workbench/file-access.ts';
import { ORIGIN } from '../channels.ts';

/** Headers of every answer: the same policy as over loopback, and isolation, so that the page may share memory with its workers. */
const GUARDS = {
  'content-security-policy': CONTENT_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;

export interface PageSource {
  readonly pageFolder: string;
  /** The file that a download's ticket stands for. */
  offered(ticket: string): Promise<HeldFile | null>;
}

/** Answers a request under app://: files of the page, and what the engine made to be taken away. Nothing else exists. */
export async function answerPage(request: Request, source: PageSource): Promise<Response> {
  const url = new URL(request.url);
  if (request.method !== 'GET' || `${url.protocol}//${url.host}` !== ORIGIN) return refusal(403);
  const [, first, ticket = '', ...more] = url.pathname.split('/');
  if (first === 'download') return more.length === 0 ? sendDownload(await source.offered(ticket).catch(() => null)) : refusal(404);
  const file = pageFile(source.pageFolder, url.pathname);
  return file === undefined ? refusal(404) : send(file, { 'content-type': typeOfPageFile(file), 'cache-control': 'no-store' });
}

function sendDownload(file: HeldFile | null): Response {
  if (file === null) return refusal(404);
  const name = encodeURIComponent(file.name).replaceAll("'", '%27');
  return send(file.path, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
  });
}

function send(path: string, headers: Readonly<Record<string, string>>): Response {
  const body = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
  return new Response(body, { headers: { ...GUARDS, ...headers, 'content-length': String(statSync(path).size) } });
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: GUARDS });
}
