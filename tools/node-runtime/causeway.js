#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node must be able to read this file far enough to hand over.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const OLDEST_MAJOR = 22;
const root = new URL('../../', import.meta.url);

if (Number(process.versions.node.split('.')[0]) >= OLDEST_MAJOR) {
  const { main } = await import(new URL('core/host/cli.ts', root).href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  const bundled = fileURLToPath(new URL('node_modules/.bin/node', root));
  if (!existsSync(bundled)) {
    process.stderr.write(
      `Causeway needs Node ${OLDEST_MAJOR} or newer; this is ${process.version}. Install it, or run npm ci again with optional packages.\n`,
    );
    process.exitCode = 2;
  } else {
    const again = spawnSync(bundled, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
    process.exitCode = again.status ?? 1;
  }
}
