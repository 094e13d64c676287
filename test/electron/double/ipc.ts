import { EventEmitter } from 'node:events';
import type { IpcMain } from 'electron';
import type { WebContentsDouble } from './contents.ts';

/** A frame that sends: its address as the app knows it. */
export interface FrameDouble {
  readonly url: string;
}

export interface IpcEvent {
  readonly sender: WebContentsDouble;
  readonly senderFrame: FrameDouble | null;
}

type Handler = (event: IpcEvent, ...words: unknown[]) => unknown;

class IpcMainDouble extends EventEmitter implements Pick<IpcMain, 'removeHandler'> {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  async invoke(channel: string, event: IpcEvent, words: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...words);
  }
}

export const ipcMain = new IpcMainDouble();
