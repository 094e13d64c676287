import { EventEmitter } from 'node:events';
import type { MessagePortMain, ParentPort } from 'electron';
import { refuseUncloneable } from './ports.ts';
import type { UtilityMessage } from './utility.ts';

/** Runs in the fork that stands for a utility process: gives it the parent port that Electron would. */

const send = (message: UtilityMessage): void => {
  process.send?.(message);
};

class PortEnd extends EventEmitter implements Pick<MessagePortMain, 'postMessage' | 'start' | 'close'> {
  readonly #id: number;
  readonly #waiting: unknown[] = [];
  #isStarted = false;

  constructor(id: number) {
    super();
    this.#id = id;
  }

  postMessage(data: unknown): void {
    refuseUncloneable(data);
    send({ type: 'port', id: this.#id, data });
  }

  /** Nothing is heard before this, and nothing is lost. */
  start(): void {
    this.#isStarted = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    send({ type: 'port-closed', id: this.#id });
  }

  arrive(data: unknown): void {
    if (this.#isStarted) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }
}

class ParentEnd extends EventEmitter implements Pick<ParentPort, 'postMessage'> {
  postMessage(data: unknown): void {
    refuseUncloneable(data);
    send({ type: 'parent', data, ports: [] });
  }
}

const parent = new ParentEnd();
const ports = new Map<number, PortEnd>();

process.on('message', (received) => {
  const message = received as UtilityMessage;
  if (message.type === 'parent') {
    const arrived = message.ports.map((id) => new PortEnd(id));
    for (const [index, id] of message.ports.entries()) ports.set(id, arrived[index] as PortEnd);
    parent.emit('message', { data: message.data, ports: arrived });
  } else if (message.type === 'port') ports.get(message.id)?.arrive(message.data);
  else {
    ports.get(message.id)?.emit('close');
    ports.delete(message.id);
  }
});
// A utility process never outlives the app.
process.on('disconnect', () => process.exit(1));

Object.defineProperty(process, 'parentPort', { value: parent });
