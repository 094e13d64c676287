import { refuse } from '../base/problem.ts';
import type { StepValues } from '../methods/contract.ts';
import type { Report } from '../report/blocks.ts';
import type { Project, RunInfo } from '../store/types.ts';
import { checkDocument, type StepEntry } from './document.ts';
import type { StepOutcome } from './runner.ts';

/** A finished run as a project keeps it. */
export interface StoredRun {
  readonly run: RunInfo;
  readonly documentJson: unknown;
  readonly outcomes: readonly StepOutcome[];
}

/**
 * The newest finished run and the document it ran.
 *
 * @throws document/broken when the project holds none
 */
export function lastRun(project: Project): { readonly run: RunInfo; readonly documentJson: unknown } {
  const run = project.listRuns().findLast((candidate) => candidate.state === 'done');
  if (run === undefined) return refuse('document/broken', 'This project holds no finished run.', 'Run its document first: causeway run.');
  const version = project.listDocuments().find((candidate) => candidate.hash === run.documentHash);
  const documentJson = version === undefined ? undefined : project.getDocument(version.version);
  if (documentJson === undefined)
    return refuse('document/broken', 'The document of the last run is not in this project.', 'Restore the project from a backup.');
  return { run, documentJson };
}

/** Reads the results of the newest finished run back, without computing anything. @throws document/broken, store/damaged */
export function storedOutcomes(project: Project): StoredRun {
  const { run, documentJson } = lastRun(project);
  const entries = new Map(checkDocument(documentJson).steps.map((step) => [step.id, step]));
  const outcomes = run.steps.flatMap((step) => {
    const entry = entries.get(step.stepId);
    return entry === undefined ? [] : [readOutcome(project, entry, step.fingerprint)];
  });
  return { run, documentJson, outcomes };
}

function readOutcome(project: Project, entry: StepEntry, fingerprint: string): StepOutcome {
  const stored = project.findStep(fingerprint);
  if (stored === undefined)
    return refuse('document/broken', `The result of step "${entry.id}" is not in this project.`, 'Run the document again.', {
      step: entry.id,
    });
  const { revision, spec, resultHash, values, report } = stored;
  return {
    entry,
    revision,
    spec,
    fingerprint,
    resultHash,
    isFromCache: true,
    elapsedMs: 0,
    values: values as StepValues,
    report: report as Report,
  };
}
