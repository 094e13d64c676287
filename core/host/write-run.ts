import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from '../frame/frame.ts';
import { methodNamed } from '../jobs/perform.ts';
import type { ReportDocument } from '../report/document.ts';
import { reportToHtml } from '../report/html.ts';
import type { StepOutcome } from '../run/runner.ts';
import { plotlySource } from './engine.ts';
import { writeFrameCsv, writeWhole } from './write-file.ts';

/** One step as `--json` prints it and results.json keeps it. */
export interface StepJson {
  readonly method: string;
  readonly revision: number;
  readonly seed: number;
  readonly dataHash: string;
  readonly rowCount: number | null;
  readonly blocks: readonly unknown[];
  readonly notes: readonly unknown[];
  readonly elapsedMs: number;
}

/** A step as plain JSON. */
export function stepJson(outcome: StepOutcome, seed: number, dataHash: string): StepJson {
  return {
    method: outcome.entry.method,
    revision: outcome.revision,
    seed,
    dataHash,
    rowCount: outcome.values.frame?.rowCount ?? null,
    blocks: outcome.report.blocks,
    notes: outcome.report.notes,
    elapsedMs: Math.round(outcome.elapsedMs),
  };
}

/** All steps by id. */
export function runJson(document: ReportDocument, outcomes: readonly StepOutcome[]): Record<string, unknown> {
  const dataHash = document.datasets.map((dataset) => dataset.hash).join(' ');
  const steps = Object.fromEntries(
    outcomes.map((outcome) => [
      outcome.entry.id,
      { ...stepJson(outcome, document.seed, dataHash), fingerprint: outcome.fingerprint, resultHash: outcome.resultHash },
    ]),
  );
  return { name: document.name, seed: document.seed, documentHash: document.documentHash, datasets: document.datasets, steps };
}

/** Writes report.html, results.json and one CSV per table that a step made; answers the report's path. */
export async function writeRun(folder: string, document: ReportDocument, outcomes: readonly StepOutcome[]): Promise<string> {
  mkdirSync(folder, { recursive: true });
  writeWhole(join(folder, 'results.json'), `${JSON.stringify(runJson(document, outcomes), null, 1)}\n`);
  for (const { entry, values } of outcomes) {
    const table = tableOf(entry.method, values.frame);
    if (table !== undefined) await writeFrameCsv(join(folder, `${entry.id}.csv`), table);
  }
  const report = join(folder, 'report.html');
  writeWhole(report, reportToHtml(document, plotlySource()));
  return report;
}

/** The table of a step that made or extended one; a step that only hands its input on writes nothing. */
function tableOf(method: string, frame: Frame | undefined): Frame | undefined {
  return methodNamed(method).apply === undefined ? undefined : frame;
}
