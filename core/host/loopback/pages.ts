import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AnswerFrame, requestFrame, type Transport } from '../../api/frames.ts';
import type { ApiServer } from '../../api/server.ts';

/** Keeps proxies and sleeping tabs from taking a quiet stream for a dead one. */
const HEARTBEAT_MS = 15_000;

/** A page that reads slower than this many bytes behind is cut off; it will connect again. */
const MOST_BEHIND_BYTES = 256 * 2 ** 20;

interface Page {
  hear(frame: unknown): void;
}

/** The pages that are connected: each has one stream of answers and sends its frames by POST. */
export interface PageBook {
  /** Opens the stream of a page. */
  connect(id: string, request: IncomingMessage, response: ServerResponse): void;
  /** Gives a frame to the page's end of the API; false when there is no such page or it is no frame. */
  hear(id: string, frame: unknown): boolean;
  close(): void;
}

/** Starts with no pages. */
export function openPageBook(server: ApiServer): PageBook {
  const pages = new Map<string, Page>();
  const streams = new Set<ServerResponse>();
  return {
    connect(id, request, response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      response.write(': connected\n\n');
      streams.add(response);
      let hear: ((frame: unknown) => void) | undefined;
      const transport: Transport<AnswerFrame, unknown> = {
        send(frame) {
          if (response.writableLength > MOST_BEHIND_BYTES) response.destroy();
          else if (!response.destroyed) response.write(`data: ${JSON.stringify(frame)}\n\n`);
        },
        onFrame(listener) {
          hear = listener;
        },
        close: () => response.end(),
      };
      const leave = server.serve(transport);
      const page: Page = { hear: (frame) => hear?.(frame) };
      pages.set(id, page);
      const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
      heartbeat.unref();
      request.on('close', () => {
        clearInterval(heartbeat);
        streams.delete(response);
        if (pages.get(id) === page) pages.delete(id);
        leave();
      });
    },
    hear(id, frame) {
      const page = pages.get(id);
      if (page === undefined || !requestFrame.safeParse(frame).success) return false;
      page.hear(frame);
      return true;
    },
    close() {
      for (const stream of streams) stream.end();
    },
  };
}
