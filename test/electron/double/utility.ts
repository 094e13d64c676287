import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import type { UtilityProcess } from 'electron';
import { type PortDouble, refuseUncloneable } from './ports.ts';

/** What goes between main and the engine's process: messages of the app, and messages of the ports that live there. */
export type UtilityMessage =
  | { readonly type: 'parent'; readonly data: unknown; readonly ports: readonly number[] }
  | { readonly type: 'port'; readonly id: number; readonly data: unknown }
  | { readonly type: 'port-closed'; readonly id: number };

const REGISTER = new URL('./register.ts', import.meta.url).href;

/** A utility process as a fork: a process of its own, with threads, that may abort without taking main along. */
class UtilityDouble extends EventEmitter implements Pick<UtilityProcess, 'kill' | 'pid'> {
  readonly #child: ChildProcess;
  readonly #ports = new Map<number, PortDouble>();
  #count = 0;

  constructor(entry: string, words: readonly string[]) {
    super();
    const env = { ...process.env, ELECTRON_DOUBLE_ROLE: 'utility' };
    this.#child = fork(entry, words, { serialization: 'advanced', execArgv: ['--import', REGISTER], env });
    this.#child.on('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message) => this.#hear(message as UtilityMessage));
    this.#child.on('exit', (code) => {
      for (const port of this.#ports.values()) port.close();
      this.emit('exit', code ?? 1);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  kill(): boolean {
    return this.#child.kill();
  }

  postMessage(data: unknown, ports: readonly PortDouble[] = []): void {
    refuseUncloneable(data);
    this.#send({ type: 'parent', data, ports: ports.map((port) => this.#adopt(port)) });
  }

  #adopt(port: PortDouble): number {
    const id = ++this.#count;
    this.#ports.set(id, port);
    // The message that brings the port must come before anything that the port brings.
    queueMicrotask(() =>
      port.settle({
        deliver: (data) => this.#send({ type: 'port', id, data }),
        close: () => this.#send({ type: 'port-closed', id }),
      }),
    );
    return id;
  }

  #send(message: UtilityMessage): void {
    if (this.#child.connected) this.#child.send(message as Serializable, () => {});
  }

  #hear(message: UtilityMessage): void {
    if (message.type === 'parent') this.emit('message', message.data);
    else if (message.type === 'port') this.#ports.get(message.id)?.postMessage(message.data);
    else this.#ports.get(message.id)?.close();
  }
}

let latest: UtilityDouble | undefined;

export const utilityProcess = {
  fork(entry: string, words: readonly string[] = []): UtilityDouble {
    latest = new UtilityDouble(entry, words);
    return latest;
  },
};

/** Ends the engine's process as a fault in native code would, and waits until main has heard of it. */
export async function abortUtility(): Promise<void> {
  const child = latest;
  if (child?.pid === undefined) return;
  const ended = once(child, 'exit');
  process.kill(child.pid, 'SIGABRT');
  await ended;
}
