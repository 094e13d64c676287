import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { SampleInfo } from '../../api/types.ts';
import { refuse } from '../../base/problem.ts';
import { type ExperimentDocument, parseDocument } from '../../run/document.ts';

/** Rows of the samples as their makers write them. */
const ROW_COUNTS: Readonly<Record<string, number>> = {
  'loan-offer': 100_000,
  persuadables: 40_000,
  'planted-rules': 12_000,
  'three-offers': 30_000,
};

/** The step that compares with what was planted; only a sample with known truth has it. */
const TRUTH_METHOD = 'reveal-truth';

/** A bundled experiment: its document, and the program that writes its data. */
export interface Sample {
  readonly id: string;
  readonly document: ExperimentDocument;
  /** Address of the module whose `makeSample(path, rows?)` writes the data. */
  readonly maker: string;
  /** The dataset and file that it writes. */
  readonly dataset: string;
  readonly file: string;
}

/** Where the samples lie beside the product. */
export function samplesFolder(): string {
  return fileURLToPath(new URL('../../../samples/', import.meta.url));
}

/** All samples that are whole. */
export function listSamples(folder: string, rows: number | undefined): readonly SampleInfo[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, 'experiment.json')) && makerOf(folder, id) !== undefined)
    .map((id) => {
      const { document } = readSample(folder, id);
      const methods = [...new Set(document.steps.map((step) => step.method))];
      return {
        id,
        name: document.name,
        description: document.description ?? document.name,
        rowCount: rows ?? ROW_COUNTS[id] ?? 0,
        methods,
        hasKnownTruth: methods.includes(TRUTH_METHOD),
      };
    });
}

/** One sample. @throws data/file-missing for an unknown one */
export function readSample(folder: string, id: string): Sample {
  // Only a name of a folder there is an id: "../elsewhere" is not.
  const isThere = existsSync(folder) && readdirSync(folder).includes(id);
  if (!isThere) refuse('data/file-missing', `There is no sample "${id}".`, 'Choose one from the gallery.');
  const document = parseDocument(readFileSync(join(folder, id, 'experiment.json'), 'utf8'));
  const [first] = Object.entries(document.data);
  if (first === undefined) return refuse('document/broken', `The sample "${id}" names no data.`, 'Install Causeway again.');
  const maker = pathToFileURL(makerOf(folder, id) ?? join(folder, id, 'make.ts')).href;
  return { id, document, maker, dataset: first[0], file: basename(first[1].file) };
}

/** The program that writes a sample's data: its source, or what packages carry instead. */
function makerOf(folder: string, id: string): string | undefined {
  return ['make.ts', 'make.js'].map((name) => join(folder, id, name)).find((path) => existsSync(path));
}
