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

/** What the page may run of core; of everything else it may know the types only. */
const PAGE_RUNS =
  /^core\/(api\/client|base\/(outcome|problem|text|canonical-json)|frame\/column|methods\/assumption-graph\/(graph|layout|parse|tokens)|report\/(blocks|csv|format|phrases|tokens))\.ts$/;

/** What the desktop's shell may run of core; only the engine's process runs the host. */
const SHELL_RUNS = /^core\/(base\/|report\/tokens\.ts|host\/loopback\/(policy|static-files)\.ts)/;
const COMPUTE_RUNS = /^core\/(base\/|host\/(workbench\/|loopback\/tickets\.ts))/;

const HARD_STOP_LINES = 300;
const FORBIDDEN_NAMES = /^(utils?|helpers?|common|misc|manager|index)(\.tsx?)?$/;
const FORBIDDEN_CALLS = /\b(Math\.random|Date\.now|new Function|eval)\(/;

const complaints: string[] = [];
for (const file of sources('core')) inspect(file);
for (const file of sources('renderer')) inspectPage(file);
for (const file of sources('electron')) inspectDesktop(file);
for (const complaint of complaints) console.error(complaint);
console.log(complaints.length === 0 ? 'Rooms are in order.' : `${complaints.length} complaints about rooms.`);
process.exitCode = complaints.length === 0 ? 0 : 1;

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (FORBIDDEN_NAMES.test(entry.name)) complaints.push(`${path}: name it after what it does.`);
    if (entry.isDirectory() && entry.name !== 'assembly') yield* sources(path);
    else if (/\.tsx?$/.test(entry.name) && !/\.d\.ts$/.test(entry.name)) yield path;
  }
}

function inspect(file: string): void {
  const source = read(file);
  if (file.endsWith('.test.ts')) return;
  const room = roomOf(file);
  const isPure = PURE.includes(room);
  if (isPure && FORBIDDEN_CALLS.test(source.replace(/^\s*(\/\/|\*).*$/gm, '')))
    complaints.push(`${file}: no clock, no eval and no unseeded randomness here.`);
  for (const [, target = ''] of source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) inspectImport(file, room, target, isPure);
}

/** A file's text, once its length is judged. */
function read(file: string): string {
  const source = readFileSync(file, 'utf8');
  const lines = source.split('\n').length - 1;
  if (!/generated\.ts$/.test(file) && lines > HARD_STOP_LINES)
    complaints.push(`${file}: ${lines} lines; the hard stop is ${HARD_STOP_LINES}.`);
  return source;
}

/** The page runs in a browser: no Node, little of core, and no screen knows another. */
function inspectPage(file: string): void {
  const source = read(file);
  if (file.endsWith('.test.ts')) return;
  for (const [, onlyTypes, target = ''] of source.matchAll(/(?:from|import(\s+type)?)\b[^'";]*?'([^']+)'/g)) {
    if (target.startsWith('node:')) complaints.push(`${file}: the page may not import ${target}.`);
    if (!target.startsWith('.')) continue;
    const reached = normalize(join(dirname(file), target))
      .split(sep)
      .join('/');
    const isType = onlyTypes !== undefined;
    if (!reached.startsWith('renderer/') && !(reached.startsWith('core/') && (isType || PAGE_RUNS.test(reached))))
      complaints.push(`${file}: the page may not run ${reached}${reached.startsWith('core/') ? '; import its types' : ''}.`);
    const [own, theirs] = [screenOf(file), screenOf(reached)];
    if (theirs !== undefined && theirs !== '*' && own !== theirs)
      complaints.push(`${file}: screen ${theirs} may only be imported by itself.`);
  }
}

function inspectDesktop(file: string): void {
  const source = read(file);
  const mayRun = file.split(sep).join('/').startsWith('electron/compute/') ? COMPUTE_RUNS : SHELL_RUNS;
  for (const [, onlyTypes, target = ''] of source.matchAll(/(?:from|import(\s+type)?)\b[^'";]*?'([^']+)'/g)) {
    if (!target.startsWith('.') || onlyTypes !== undefined) continue;
    const reached = normalize(join(dirname(file), target))
      .split(sep)
      .join('/');
    if (!reached.startsWith('electron/') && !mayRun.test(reached)) complaints.push(`${file}: the desktop may not run ${reached} here.`);
  }
}

/** The screen folder that a file lies in. */
function screenOf(file: string): string | undefined {
  const [room, area, screen, ...rest] = file.split(sep).join('/').split('/');
  return room === 'renderer' && area === 'screens' && rest.length > 0 ? screen : undefined;
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
