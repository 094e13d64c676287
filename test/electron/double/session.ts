import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CustomScheme, Session } from 'electron';
import type { Route } from 'playwright-core';
import { outside, STRANGER } from './addresses.ts';
import { app } from './app.ts';
import { openProfile, type Profile } from './chromium.ts';
import { contentsOf } from './contents.ts';
import { Happening } from './happening.ts';
import { note } from './journal.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type BeforeRequest = (details: { readonly url: string }, answer: (response: { readonly cancel?: boolean }) => void) => void;

export class SessionDouble extends EventEmitter implements Pick<Session, 'setSpellCheckerEnabled'> {
  readonly #handlers = new Map<string, Handler>();
  readonly #folder: string | undefined;
  #before: BeforeRequest = (_details, answer) => answer({});
  #profile: Promise<Profile> | undefined;
  /** Names and paths of what was kept. */
  readonly downloads: (readonly [string, string])[] = [];
  readonly permissions = new Map<string, unknown>();
  isSpellCheckerOn = true;

  constructor(folder?: string) {
    super();
    this.#folder = folder;
  }

  readonly protocol = {
    handle: (scheme: string, handler: Handler): void => {
      if (this.#handlers.has(scheme)) throw new Error(`The scheme ${scheme} has been registered`);
      this.#handlers.set(scheme, handler);
    },
    unhandle: (scheme: string): void => {
      this.#handlers.delete(scheme);
    },
  };

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.#before = listener;
    },
  };

  setSpellCheckerEnabled(isOn: boolean): void {
    this.isSpellCheckerOn = isOn;
  }

  setPermissionRequestHandler(handler: unknown): void {
    this.permissions.set('request', handler);
  }

  setPermissionCheckHandler(handler: unknown): void {
    this.permissions.set('check', handler);
  }

  setDevicePermissionHandler(handler: unknown): void {
    this.permissions.set('device', handler);
  }

  /** The Chromium of this session, started when its first window opens. */
  profile(): Promise<Profile> {
    this.#profile ??= this.#start();
    return this.#profile;
  }

  async close(): Promise<void> {
    await (await this.#profile)?.close();
    this.#profile = undefined;
  }

  async #start(): Promise<Profile> {
    const folder = this.#folder ?? mkdtempSync(join(tmpdir(), 'electron-double-'));
    const profile = await openProfile(folder);
    await profile.context.route('**/*', (route) => this.#answer(route).catch(() => route.abort().catch(() => {})));
    return {
      ...profile,
      close: async () => {
        await profile.close();
        if (this.#folder === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  }

  /** Keeps a file that a link leads to, where the app lets it and has it. */
  async download(url: string, name: string): Promise<void> {
    const event = new Happening();
    this.emit('will-download', event, { getURL: () => url, getFilename: () => name });
    const response = event.defaultPrevented ? undefined : await this.#handlers.get('app')?.(new Request(url));
    if (response?.ok !== true) return;
    const path = join(app.getPath('userData'), `download-${this.downloads.length}`);
    writeFileSync(path, Buffer.from(await response.arrayBuffer()));
    this.downloads.push([name, path]);
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const url = outside(request.url());
    if (url === STRANGER) return route.fulfill({ contentType: 'text/html', body: 'A stranger.' });
    const page = request.frame().page();
    const contents = contentsOf(page);
    if (contents === undefined) return route.abort();
    if (request.isNavigationRequest() && !contents.allows(url, request.frame() === page.mainFrame())) return route.abort('aborted');
    if (await this.#isCancelled(url)) {
      note('refused', url);
      return route.abort('blockedbyclient');
    }
    const handler = this.#handlers.get(url.split(':')[0] ?? '');
    if (handler === undefined) {
      note('left', url);
      return route.abort('internetdisconnected');
    }
    const response = await handler(new Request(url, { method: request.method(), headers: request.headers() }));
    note('request', `${response.status} ${url}`);
    const body = Buffer.from(await response.arrayBuffer());
    return route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
  }

  #isCancelled(url: string): Promise<boolean> {
    return new Promise((resolve) => this.#before({ url }, ({ cancel = false }) => resolve(cancel)));
  }
}

const partitions = new Map<string, SessionDouble>();
let standard: SessionDouble | undefined;

export const session = {
  get defaultSession(): SessionDouble {
    if (!app.isReady()) throw new Error('Session can only be received when app is ready');
    standard ??= new SessionDouble(join(app.getPath('userData'), 'chromium'));
    return standard;
  },
  fromPartition(name: string): SessionDouble {
    const known = partitions.get(name) ?? new SessionDouble();
    partitions.set(name, known);
    return known;
  },
};

export const protocol = {
  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    if (!schemes.some(({ scheme, privileges }) => scheme === 'app' && privileges?.standard === true && privileges.secure === true))
      throw new Error('The double stands for a scheme that is standard and secure.');
  },
};

/** Ends every Chromium. */
export async function closeSessions(): Promise<void> {
  await Promise.all([standard, ...partitions.values()].map((open) => open?.close()));
}
