import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

/** Type-checks the whole tree, and each room against what that room may use (no Node in base, no DOM in core …). */
const rooms = readdirSync('core').map((name) => `core/${name}`);
const projects = ['.', ...rooms, 'renderer', 'electron', 'electron/preload'].filter((folder) => existsSync(`${folder}/tsconfig.json`));

const codes = await Promise.all(projects.map(check));
const failed = projects.filter((_, index) => codes[index] !== 0);
console.log(failed.length === 0 ? `Types hold in ${projects.length} projects.` : `Types fail in: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function check(folder: string): Promise<number> {
  return new Promise((resolve) => {
    const compiler = spawn('node_modules/.bin/tsc', ['-p', folder, '--pretty', 'false'], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    compiler.on('close', (code) => resolve(code ?? 1));
  });
}
