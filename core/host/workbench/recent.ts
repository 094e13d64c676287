import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, resolve, sep } from 'node:path';
import { z } from 'zod';
import type { RecentProject } from '../../api/types.ts';
import { refuse } from '../../base/problem.ts';
import { sha256 } from '../../base/sha256.ts';
import type { AppFolder } from './app-folder.ts';

const FILE = 'recent.json';
const MOST = 20;

const entry = z.object({ path: z.string(), name: z.string(), openedAt: z.string() });
type Entry = z.infer<typeof entry>;

/** Projects opened before, newest first. */
export function listRecent(folder: AppFolder): readonly RecentProject[] {
  return readEntries(folder).map(({ path, name, openedAt }) => ({
    id: idOf(path),
    name,
    place: placeOf(path),
    openedAt,
    isMissing: !existsSync(path),
  }));
}

/** Puts a project at the head of the list. */
export function rememberProject(folder: AppFolder, given: Entry): void {
  const path = resolve(given.path);
  const others = readEntries(folder).filter((other) => other.path !== path);
  folder.write(FILE, [{ ...given, path }, ...others].slice(0, MOST));
}

/** Takes a project off the list; the project itself stays where it is. */
export function forgetProject(folder: AppFolder, id: string): void {
  folder.write(
    FILE,
    readEntries(folder).filter((other) => idOf(other.path) !== id),
  );
}

/** The path that an entry of the list stands for. @throws data/file-missing */
export function pathOfRecent(folder: AppFolder, id: string): string {
  const found = readEntries(folder).find((other) => idOf(other.path) === id);
  return found?.path ?? refuse('data/file-missing', 'This project is not on the list any more.', 'Open its file instead.');
}

/** The folder of a project, shortened for people. */
export function placeOf(path: string): string {
  const folder = dirname(resolve(path));
  const home = homedir();
  return folder === home || folder.startsWith(home + sep) ? `~${folder.slice(home.length)}` : folder;
}

/** The page knows a project of the list by this; it says nothing about the path. */
function idOf(path: string): string {
  return sha256(path).slice(0, 24);
}

function readEntries(folder: AppFolder): readonly Entry[] {
  const found = folder.read(FILE);
  return Array.isArray(found) ? found.flatMap((each) => entry.safeParse(each).data ?? []) : [];
}
