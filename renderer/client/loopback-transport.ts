import type { AnswerFrame, RequestFrame } from '../../core/api/frames.ts';
import type { FileTicket } from '../../core/api/types.ts';
import { failed, type Outcome } from '../../core/base/outcome.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { PageTransport } from './page-transport.ts';

/** The loopback host's addresses, relative to the page. */
const ADDRESS = { events: './events', frames: './api', files: './upload' } as const;

/** First wait before another try, doubled until the longest: quick after a hiccup, quiet while the host is away. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

const UNREACHABLE: Problem = {
  kind: 'resource',
  code: 'api/unreachable',
  message: 'The engine did not answer.',
  fix: 'Wait until it is back, then try again. Your project is safe.',
};

/**
 * Talks to the loopback host that served the page: one stream of answers and events in, frames out by POST.
 * When the stream breaks, calls that are under way end as unreachable, and the stream is opened again.
 */
export function loopbackTransport(): PageTransport {
  const page = crypto.randomUUID();
  const stamped = (address: string): string => `${address}?page=${page}`;
  let hear: (frame: AnswerFrame) => void = () => {};
  let hearConnection: (isOpen: boolean) => void = () => {};
  const underWay = new Set<number>();
  let isOpen = false;
  let hasBeenOpen = false;
  let waitMs = FIRST_WAIT_MS;
  let stream: EventSource | undefined;
  const waiting: RequestFrame[] = [];

  const giveUp = (id: number): void => {
    if (underWay.delete(id)) hear({ type: 'answer', id, ok: false, problem: UNREACHABLE });
  };
  let posted: Promise<void> = Promise.resolve();
  const post = (frame: RequestFrame): void => {
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(frame) };
    // One after another: a cancel must not overtake its call.
    posted = posted
      .then(() => fetch(stamped(ADDRESS.frames), request))
      .then(
        (response) => {
          if (!response.ok) giveUp(frame.id);
        },
        () => giveUp(frame.id),
      );
  };
  const open = (): void => {
    stream = new EventSource(stamped(ADDRESS.events));
    stream.addEventListener('message', (event: MessageEvent<string>) => {
      const frame = JSON.parse(event.data) as AnswerFrame;
      if (frame.type === 'answer') underWay.delete(frame.id);
      hear(frame);
    });
    stream.addEventListener('open', () => {
      isOpen = true;
      waitMs = FIRST_WAIT_MS;
      for (const frame of waiting.splice(0)) post(frame);
      if (hasBeenOpen) hearConnection(true);
      hasBeenOpen = true;
    });
    stream.addEventListener('error', () => {
      stream?.close();
      if (isOpen) hearConnection(false);
      isOpen = false;
      // The host knows nothing of calls made on the stream that broke.
      for (const id of [...underWay]) if (!waiting.some((frame) => frame.id === id)) giveUp(id);
      setTimeout(open, waitMs);
      waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
    });
  };
  open();

  return {
    hasDialogs: false,
    send(frame) {
      if (frame.type === 'call') underWay.add(frame.id);
      if (isOpen) post(frame);
      else waiting.push(frame);
    },
    onFrame(listener) {
      hear = listener;
    },
    onConnection(listener) {
      hearConnection = listener;
    },
    offer: upload,
    close: () => stream?.close(),
  };
}

/** Sends a file to the host. Progress needs XMLHttpRequest: fetch does not tell how much has gone out. */
function upload(file: File, progress?: (share: number) => void): Promise<Outcome<FileTicket>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `${ADDRESS.files}?name=${encodeURIComponent(file.name)}`);
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) progress?.(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      const answer = request.response as FileTicket | null;
      resolve(request.status === 200 && answer !== null ? { ok: true, value: answer } : failed(UNREACHABLE));
    });
    request.addEventListener('error', () => resolve(failed(UNREACHABLE)));
    request.send(file);
  });
}
