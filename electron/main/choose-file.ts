import { type BrowserWindow, dialog, type FileFilter } from 'electron';
import type { Language } from '../../core/base/text.ts';
import type { FilePurpose } from '../../core/host/workbench/file-access.ts';
import { WORDS } from './words.ts';

const TABLES = ['csv', 'tsv', 'txt', 'gz', 'parquet', 'json', 'jsonl', 'ndjson', 'xlsx'];

/** Asks for a file with the system's own dialog; null when the person thinks better of it. */
export async function chooseFile(window: BrowserWindow, purpose: FilePurpose, language: Language): Promise<string | null> {
  const any: FileFilter = { name: WORDS.anyFile[language], extensions: ['*'] };
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [filterFor(purpose, language), any],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

function filterFor(purpose: FilePurpose, language: Language): FileFilter {
  switch (purpose) {
    case 'project':
      return { name: WORDS.projectFiles[language], extensions: ['causeway', ...TABLES] };
    case 'data':
      return { name: WORDS.dataFiles[language], extensions: TABLES };
    case 'model':
      return { name: WORDS.modelFiles[language], extensions: ['txt', 'json', 'ubj'] };
  }
}
