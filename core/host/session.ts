import { randomUUID } from 'node:crypto';
import { canonicalJson } from '../base/canonical-json.ts';
import { problemOf } from '../base/problem.ts';
import { sha256 } from '../base/sha256.ts';
import { Pool } from '../jobs/pool.ts';
import type { ReportDocument } from '../report/document.ts';
import type { ExperimentDocument } from '../run/document.ts';
import { MODEL_FILE_METHOD } from '../run/replay.ts';
import { reportOfRun } from '../run/run-report.ts';
import { type RunEvent, runDocument, type StepOutcome } from '../run/runner.ts';
import type { Project } from '../store/types.ts';
import { appVersion, engineName, engineVersions } from './engine.ts';
import type { LoadedFile } from './load-data.ts';

/** A finished run, ready to be printed or written. */
export interface FinishedRun {
  readonly outcomes: readonly StepOutcome[];
  readonly report: ReportDocument;
}

export interface SessionRequest {
  readonly document: ExperimentDocument;
  readonly data: ReadonlyMap<string, LoadedFile>;
  readonly project?: Project | undefined;
  readonly threads?: number | undefined;
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
}

/** Runs a document with a pool of its own; with a project, everything about the run is kept there. */
export async function runSession(request: SessionRequest): Promise<FinishedRun> {
  const { document, data, project } = request;
  const documentHash = sha256(canonicalJson(document));
  const runId = randomUUID();
  if (project !== undefined) beginRun(project, request, { runId, documentHash });
  const pool = new Pool(request.threads === undefined ? {} : { threads: request.threads });
  const cancel = new AbortController();
  const stop = (): void => cancel.abort();
  process.once('SIGINT', stop);
  try {
    const outcomes = await runDocument({
      document,
      data,
      pool,
      signal: cancel.signal,
      ...(project === undefined ? {} : { project }),
      ...(request.onEvent === undefined ? {} : { onEvent: request.onEvent }),
    });
    project?.finishRun(runId, { finishedAt: new Date().toISOString(), state: 'done', steps: outcomes.map(runStep) });
    const facts = { documentHash, finishedAt: new Date().toISOString(), engine: engineName() };
    return { outcomes, report: reportOfRun(document, data, outcomes, facts) };
  } catch (error) {
    const problem = problemOf(error);
    const state = problem.kind === 'cancelled' ? 'cancelled' : 'failed';
    project?.finishRun(runId, {
      finishedAt: new Date().toISOString(),
      state,
      steps: [],
      problem: JSON.parse(JSON.stringify(problem)),
    });
    throw error;
  } finally {
    process.removeListener('SIGINT', stop);
    await pool.close();
  }
}

function beginRun(
  project: Project,
  { document, data }: SessionRequest,
  run: { readonly runId: string; readonly documentHash: string },
): void {
  project.transaction(() => {
    for (const [name, loaded] of data) keepData(project, name, loaded);
    project.putDocument(JSON.parse(JSON.stringify(document)));
    project.startRun({
      ...run,
      seed: document.seed,
      startedAt: new Date().toISOString(),
      appVersion: appVersion(),
      engineVersions: engineVersions(),
    });
  });
}

function keepData(project: Project, name: string, { file, values, contentHash, imported }: LoadedFile): void {
  if (values.frame !== undefined) {
    const decisions =
      imported === undefined ? null : JSON.parse(JSON.stringify({ decisions: imported.decisions, rejected: imported.rejectCount }));
    project.putDataset(name, values.frame, { sourceFile: file, decisions });
    return;
  }
  project.putStep(
    { fingerprint: contentHash, stepId: name, methodId: MODEL_FILE_METHOD, revision: 1, spec: { file }, inputs: [] },
    values,
    null,
  );
}

function runStep(outcome: StepOutcome): { stepId: string; fingerprint: string; resultHash: string; fromCache: boolean } {
  return { stepId: outcome.entry.id, fingerprint: outcome.fingerprint, resultHash: outcome.resultHash, fromCache: outcome.isFromCache };
}
