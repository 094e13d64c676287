import { checkDocument } from '../../run/document.ts';
import { storedData } from '../../run/replay.ts';
import { reportOfRun } from '../../run/run-report.ts';
import { storedOutcomes } from '../../run/stored-run.ts';
import { openProject } from '../../store/project.ts';
import { type Arguments, needed, onlyPositional } from '../arguments.ts';
import { writeRun } from '../write-run.ts';

/** causeway export: the last run's report and tables, written again from the project alone. */
export async function exportCommand(args: Arguments): Promise<number> {
  const folder = needed('export', 'to', args.to);
  const project = openProject(onlyPositional('export', 'project', args), { readOnly: true });
  try {
    const { run, documentJson, outcomes } = storedOutcomes(project);
    const document = checkDocument(documentJson);
    const facts = { documentHash: run.documentHash, finishedAt: run.finishedAt ?? run.startedAt, engine: `Causeway ${run.appVersion}` };
    const path = await writeRun(folder, reportOfRun(document, storedData(project, document), outcomes, facts), outcomes);
    process.stdout.write(args.json ? `${JSON.stringify({ report: path })}\n` : `Report: ${path}\n`);
    return 0;
  } finally {
    project.close();
  }
}
