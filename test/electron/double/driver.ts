import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Ask } from './control.ts';
import type { Entry } from './journal.ts';

const REGISTER = new URL('./register.ts', import.meta.url).href;
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export interface LaunchOptions {
  /** The bundle to run, e.g. dist/electron/main.js. */
  readonly main: string;
  /** The app's own folder: settings, projects, profile. */
  readonly folder: string;
  /** Files on the command line. */
  readonly files?: readonly string[];
  readonly locale?: string;
}

/** The desktop app as a test drives it. */
export class DesktopApp {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #count = 0;
  #words = '';

  constructor({ main, folder, files = [], locale = 'en-US' }: LaunchOptions) {
    const env = { ...process.env, ELECTRON_DOUBLE_FOLDER: folder, ELECTRON_DOUBLE_LOCALE: locale };
    // A group of its own: the app, its engine and its Chromium end together.
    this.#child = spawn(process.execPath, ['--import', REGISTER, main, ...files], {
      cwd: ROOT,
      env,
      detached: true,
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.on('data', (piece: Buffer) => (this.#words += piece.toString()));
    this.#child.on('message', (message) => this.#hear(message as { id: number; ok: boolean; value?: unknown; why?: string }));
    this.#child.on('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`The app ended. ${this.#words}`));
      this.#waiting.clear();
    });
  }

  /** What the app wrote to its terminal. */
  get words(): string {
    return this.#words;
  }

  get processId(): number {
    return this.#child.pid ?? 0;
  }

  ask(ask: Ask): Promise<unknown> {
    const id = ++this.#count;
    const question = Promise.withResolvers<unknown>();
    if (!this.#child.connected) return Promise.reject(new Error(`The app ended. ${this.#words}`));
    this.#waiting.set(id, question);
    this.#child.send({ id, ask });
    return question.promise;
  }

  /** Calls a method of the page, e.g. `page('click', 'text=Open')`. */
  page(method: string, ...words: readonly unknown[]): Promise<unknown> {
    return this.ask({ do: 'page', method, words });
  }

  /** Waits until something is seen. */
  sees(selector: string, timeout = 40_000): Promise<unknown> {
    return this.page('waitForSelector', selector, { timeout });
  }

  async journal(kind: Entry['kind']): Promise<readonly string[]> {
    const entries = (await this.ask({ do: 'journal' })) as readonly Entry[];
    return entries.filter((entry) => entry.kind === kind).map(({ detail }) => detail);
  }

  /** Waits for the end that the app comes to by itself. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    return this.#child.exitCode;
  }

  /** Ends everything at once, as a power cut would. */
  async kill(): Promise<void> {
    try {
      process.kill(-this.processId, 'SIGKILL');
    } catch {
      // Nothing of it is left.
    }
    await this.ended();
  }

  #hear({ id, ok, value, why }: { id: number; ok: boolean; value?: unknown; why?: string }): void {
    const question = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (ok) question?.resolve(value);
    else question?.reject(new Error(why));
  }
}
