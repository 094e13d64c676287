import { basename } from 'node:path';
import { sha256 } from '../../base/sha256.ts';
import { importFile } from '../../import/import-file.ts';

import { type Arguments, needed, onlyPositional } from '../arguments.ts';
import { openOrCreateProject } from '../open-project.ts';
import { terminalLanguage } from '../print-report.ts';
import { printReadProgress } from '../progress-line.ts';

/** causeway import: a file becomes a dataset of a project; rejected rows and decisions are kept with it. */
export async function importCommand(args: Arguments): Promise<number> {
  const file = onlyPositional('import', 'FILE', args);
  const path = needed('import', 'project', args.project);
  const name = args.name ?? datasetName(file);
  const show = printReadProgress();
  const imported = await importFile(
    file,
    {},
    { signal: { aborted: false, throwIfAborted: () => undefined }, progress: (share) => show(name, share) },
  );
  const project = openOrCreateProject(path);
  try {
    const decisions = JSON.parse(
      JSON.stringify({ decisions: imported.decisions, rejected: imported.rejectCount, rejects: imported.rejects }),
    );
    const info = project.putDataset(name, imported.frame, { sourceFile: basename(file), decisions });
    if (args.json)
      process.stdout.write(
        `${JSON.stringify({ ...info, decisions: imported.decisions, notes: imported.notes, rejectCount: imported.rejectCount })}\n`,
      );
    else {
      process.stdout.write(
        `${name}: ${info.rowCount} rows, ${info.columnNames.length} columns, ${imported.rejectCount} rejected. ${info.contentHash}\n`,
      );
      for (const note of imported.notes) process.stdout.write(`  ! ${note.message[terminalLanguage()]}\n`);
    }
    return 0;
  } finally {
    project.close();
  }
}

/** A dataset is called after its file; a name that holds nothing usable is called after its hash. */
function datasetName(file: string): string {
  const stem = basename(file).split('.')[0] ?? '';
  const name = stem.replaceAll(/[^\p{L}\p{N}_-]+/gu, '_');
  return /^[\p{L}\p{N}_]/u.test(name) ? name : `data_${sha256(file).slice(0, 8)}`;
}
