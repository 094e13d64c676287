import type { MessagePortMain } from 'electron';

/** Where one end of a channel went: to the engine's process, or to a page. */
export interface Home {
  deliver(data: unknown): void;
  close(): void;
}

/** One end of a channel, as main holds it until it gives it away; what is posted before that waits. */
export class PortDouble implements Pick<MessagePortMain, 'postMessage' | 'close'> {
  peer: PortDouble | undefined;
  #home: Home | undefined;
  #isClosed = false;
  readonly #waiting: unknown[] = [];

  /** Called by whoever holds this end. */
  postMessage(data: unknown): void {
    refuseUncloneable(data);
    if (!this.#isClosed) this.peer?.arrive(data);
  }

  close(): void {
    this.lose();
    this.peer?.lose();
  }

  /** Gives this end away. */
  settle(home: Home): void {
    this.#home = home;
    for (const data of this.#waiting.splice(0)) home.deliver(data);
    if (this.#isClosed) home.close();
  }

  arrive(data: unknown): void {
    if (this.#home === undefined) this.#waiting.push(data);
    else this.#home.deliver(data);
  }

  lose(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#home?.close();
  }
}

export class MessageChannelMain {
  readonly port1 = new PortDouble();
  readonly port2 = new PortDouble();
  constructor() {
    this.port1.peer = this.port2;
    this.port2.peer = this.port1;
  }
}

/**
 * Refuses what cannot cross between processes in Electron: memory that is shared between threads, and functions.
 *
 * @throws DataCloneError
 */
export function refuseUncloneable(value: unknown): void {
  if (typeof value === 'function') throw new DOMException('A function could not be cloned.', 'DataCloneError');
  if (typeof value !== 'object' || value === null) return;
  const memory = ArrayBuffer.isView(value) ? value.buffer : value;
  if (memory instanceof SharedArrayBuffer) throw new DOMException('Shared memory could not be cloned.', 'DataCloneError');
  if (memory instanceof ArrayBuffer) return;
  for (const part of value instanceof Map ? [...value.keys(), ...value.values()] : Object.values(value)) refuseUncloneable(part);
}
