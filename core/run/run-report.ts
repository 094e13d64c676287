import { methodNamed } from '../jobs/perform.ts';
import type { ReportDataset, ReportDocument, ReportSection } from '../report/document.ts';
import type { ExperimentDocument } from './document.ts';
import type { LoadedData, StepOutcome } from './runner.ts';

/** What the host knows and a report prints. */
export interface RunFacts {
  readonly documentHash: string;
  readonly finishedAt: string;
  readonly engine: string;
}

/** Puts a finished run into the form that the report writers take. */
export function reportOfRun(
  document: ExperimentDocument,
  data: ReadonlyMap<string, LoadedData>,
  outcomes: readonly StepOutcome[],
  facts: RunFacts,
): ReportDocument {
  return {
    name: document.name,
    ...(document.description === undefined ? {} : { description: document.description }),
    seed: document.seed,
    ...facts,
    datasets: [...data.values()].map(datasetLine),
    sections: outcomes.map(sectionOf),
  };
}

function datasetLine(data: LoadedData): ReportDataset {
  return { name: data.name, file: data.file, rowCount: data.values.frame?.rowCount ?? null, hash: data.contentHash };
}

function sectionOf(outcome: StepOutcome): ReportSection {
  const { text, citation } = methodNamed(outcome.entry.method);
  const { title, purpose, assumptions, reading, pitfalls } = text;
  return {
    step: outcome.entry.id,
    method: outcome.entry.method,
    revision: outcome.revision,
    title,
    purpose,
    citation,
    assumptions,
    reading,
    pitfalls,
    spec: outcome.spec,
    from: outcome.entry.from,
    fingerprint: outcome.fingerprint,
    resultHash: outcome.resultHash,
    rowCount: outcome.values.frame?.rowCount ?? null,
    elapsedMs: outcome.elapsedMs,
    report: outcome.report,
  };
}
