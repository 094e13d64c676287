import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';
import { Happening } from './happening.ts';
import { note } from './journal.ts';

type Member = 'enableSandbox' | 'requestSingleInstanceLock' | 'quit' | 'whenReady' | 'getLocale' | 'addRecentDocument' | 'isReady';

/** The app's life: one instance by a lock in its folder, ready a moment after it started, quit in Electron's order. */
class AppDouble extends EventEmitter implements Pick<App, Member> {
  readonly #ready = Promise.withResolvers<void>();
  readonly #folder = process.env['ELECTRON_DOUBLE_FOLDER'] ?? '';
  #isReady = false;
  #isQuitting = false;
  closeWindows: () => boolean = () => true;
  closeSessions: () => Promise<void> = async () => {};

  constructor() {
    super();
    if (this.#folder === '') throw new Error('ELECTRON_DOUBLE_FOLDER must name the folder of the app.');
    mkdirSync(this.#folder, { recursive: true });
    setImmediate(() => {
      this.#isReady = true;
      this.emit('ready');
      this.#ready.resolve();
    });
  }

  isReady = (): boolean => this.#isReady;
  whenReady = (): Promise<void> => this.#ready.promise;
  getLocale = (): string => process.env['ELECTRON_DOUBLE_LOCALE'] ?? 'en-US';

  getPath(name: 'userData'): string {
    if (name !== 'userData') throw new Error(`The double has no ${name}.`);
    return this.#folder;
  }

  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  addRecentDocument(path: string): void {
    note('recent', path);
  }

  requestSingleInstanceLock(): boolean {
    const lock = join(this.#folder, 'double.lock');
    const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
    if (isAlive(owner)) {
      writeFileSync(join(this.#folder, `second-${process.pid}.json`), JSON.stringify({ argv: process.argv, folder: process.cwd() }));
      return false;
    }
    writeFileSync(lock, String(process.pid));
    watch(this.#folder, () => this.#hearSeconds()).unref();
    return true;
  }

  quit(): void {
    const event = new Happening();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#isQuitting = true;
    if (!this.closeWindows()) {
      this.#isQuitting = false;
      return;
    }
    this.emit('will-quit', new Happening());
    this.emit('quit', new Happening(), 0);
    void this.closeSessions().finally(() => process.exit(0));
  }

  hearAllClosed(): void {
    if (!this.#isQuitting) this.emit('window-all-closed');
  }

  #hearSeconds(): void {
    for (const name of readdirSync(this.#folder).filter((file) => /^second-\d+\.json$/.test(file))) {
      const path = join(this.#folder, name);
      try {
        const { argv, folder } = JSON.parse(readFileSync(path, 'utf8')) as { argv: string[]; folder: string };
        rmSync(path);
        this.emit('second-instance', new Happening(), argv, folder);
      } catch {
        // It is still being written, and will be heard of again.
      }
    }
  }
}

function isAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export const app = new AppDouble();
