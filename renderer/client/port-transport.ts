import type { AnswerFrame, RequestFrame } from '../../core/api/frames.ts';
import type { FileTicket } from '../../core/api/types.ts';
import type { Outcome } from '../../core/base/outcome.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { PageTransport } from './page-transport.ts';

/** What the desktop asks of the page: one of its commands, or a file to open. */
export type DesktopRequest = { readonly type: 'command'; readonly id: string } | { readonly type: 'file'; readonly ticket: FileTicket };

/** What the desktop's preload puts on the window. */
export interface PreloadBridge {
  /** Asks for a port to the engine: it arrives as a message event on the window, with `PORT_MESSAGE` as data. */
  connect(): void;
  /** Gives the host a file that was dropped here. */
  offer(file: File): Promise<Outcome<FileTicket>>;
  /** Hears of menu items, and of files that were opened from outside; those that came before are told at once. */
  onRequest(hear: (request: DesktopRequest) => void): void;
}

declare global {
  interface Window {
    readonly causeway?: PreloadBridge;
  }
}

/** What the window hears when a port arrives; a second one means that the engine was started anew. */
export const PORT_MESSAGE = 'causeway:port';

const LOST: Problem = {
  kind: 'resource',
  code: 'api/unreachable',
  message: 'The engine stopped before it answered.',
  fix: 'It is started again; try once more. Your project is safe.',
};

/** Talks to the engine over a MessagePort that the desktop brokers once, and again after the engine restarts. */
export function portTransport(bridge: PreloadBridge): PageTransport {
  let port: MessagePort | undefined;
  let hear: (frame: AnswerFrame) => void = () => {};
  let hearConnection: (isOpen: boolean) => void = () => {};
  const waiting: RequestFrame[] = [];
  const underWay = new Set<number>();
  let isLost = false;
  const post = (to: MessagePort, frame: RequestFrame): void => {
    if (frame.type === 'call') underWay.add(frame.id);
    to.postMessage(frame);
  };
  const giveUp = (): void => {
    for (const id of underWay) hear({ type: 'answer', id, ok: false, problem: LOST });
    underWay.clear();
  };
  const receive = (event: MessageEvent): void => {
    const [arrived] = event.ports;
    // Only this window's own preload may hand over a port.
    if (event.source !== window || event.data !== PORT_MESSAGE || arrived === undefined) return;
    const isAgain = port !== undefined;
    port?.close();
    port = arrived;
    isLost = false;
    // The engine that was asked before is gone, and with it what it was asked.
    if (isAgain) giveUp();
    arrived.addEventListener('message', ({ data }: MessageEvent<AnswerFrame>) => {
      if (data.type === 'answer') underWay.delete(data.id);
      hear(data);
    });
    arrived.addEventListener('close', () => {
      if (port !== arrived) return;
      isLost = true;
      giveUp();
      hearConnection(false);
    });
    port.start();
    for (const frame of waiting.splice(0)) post(arrived, frame);
    if (isAgain) hearConnection(true);
  };
  window.addEventListener('message', receive);
  bridge.connect();
  return {
    hasDialogs: true,
    send(frame) {
      if (port === undefined || isLost) waiting.push(frame);
      else post(port, frame);
    },
    onFrame(listener) {
      hear = listener;
    },
    onConnection(listener) {
      hearConnection = listener;
    },
    offer: (file) => bridge.offer(file),
    close() {
      window.removeEventListener('message', receive);
      port?.close();
    },
  };
}
