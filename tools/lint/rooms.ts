import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';

/** Who may import whom: the table of the architecture. A room may always import itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'core/base': [],
  'core/numeric': ['core/base'],
  'core/frame': ['core/base'],
  'core/learners': ['core/base', 'core/numeric', 'core/frame'],
  'core/import': ['core/base', 'core/frame'],
  'core/methods': ['core/base', 'core/numeric', 'core/frame', 'core/learners', 'core/report'],
  'core/report': ['core/base'],
  'core/run': ['core/base', 'core/frame', 'core/learners', 'core/report', 'core/methods', 'core/jobs', 'core/store'],
  'core/store': ['core/base', 'core/frame'],
  'core/jobs': ['core/base', 'core/frame', 'core/learners', 'core/methods', 'core/report', 'core/store'],
  'core/api': ['core/base', 'core/frame', 'core/methods', 'core/report', 'core/run'],
  'core/host': [
    'core/base',
    'core/numeric',
    'core/frame',
    'core/learners',
    'core/import',
    'core/methods',
    'core/report',
    'core/run',
    'core/store',
    'core/jobs',
    'core/api',
  ],
};

/** Rooms that must run anywhere: no Node module may be named there. */
const PURE = ['core/base', 'core/numeric', 'core/frame', 'core/learners', 'core/methods', 'core/report'];

/** The folder beside the methods that holds what several of them are built from: all may import it, and it imports none. */
const METHOD_KIT = 'kit';

const HARD_STOP_LINES = 300;
const FORBIDDEN_NAMES = /^(utils?|helpers?|common|misc|manager|index)(\.ts)?$/;
const FORBIDDEN_CALLS = /\b(Math\.random|Date\.now|new Function|eval)\(/;

const complaints: string[] = [];
for (const file of sources('core')) inspect(file);
for (const complaint of complaints) console.error(complaint);
console.log(complaints.length === 0 ? 'Rooms are in order.' : `${complaints.length} complaints about rooms.`);
process.exitCode = complaints.length === 0 ? 0 : 1;

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (FORBIDDEN_NAMES.test(entry.name)) complaints.push(`${path}: name it after what it does.`);
    if (entry.isDirectory() && entry.name !== 'assembly') yield* sources(path);
    else if (/\.ts$/.test(entry.name) && !/\.d\.ts$/.test(entry.name)) yield path;
  }
}

function inspect(file: string): void {
  const source = readFileSync(file, 'utf8');
  const isTest = file.endsWith('.test.ts');
  const lines = source.split('\n').length - 1;
  if (!/generated\.ts$/.test(file) && lines > HARD_STOP_LINES)
    complaints.push(`${file}: ${lines} lines; the hard stop is ${HARD_STOP_LINES}.`);
  if (isTest) return;
  const room = roomOf(file);
  const isPure = PURE.includes(room);
  if (isPure && FORBIDDEN_CALLS.test(source.replace(/^\s*(\/\/|\*).*$/gm, '')))
    complaints.push(`${file}: no clock, no eval and no unseeded randomness here.`);
  for (const [, target = ''] of source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) inspectImport(file, room, target, isPure);
}

function inspectImport(file: string, room: string, target: string, isPure: boolean): void {
  if (target.startsWith('node:')) {
    if (isPure) complaints.push(`${file}: ${room} may not import ${target}.`);
    return;
  }
  if (!target.startsWith('.')) return;
  const reached = normalize(join(dirname(file), target))
    .split(sep)
    .join('/');
  const other = roomOf(reached);
  if (other !== room && !(MAY_IMPORT[room] ?? []).includes(other)) complaints.push(`${file}: ${room} may not import ${other}.`);
  const [own, theirs] = [methodOf(file), methodOf(reached)];
  if (own !== undefined && theirs !== undefined && own !== theirs && theirs !== METHOD_KIT)
    complaints.push(`${file}: ${own === METHOD_KIT ? 'the kit' : `method ${own}`} may not import method ${theirs}.`);
}

function roomOf(file: string): string {
  return file.split(sep).join('/').split('/').slice(0, 2).join('/');
}

/** The method folder (or the kit) that a file lies in; the contract and its companions lie in none. */
function methodOf(file: string): string | undefined {
  const parts = file.split(sep).join('/').split('/');
  return parts[1] === 'methods' && parts.length > 3 ? parts[2] : undefined;
}
