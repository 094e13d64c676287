import { createReadStream, mkdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CausewayError, type Problem } from '../base/problem.ts';
import { MOST_FRAME_BYTES, readJson, receiveFile, shownFileName } from './loopback/bodies.ts';
import { type Gate, makeGate } from './loopback/gate.ts';
import { openPageBook, type PageBook } from './loopback/pages.ts';
import { guardResponse } from './loopback/policy.ts';
import { pageFile, sendPageFile } from './loopback/static-files.ts';
import { openTicketOffice, randomName, type TicketOffice } from './loopback/tickets.ts';
import { openWorkbench, type Workbench, type WorkbenchOptions } from './workbench/workbench.ts';

export interface LoopbackOptions extends Omit<WorkbenchOptions, 'host' | 'files'> {
  /** The built page, e.g. dist/renderer. */
  readonly pageFolder: string;
  /** A free port unless told. */
  readonly port?: number | undefined;
}

export interface Loopback {
  /** The first address, with the token that opens it once. */
  readonly url: string;
  readonly port: number;
  readonly workbench: Workbench;
  close(): Promise<void>;
}

interface Rooms {
  readonly gate: Gate;
  readonly office: TicketOffice;
  readonly pages: PageBook;
  readonly pageFolder: string;
  readonly inbox: string;
}

/**
 * Serves the page and the API on 127.0.0.1: what a browser needs where there is no Electron. Nobody but the browser that
 * opened the first address gets an answer; see `makeGate`.
 *
 * @throws resource/permission when the port is taken or the folder cannot be written
 */
export async function openLoopback(options: LoopbackOptions): Promise<Loopback> {
  const { pageFolder, port: wanted = 0, ...rest } = options;
  const office = openTicketOffice();
  const inbox = join(options.dataFolder, 'inbox');
  mkdirSync(inbox, { recursive: true });
  const workbench = openWorkbench({ ...rest, host: 'loopback', files: office });
  let port = 0;
  const gate = makeGate(() => port);
  const pages = openPageBook(workbench.server);
  const rooms: Rooms = { gate, office, pages, pageFolder, inbox };
  const server = createServer((request, response) => {
    void answer(request, response, rooms).catch(() => response.destroy());
  });
  try {
    port = await listen(server, wanted);
  } catch (error) {
    await workbench.close();
    throw error;
  }
  return {
    url: `http://127.0.0.1:${port}/?token=${gate.token}`,
    port,
    workbench,
    async close() {
      pages.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await workbench.close();
      rmSync(inbox, { recursive: true, force: true });
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(new CausewayError(noPort(port, cause), { cause })));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function noPort(port: number, { message }: Error): Problem {
  return {
    kind: 'resource',
    code: 'resource/permission',
    message: `The page cannot be served on port ${port}: ${message}.`,
    fix: 'Choose another port, or none: then a free one is taken.',
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, rooms: Rooms): Promise<void> {
  guardResponse(response);
  const url = addressOf(request);
  const admission = url === undefined ? 'refused' : rooms.gate.admit(request, url);
  if (url === undefined || admission === 'refused') return end(response, 403);
  if (admission === 'enter') {
    // The token leaves the address bar, and with it the history of the browser.
    response.setHeader('set-cookie', rooms.gate.enter());
    response.setHeader('location', '/');
    return end(response, 303);
  }
  switch (`${request.method} /${url.pathname.split('/')[1]}`) {
    case 'POST /api':
      return takeFrame(request, response, url, rooms);
    case 'GET /events':
      return openStream(request, response, url, rooms);
    case 'PUT /upload':
      return takeUpload(request, response, url, rooms);
    case 'GET /download':
      return sendDownload(response, url, rooms);
    default:
      return sendPage(request, response, url, rooms);
  }
}

/** Absolute addresses, as proxies are asked, and addresses that cannot be read are nobody's. */
function addressOf({ url = '' }: IncomingMessage): URL | undefined {
  return url.startsWith('/') && !url.startsWith('//') ? (URL.parse(url, 'http://127.0.0.1') ?? undefined) : undefined;
}

async function takeFrame(request: IncomingMessage, response: ServerResponse, url: URL, { pages }: Rooms): Promise<void> {
  // A form of another site can send text, but not this type without asking first.
  if (url.pathname !== '/api' || !/^application\/json\b/.test(request.headers['content-type'] ?? '')) return end(response, 404);
  if (Number(request.headers['content-length'] ?? 0) > MOST_FRAME_BYTES) {
    // What is still coming is not worth reading.
    response.setHeader('connection', 'close');
    return end(response, 413);
  }
  const frame = await readJson(request);
  end(response, frame !== undefined && pages.hear(url.searchParams.get('page') ?? '', frame) ? 204 : 400);
}

const PAGE_ID = /^[\w-]{8,64}$/;

function openStream(request: IncomingMessage, response: ServerResponse, url: URL, { pages }: Rooms): void {
  const id = url.searchParams.get('page') ?? '';
  if (url.pathname !== '/events' || !PAGE_ID.test(id)) end(response, 404);
  else pages.connect(id, request, response);
}

async function takeUpload(request: IncomingMessage, response: ServerResponse, url: URL, { inbox, office }: Rooms): Promise<void> {
  if (url.pathname !== '/upload') return end(response, 404);
  const path = join(inbox, randomName());
  if (!(await receiveFile(request, path))) return end(response, 400);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(office.admit(path, shownFileName(url.searchParams.get('name') ?? ''))));
}

async function sendDownload(response: ServerResponse, url: URL, { office }: Rooms): Promise<void> {
  const [, , ticket = '', ...more] = url.pathname.split('/');
  const file = more.length === 0 ? office.offered(ticket) : undefined;
  if (file === undefined) return end(response, 404);
  response.setHeader('content-type', 'application/octet-stream');
  response.setHeader('content-length', statSync(file.path).size);
  response.setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll("'", '%27')}`);
  await pipeline(createReadStream(file.path), response);
}

async function sendPage(request: IncomingMessage, response: ServerResponse, url: URL, { pageFolder }: Rooms): Promise<void> {
  const file = request.method === 'GET' ? pageFile(pageFolder, url.pathname) : undefined;
  if (file === undefined) end(response, 404);
  else await sendPageFile(response, file);
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}
