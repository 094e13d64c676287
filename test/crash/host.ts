import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { openLoopback } from '../../core/host/loopback.ts';

// Started by workbench.test.ts and killed by it. The only line on stdout is the address.
const folder = process.argv[2] ?? '';
const { url } = await openLoopback({ dataFolder: join(folder, 'app'), pageFolder: folder, sampleRows: 500, threads: 1 });
writeSync(1, `${url}\n`);
