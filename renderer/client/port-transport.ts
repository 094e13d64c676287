import type { AnswerFrame } from '../../core/api/frames.ts';
import type { FileTicket } from '../../core/api/types.ts';
import type { Outcome } from '../../core/base/outcome.ts';
import type { PageTransport } from './page-transport.ts';

/** What the desktop's preload puts on the window. */
export interface PreloadBridge {
  /** Asks for a port to the engine: it arrives as a message event on the window, with `PORT_MESSAGE` as data. */
  connect(): void;
  /** Gives the host a file that was dropped here. */
  offer(file: File): Promise<Outcome<FileTicket>>;
}

declare global {
  interface Window {
    readonly causeway?: PreloadBridge;
  }
}

/** What the window hears when a port arrives; a second one means that the engine was started anew. */
export const PORT_MESSAGE = 'causeway:port';

/** Talks to the engine over a MessagePort that the desktop brokers once, and again after the engine restarts. */
export function portTransport(bridge: PreloadBridge): PageTransport {
  let port: MessagePort | undefined;
  let hear: (frame: AnswerFrame) => void = () => {};
  let hearConnection: (isOpen: boolean) => void = () => {};
  const waiting: unknown[] = [];
  const receive = (event: MessageEvent): void => {
    const [arrived] = event.ports;
    // Only this window's own preload may hand over a port.
    if (event.source !== window || event.data !== PORT_MESSAGE || arrived === undefined) return;
    const isAgain = port !== undefined;
    port?.close();
    port = arrived;
    port.addEventListener('message', (message: MessageEvent<AnswerFrame>) => hear(message.data));
    port.addEventListener('close', () => hearConnection(false));
    port.start();
    for (const frame of waiting.splice(0)) port.postMessage(frame);
    if (isAgain) hearConnection(true);
  };
  window.addEventListener('message', receive);
  bridge.connect();
  return {
    hasDialogs: true,
    send(frame) {
      if (port === undefined) waiting.push(frame);
      else port.postMessage(frame);
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
