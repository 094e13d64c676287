import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLoopback } from '../../core/host/loopback.ts';
import { ensurePage, PAGE_FOLDER } from './page.ts';

/**
 * Serves the workbench on this machine alone: builds the page where it is stale, then prints the address to open.
 * The address holds a token that works once.
 */
const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' } } });

if (await ensurePage()) console.log('The page was built.');
const host = await openLoopback({
  pageFolder: PAGE_FOLDER,
  dataFolder: values.data ?? join(homedir(), '.causeway'),
  ...(values.port === undefined ? {} : { port: Number(values.port) }),
});
console.log(`Open ${host.url}\nPress Ctrl+C to end.`);
process.once('SIGINT', () => void host.close().then(() => process.exit(0)));
