import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What a user who got something wrong is told: one Problem, exit code 2, no stack trace, nothing half-written. */

const cli = fileURLToPath(new URL('../../core/host/cli.ts', import.meta.url));
let folder = '';
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-bad-input-'));
  const rows = Array.from({ length: 60 }, (_, row) => `${row},${['none', 'mail'][row % 2]},same,${row % 7},word${row % 5},,${row % 3}`);
  writeFileSync(at('good.csv'), `id,arm,one_arm,spend,words,nothing,value_mail\n${rows.join('\n')}\n`);
  writeFileSync(at('empty.csv'), '');
  writeFileSync(
    at('binary.csv'),
    Uint8Array.from({ length: 4096 }, (_, index) => (index * 73) % 256),
  );
  writeFileSync(at('broken.json'), '{ "causeway": 1, ');
  writeFileSync(
    at('cycle.json'),
    JSON.stringify({
      causeway: 1,
      name: 'x',
      seed: 1,
      data: { rows: { file: 'good.csv' } },
      steps: [{ id: 'a', method: 'profile', from: ['a'] }],
    }),
  );
  writeFileSync(
    at('unknown-method.json'),
    JSON.stringify({
      causeway: 1,
      name: 'x',
      seed: 1,
      data: { rows: { file: 'good.csv' } },
      steps: [{ id: 'a', method: 'no-such', from: ['rows'] }],
    }),
  );
  writeFileSync(
    at('role.json'),
    JSON.stringify({
      causeway: 1,
      name: 'x',
      seed: 1,
      data: { rows: { file: 'good.csv', roles: { gone: 'outcome' } } },
      steps: [{ id: 'a', method: 'profile', from: ['rows'] }],
    }),
  );
  mkdirSync(at('folder.csv'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const abTest = (...settings: readonly string[]): string[] => [
  'fit',
  'ab-test',
  '--data',
  'good.csv',
  ...settings.flatMap((setting) => ['--set', setting]),
];

describe('a wrong command line, file or option', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['a missing file', 'data/file-missing', ['fit', 'profile', '--data', 'gone.csv']],
    ['a directory', 'data/not-a-file', ['fit', 'profile', '--data', 'folder.csv']],
    ['an empty file', 'data/empty', ['fit', 'profile', '--data', 'empty.csv']],
    ['a binary file as CSV', 'data/not-text', ['fit', 'profile', '--data', 'binary.csv']],
    ['an unknown column', 'data/unknown-column', abTest('treatment=arm', 'outcome=profit')],
    ['a treatment with one arm', 'data/one-arm', abTest('treatment=one_arm', 'outcome=spend')],
    ['a control that is no arm', 'data/arm-missing', abTest('treatment=arm', 'control=post', 'outcome=spend')],
    ['an outcome that is no number', 'data/not-numeric', abTest('treatment=arm', 'control=none', 'outcome=words')],
    ['an outcome that is all missing', 'data/', abTest('treatment=arm', 'control=none', 'outcome=nothing')],
    [
      'a budget below the cheapest option',
      'plan/infeasible',
      ['fit', 'mckp', '--data', 'good.csv', '--set', 'values=value_mail', '--set', 'cost.value_mail=5', '--set', 'budget=1'],
    ],
    ['an unknown method', 'method/unknown', ['fit', 'no-such', '--data', 'good.csv']],
    ['an unknown option', 'option/unknown', abTest('treatment=arm', 'outcome=spend', 'speed=high')],
    ['an option out of range', 'option/invalid', abTest('treatment=arm', 'outcome=spend', 'alpha=2')],
    ['a document that is not JSON', 'document/broken', ['run', 'broken.json']],
    ['a document that is missing', 'data/file-missing', ['run', 'gone.json']],
    ['a document that runs in a circle', 'document/cycle', ['run', 'cycle.json']],
    ['a document with an unknown method', 'method/unknown', ['run', 'unknown-method.json']],
    ['a role for a column that is not there', 'data/unknown-column', ['run', 'role.json']],
    ['a project that is not one', 'store/not-a-project', ['replay', 'good.csv']],
    ['a project that is missing', 'data/file-missing', ['verify', 'gone.causeway']],
    ['an unknown command', 'usage/unknown-command', ['fly']],
    ['an unknown flag', 'usage/wrong-arguments', ['fit', 'profile', '--dta', 'good.csv']],
    ['no data', 'usage/wrong-arguments', ['fit', 'profile']],
    ['a thread count of zero', 'usage/wrong-arguments', ['fit', 'profile', '--data', 'good.csv', '--threads', '0']],
  ])('%s is answered with %s', (_, code, args) => {
    const out = ['fit', 'run'].includes(args[0] ?? '') ? ['--out', 'out'] : [];
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args, ...out, '--json'], { cwd: folder, encoding: 'utf8' });
    const [line = '', ...rest] = stderr.trim().split('\n');
    expect(rest, stderr).toEqual([]);
    const problem: unknown = JSON.parse(line);
    expect(problem).toMatchObject({ code: expect.stringContaining(code), message: expect.any(String), fix: expect.any(String) });
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(existsSync(at('out'))).toBe(false);
  });
});
