import type { MessagePortMain } from 'electron';
import type { AnswerFrame, Transport } from '../../core/api/frames.ts';
import type { ApiServer } from '../../core/api/server.ts';

/** Serves one page over its port until the port closes; `onAnswer` hears the name of each call that was answered well. */
export function servePort(port: MessagePortMain, server: ApiServer, onAnswer: (name: string, value: unknown) => void): void {
  const named = new Map<number, string>();
  let isOpen = true;
  const transport: Transport<AnswerFrame, unknown> = {
    send(frame) {
      if (!isOpen) return;
      port.postMessage(frame);
      if (frame.type !== 'answer') return;
      const name = named.get(frame.id);
      named.delete(frame.id);
      if (name !== undefined && frame.ok) onAnswer(name, frame.value);
    },
    onFrame(hear) {
      port.on('message', ({ data }) => {
        noteName(data, named);
        hear(data);
      });
    },
    close: () => port.close(),
  };
  const leave = server.serve(transport);
  port.on('close', () => {
    isOpen = false;
    leave();
  });
  port.start();
}

/** Only calls that main wants to hear of are remembered. */
function noteName(frame: unknown, named: Map<number, string>): void {
  if (typeof frame !== 'object' || frame === null || !('name' in frame) || !('id' in frame)) return;
  if (frame.name === 'app.set' && typeof frame.id === 'number') named.set(frame.id, frame.name);
}
