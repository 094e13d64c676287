import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { refuse } from '../base/problem.ts';
import { sha256 } from '../base/sha256.ts';
import type { StopSignal } from '../base/work.ts';
import { type Frame, listNames, withRoles } from '../frame/frame.ts';
import { importFile } from '../import/import-file.ts';
import type { ImportOptions, ImportResult } from '../import/import-result.ts';
import { readModelText } from '../learners/exchange/read-model.ts';
import type { DataEntry, ExperimentDocument } from '../run/document.ts';
import { datasetFingerprint } from '../run/fingerprint.ts';
import type { LoadedData } from '../run/runner.ts';
import { hashFrame } from '../store/hashing.ts';

/** A dataset as it came from its file, with what the reader decided on the way. */
export interface LoadedFile extends LoadedData {
  readonly imported?: ImportResult;
}

export interface LoadOptions {
  /** The folder that the document's file names are relative to. */
  readonly folder: string;
  /** Files given on the command line instead of the document's own, by dataset name. */
  readonly replaced: ReadonlyMap<string, string>;
  readonly onProgress?: (name: string, share: number) => void;
}

const NEVER: StopSignal = { aborted: false, throwIfAborted: () => undefined };

/** Reads all data of a document. @throws the reader's problems, with the file named */
export async function loadData(document: ExperimentDocument, options: LoadOptions): Promise<Map<string, LoadedFile>> {
  for (const name of options.replaced.keys()) {
    if (!Object.hasOwn(document.data, name)) {
      refuse('usage/wrong-arguments', `The document has no dataset "${name}".`, `Its datasets: ${Object.keys(document.data).join(', ')}.`, {
        option: 'data',
      });
    }
  }
  const loaded = new Map<string, LoadedFile>();
  for (const [name, entry] of Object.entries(document.data)) {
    const given = options.replaced.get(name);
    const path = given === undefined ? resolve(options.folder, entry.file) : resolve(given);
    loaded.set(name, entry.as === 'model' ? loadModel(name, path) : await loadTable(name, path, entry, options));
  }
  return loaded;
}

async function loadTable(name: string, path: string, entry: DataEntry, options: LoadOptions): Promise<LoadedFile> {
  const progress = (share: number): void => options.onProgress?.(name, share);
  const imported = await importFile(path, entry.import as ImportOptions, { signal: NEVER, progress });
  const frame = assignRoles(imported.frame, entry, path);
  const contentHash = hashFrame(frame);
  return { name, file: basename(path), values: { frame }, contentHash, fingerprint: datasetFingerprint(contentHash, frame), imported };
}

/** Puts the document's roles on a table. @throws data/unknown-column */
function assignRoles(frame: Frame, entry: DataEntry, path: string): Frame {
  for (const column of Object.keys(entry.roles)) {
    if (!frame.columns.has(column)) {
      refuse(
        'data/unknown-column',
        `The document gives a role to "${column}", but ${basename(path)} has no such column.`,
        `Columns there: ${listNames(frame)}.`,
        { column, file: path },
      );
    }
  }
  return withRoles(frame, Object.entries(entry.roles), entry.control);
}

/** Reads a trained model from a LightGBM or XGBoost file. @throws data/file-missing, model/malformed … */
export function loadModel(name: string, path: string): LoadedFile {
  const text = readModelFile(path);
  const contentHash = sha256(text);
  return { name, file: basename(path), values: { model: readModelText(text) }, contentHash, fingerprint: datasetFingerprint(contentHash) };
}

function readModelFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'EISDIR') return refuse('data/not-a-file', `${path} is a folder.`, 'Name the model file in it.', { file: path });
    return refuse(
      'data/file-missing',
      `The model file ${path} could not be read (${code ?? 'unknown'}).`,
      'Check the path and your permission to read it.',
      { file: path },
    );
  }
}
