import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { refuse } from '../../base/problem.ts';
import type { Arguments } from '../arguments.ts';
import { openLoopback } from '../loopback.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The tools that build; they are no part of the engine, and a package has none. */
interface Builders {
  ensurePage(): Promise<boolean>;
  ensureDesktop(): Promise<boolean>;
}

/**
 * causeway start: builds what is stale and opens the workbench, in its own window where Electron's program is installed,
 * else in the browser. It says in one line what it did, and ends with the window, or with Ctrl+C.
 */
export async function startCommand(args: Arguments): Promise<number> {
  const build = await builders();
  await build.ensurePage();
  const electron = args.port === undefined && !args.noOpen ? electronProgram() : undefined;
  if (electron !== undefined) {
    await build.ensureDesktop();
    process.stdout.write('Causeway opens in its own window; this command ends with it.\n');
    return runWindow(electron);
  }
  return servePage(args);
}

async function builders(): Promise<Builders> {
  const load = (file: string): Promise<unknown> => import(pathToFileURL(join(ROOT, 'tools/build', file)).href);
  const [page, desktop] = await Promise.all([load('page.ts'), load('desktop.ts')]);
  return { ...(page as Pick<Builders, 'ensurePage'>), ...(desktop as Pick<Builders, 'ensureDesktop'>) };
}

/**
 * Where Electron's program lies: as the environment says, or where its package keeps it once it was fetched. The package is
 * looked at as files: loading it would start a download.
 *
 * @throws data/file-missing when the environment names a program that is not there
 */
export function electronProgram(): string | undefined {
  const named = process.env['CAUSEWAY_ELECTRON'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    return refuse('data/file-missing', `CAUSEWAY_ELECTRON names ${named}, which is not there.`, 'Name the program, or unset the variable.');
  }
  const folder = join(ROOT, 'node_modules/electron');
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return undefined;
  const program = join(folder, 'dist', readFileSync(note, 'utf8').trim());
  return existsSync(program) ? program : undefined;
}

function runWindow(electron: string): Promise<number> {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const child = spawn(electron, [ROOT], { stdio: 'inherit', env });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function servePage({ port, noOpen, data, threads }: Arguments): Promise<number> {
  const [dataFolder = join(homedir(), '.causeway')] = data;
  const host = await openLoopback({ pageFolder: join(ROOT, 'dist/renderer'), dataFolder, port, threads });
  const isOpened = !noOpen && openInBrowser(host.url);
  const first = isOpened ? 'Causeway opened in your browser' : 'Causeway is ready: open it in a browser';
  process.stdout.write(`${first}, on this machine alone: ${host.url} (Ctrl+C ends it)\n`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await host.close();
  return 0;
}

/** Hands an address to the system; whether there was a program to hand it to is only known afterwards, and not needed. */
function openInBrowser(url: string): boolean {
  const [program, ...words] =
    process.platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : process.platform === 'darwin' ? ['open'] : ['xdg-open'];
  if (process.platform === 'linux' && process.env['DISPLAY'] === undefined && process.env['WAYLAND_DISPLAY'] === undefined) return false;
  const child = spawn(program ?? '', [...words, url], { stdio: 'ignore', detached: true });
  child.on('error', () => process.stdout.write('No browser could be started; open the address yourself.\n'));
  child.unref();
  return true;
}
