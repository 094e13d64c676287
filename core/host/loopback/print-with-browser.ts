import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CausewayError, type Problem } from '../../base/problem.ts';

/** Where systems keep a browser that can print without a window. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const LIMIT_MS = 90_000;

/** The browser of this machine that can print; undefined when none is found. `CAUSEWAY_CHROMIUM` names another. */
export function findBrowser(): string | undefined {
  return [process.env['CAUSEWAY_CHROMIUM'] ?? '', ...PLACES].find((path) => path !== '' && existsSync(path));
}

/**
 * Prints a page to PDF by a browser without a window, in a profile of its own that is gone afterwards.
 *
 * @throws report/no-printer when the machine has no such browser, or it fails
 */
export async function printWithBrowser(htmlPath: string): Promise<Uint8Array> {
  const browser = findBrowser();
  if (browser === undefined) throw new CausewayError(noPrinter('No browser that can print was found on this machine.'));
  const folder = mkdtempSync(join(tmpdir(), 'causeway-print-'));
  try {
    const pdf = join(folder, 'report.pdf');
    const words = await run(browser, [...switches(folder), `--print-to-pdf=${pdf}`, pathToFileURL(htmlPath).href]);
    if (!existsSync(pdf)) throw new CausewayError(noPrinter(`The browser could not print the report (${words}).`));
    return readFileSync(pdf);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function switches(folder: string): readonly string[] {
  return [
    '--headless',
    '--disable-gpu',
    '--no-first-run',
    '--no-pdf-header-footer',
    // The report asks for nothing; nothing could be had either.
    '--proxy-server=127.0.0.1:9',
    '--virtual-time-budget=20000',
    `--user-data-dir=${folder}`,
    // Chromium refuses to run as root with its sandbox on.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

/** Runs to the end; answers how it ended. */
function run(program: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: 'ignore', timeout: LIMIT_MS, killSignal: 'SIGKILL' });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

function noPrinter(message: string): Problem {
  return { kind: 'resource', code: 'report/no-printer', message, fix: 'Export HTML, open it in any browser, and print it from there.' };
}
