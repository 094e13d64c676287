import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { refuse } from '../../base/problem.ts';
import { type ExperimentDocument, parseDocument } from '../../run/document.ts';
import { orderSteps } from '../../run/graph.ts';
import { precheck } from '../../run/precheck.ts';
import { type Arguments, onlyPositional } from '../arguments.ts';
import { loadData } from '../load-data.ts';
import { openOrCreateProject } from '../open-project.ts';
import { stepText, terminalLanguage } from '../print-report.ts';
import { printProgress, printReadProgress } from '../progress-line.ts';
import { type FinishedRun, runSession } from '../session.ts';
import { runJson, writeRun } from '../write-run.ts';

/** causeway run: all steps of a document. */
export async function runCommand(args: Arguments): Promise<number> {
  const file = onlyPositional('run', 'experiment.json', args);
  const document = readDocument(file);
  const { finished, reportPath } = await runFile({
    document,
    folder: dirname(resolve(file)),
    replaced: replacedFiles(args.data),
    out: args.out,
    threads: args.threads,
  });
  if (args.json) process.stdout.write(`${JSON.stringify(runJson(finished.report, finished.outcomes))}\n`);
  else {
    for (const outcome of finished.outcomes) process.stdout.write(`${stepText(outcome, terminalLanguage())}\n`);
    process.stdout.write(reportPath === undefined ? 'Nothing was written; add --out DIR for the report.\n' : `Report: ${reportPath}\n`);
  }
  return 0;
}

export interface RunFile {
  readonly document: ExperimentDocument;
  readonly folder: string;
  readonly replaced: ReadonlyMap<string, string>;
  readonly out: string | undefined;
  readonly threads: number | undefined;
}

/** Runs a document and, where a folder is given, writes everything about the run into it. */
export async function runFile(run: RunFile): Promise<{ finished: FinishedRun; reportPath: string | undefined }> {
  // Wrong wiring is found before a byte of data is read.
  orderSteps(run.document);
  const data = await loadData(run.document, { folder: run.folder, replaced: run.replaced, onProgress: printReadProgress() });
  // Nothing is written for a run that cannot start.
  precheck(run.document, data);
  const isNewFolder = run.out !== undefined && !existsSync(run.out);
  const project = run.out === undefined ? undefined : openProjectIn(run.out);
  let hasResults = true;
  try {
    const finished = await runSession({ document: run.document, data, project, threads: run.threads, onEvent: printProgress() });
    const reportPath = run.out === undefined ? undefined : await writeRun(run.out, finished.report, finished.outcomes);
    return { finished, reportPath };
  } catch (error) {
    hasResults = project === undefined || project.listSteps().length > 0;
    throw error;
  } finally {
    project?.close();
    // A run that failed before its first result leaves no folder behind; later failures keep what was computed.
    if (isNewFolder && !hasResults && run.out !== undefined) rmSync(run.out, { recursive: true, force: true });
  }
}

function openProjectIn(folder: string): ReturnType<typeof openOrCreateProject> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    return refuse(
      'resource/permission',
      `The folder ${folder} could not be made (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}).`,
      'Choose a folder that you may write to.',
      { file: folder },
    );
  }
  return openOrCreateProject(join(folder, 'project.causeway'));
}

/** Reads an experiment document. @throws data/file-missing, data/not-a-file, document/broken */
export function readDocument(file: string): ExperimentDocument {
  return parseDocument(readText(file, 'experiment document'), file);
}

/** Reads a small text file that the user named. @throws data/file-missing, data/not-a-file */
export function readText(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'EISDIR') return refuse('data/not-a-file', `${file} is a folder, not an ${what}.`, `Name the ${what} itself.`, { file });
    return refuse(
      'data/file-missing',
      `The ${what} ${file} could not be read (${code ?? 'unknown'}).`,
      'Check the path and your permission to read it.',
      { file },
    );
  }
}

function replacedFiles(pairs: readonly string[]): Map<string, string> {
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1)
        refuse('usage/wrong-arguments', `--data "${pair}" does not say which dataset it is.`, 'Write --data name=path.', {
          option: 'data',
        });
      return [pair.slice(0, at), pair.slice(at + 1)] as const;
    }),
  );
}
