import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BrowserWindow, session } from 'electron';
import { CausewayError, type Problem } from '../../core/base/problem.ts';
import { ORIGIN } from '../channels.ts';
import { guardContents, guardSession, WINDOW_GUARDS } from '../guard/session-guard.ts';

/** A report that is not drawn by then never will be. */
const LIMIT_MS = 60_000;

/**
 * Prints a report to PDF in a window that nobody sees. It has a session of its own, in memory, in which the report is the
 * only thing there is; its scripts are bound by the policy that the report itself carries.
 *
 * @param exportsFolder the only folder that anything is printed from
 * @throws resource/permission for a file elsewhere; report/no-printer when Chromium cannot draw or print it
 */
export async function printToPdf(htmlPath: string, exportsFolder: string): Promise<Uint8Array> {
  if (dirname(realpathSync(htmlPath)) !== realpathSync(exportsFolder)) {
    throw new CausewayError({ kind: 'denied', code: 'resource/permission', message: 'Only a report of Causeway can be printed.' });
  }
  const apart = session.fromPartition(`print-${randomUUID()}`);
  guardSession(apart);
  apart.protocol.handle(
    'app',
    async () => new Response(await readFile(htmlPath), { headers: { 'content-type': 'text/html; charset=utf-8' } }),
  );
  const window = new BrowserWindow({ show: false, width: 1024, height: 1448, webPreferences: { ...WINDOW_GUARDS, session: apart } });
  guardContents(window.webContents);
  const limit = setTimeout(() => window.destroy(), LIMIT_MS);
  try {
    await window.loadURL(`${ORIGIN}/report`);
    return await window.webContents.printToPDF({ pageSize: 'A4', printBackground: true, preferCSSPageSize: true });
  } catch (cause) {
    throw new CausewayError(notPrinted(cause), { cause });
  } finally {
    clearTimeout(limit);
    // The limit may have ended it, and nothing may be asked of a window that is gone.
    if (!window.isDestroyed()) window.destroy();
    apart.protocol.unhandle('app');
  }
}

function notPrinted(cause: unknown): Problem {
  return {
    kind: 'resource',
    code: 'report/no-printer',
    message: `The report could not be printed (${cause instanceof Error ? cause.message : String(cause)}).`,
    fix: 'Export HTML, open it in any browser, and print it from there.',
  };
}
