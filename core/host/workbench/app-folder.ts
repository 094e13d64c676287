import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../write-file.ts';

/** The host's own folder: settings, the recent list, projects made here, samples, uploads and exports. */
export interface AppFolder {
  readonly path: string;
  readonly projects: string;
  readonly samples: string;
  readonly exports: string;
  /** Reads a small JSON file; undefined when it is absent or was damaged: nothing in here is worth refusing to start. */
  read(name: string): unknown;
  /** Writes a small JSON file, whole or not at all. @throws resource/disk, resource/permission */
  write(name: string, value: unknown): void;
}

/** Opens the folder, making what is not there yet. */
export function openAppFolder(path: string): AppFolder {
  const folder = {
    path,
    projects: join(path, 'projects'),
    samples: join(path, 'samples'),
    exports: join(path, 'exports'),
  };
  for (const each of Object.values(folder)) mkdirSync(each, { recursive: true });
  return {
    ...folder,
    read(name) {
      try {
        return JSON.parse(readFileSync(join(path, name), 'utf8'));
      } catch {
        return undefined;
      }
    },
    write: (name, value) => writeWhole(join(path, name), `${JSON.stringify(value, null, 1)}\n`),
  };
}
