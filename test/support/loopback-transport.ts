import { randomUUID } from 'node:crypto';
import { type ApiClient, connectApi } from '../../core/api/client.ts';
import type { AnswerFrame, RequestFrame, Transport } from '../../core/api/frames.ts';
import type { FileTicket } from '../../core/api/types.ts';

/** A page without a browser: the loopback host as a test talks to it. */
export interface TestPage {
  readonly api: ApiClient;
  readonly origin: string;
  readonly cookie: string;
  upload(name: string, bytes: Uint8Array | string): Promise<FileTicket>;
  download(url: string): Promise<Uint8Array>;
}

/** Exchanges the token of the first address for the cookie. */
export async function enter(url: string): Promise<{ readonly origin: string; readonly cookie: string }> {
  const response = await fetch(url, { redirect: 'manual' });
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { origin: new URL(url).origin, cookie };
}

/** Opens a page; the token is used up by it. */
export async function openTestPage(url: string): Promise<TestPage> {
  return connectTestPage(await enter(url));
}

/** Opens a further page with a cookie that is already there. */
export async function connectTestPage({ origin, cookie }: { readonly origin: string; readonly cookie: string }): Promise<TestPage> {
  const api = connectApi(await loopbackTransport(origin, cookie));
  return {
    api,
    origin,
    cookie,
    async upload(name, bytes) {
      const address = `${origin}/upload?name=${encodeURIComponent(name)}`;
      const response = await fetch(address, { method: 'PUT', headers: { cookie }, body: Buffer.from(bytes) });
      return (await response.json()) as FileTicket;
    },
    async download(address) {
      const response = await fetch(`${origin}${address}`, { headers: { cookie } });
      if (!response.ok) throw new Error(`${address} answered ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}

/** Frames out by POST, answers and events in by server-sent events. */
export async function loopbackTransport(origin: string, cookie: string): Promise<Transport<RequestFrame, AnswerFrame>> {
  const page = randomUUID();
  const stop = new AbortController();
  const stream = await fetch(`${origin}/events?page=${page}`, { headers: { cookie }, signal: stop.signal });
  if (!stream.ok || stream.body === null) throw new Error(`The stream of answers was refused (${stream.status}).`);
  let posted: Promise<unknown> = Promise.resolve();
  const listeners: ((frame: AnswerFrame) => void)[] = [];
  void read(stream.body, (frame) => {
    for (const hear of listeners) hear(frame);
  });
  return {
    send(frame) {
      const request = { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify(frame) };
      // One after another: a cancel must not overtake its call.
      posted = posted.then(() => fetch(`${origin}/api?page=${page}`, request)).catch(() => undefined);
    },
    onFrame: (hear) => {
      listeners.push(hear);
    },
    close: () => stop.abort(),
  };
}

async function read(body: ReadableStream<Uint8Array>, hear: (frame: AnswerFrame) => void): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const piece of body) {
      text += decoder.decode(piece, { stream: true });
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) if (message.startsWith('data: ')) hear(JSON.parse(message.slice(6)) as AnswerFrame);
    }
  } catch {
    // The stream ends when either side closes.
  }
}
