import { refuse } from '../base/problem.ts';
import type { Pool } from '../jobs/pool.ts';
import { hashFrame } from '../store/hashing.ts';
import type { Project } from '../store/types.ts';
import { checkDocument, type ExperimentDocument } from './document.ts';
import { datasetFingerprint } from './fingerprint.ts';
import { type LoadedData, type RunEvent, runDocument } from './runner.ts';
import { lastRun } from './stored-run.ts';

/** One step computed again, beside what the project says it gave. */
export interface ReplayedStep {
  readonly step: string;
  readonly recorded: string;
  readonly replayed: string;
  readonly isEqual: boolean;
}

export interface Replay {
  readonly runId: string;
  readonly steps: readonly ReplayedStep[];
  readonly isEqual: boolean;
}

/**
 * Computes every step of the newest finished run anew from the stored data and document, and compares the
 * bytes. Nothing is read from the cache and nothing is written.
 *
 * @throws document/broken when the project holds no finished run
 */
export async function replayProject(
  project: Project,
  pool: Pool,
  onEvent?: (event: RunEvent) => void,
  signal?: AbortSignal,
): Promise<Replay> {
  const { run, documentJson } = lastRun(project);
  const document = checkDocument(documentJson);
  const data = storedData(project, document);
  const outcomes = await runDocument({
    document,
    data,
    pool,
    ignoreCache: true,
    ...(onEvent === undefined ? {} : { onEvent }),
    ...(signal === undefined ? {} : { signal }),
  });
  const replayed = new Map(outcomes.map((outcome) => [outcome.entry.id, outcome.resultHash]));
  const steps = run.steps.map((step) => {
    const again = replayed.get(step.stepId) ?? 'not in the document';
    return { step: step.stepId, recorded: step.resultHash, replayed: again, isEqual: again === step.resultHash };
  });
  return { runId: run.runId, steps, isEqual: steps.every((step) => step.isEqual) };
}

/** The datasets of a document as the project keeps them. */
export function storedData(project: Project, document: ExperimentDocument): Map<string, LoadedData> {
  const infos = new Map(project.listDatasets().map((info) => [info.name, info]));
  return new Map(
    Object.entries(document.data).map(([name, entry]) => {
      if (entry.as === 'model') return [name, storedModel(project, name, entry.file)];
      const frame = project.getDataset(name);
      const contentHash = hashFrame(frame);
      return [
        name,
        {
          name,
          file: infos.get(name)?.sourceFile ?? entry.file,
          values: { frame },
          contentHash,
          fingerprint: datasetFingerprint(contentHash, frame),
        },
      ];
    }),
  );
}

/** Model files are kept as results of a step of their own, so that a project stays whole without them. */
export const MODEL_FILE_METHOD = 'model-file';

function storedModel(project: Project, name: string, file: string): LoadedData {
  const info = project.listSteps().findLast((step) => step.methodId === MODEL_FILE_METHOD && step.stepId === name);
  const stored = info === undefined ? undefined : project.findStep(info.fingerprint);
  if (stored === undefined)
    return refuse('data/file-missing', `The project does not hold the model "${name}".`, 'Run the document again with the model file.', {
      dataset: name,
    });
  return {
    name,
    file,
    values: stored.values as LoadedData['values'],
    contentHash: stored.fingerprint,
    fingerprint: datasetFingerprint(stored.fingerprint),
  };
}
