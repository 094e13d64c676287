import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { type BrowserContext, chromium } from 'playwright-core';
import { chromiumProgram } from '../../support/browser.ts';

/** A Chromium of the double's own: its profile, and the way to end it. */
export interface Profile {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

const SWITCHES = [
  '--headless',
  '--remote-debugging-port=0',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
  // Whatever is not answered here must come to nothing.
  '--proxy-server=127.0.0.1:9',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

/**
 * Starts Chromium over a profile folder. It is started here rather than by the driver so that it stays in the process group
 * of the app: one signal to the group ends them all.
 */
export async function openProfile(folder: string): Promise<Profile> {
  mkdirSync(folder, { recursive: true });
  const { executablePath, args } = await chromiumProgram();
  const child = spawn(executablePath, [...args, ...SWITCHES, `--user-data-dir=${folder}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const browser = await chromium.connectOverCDP(await addressOf(child));
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('Chromium has no profile.');
  return {
    context,
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await gone;
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let words = '';
    child.once('exit', () => reject(new Error(`Chromium ended before it listened: ${words}`)));
    child.stderr?.on('data', (piece: Buffer) => {
      words += piece.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(words)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}
