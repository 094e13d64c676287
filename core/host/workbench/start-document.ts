import { type Text, verbatim } from '../../base/text.ts';
import { checkDraft, type DataEntry, type ExperimentDocument } from '../../run/document.ts';
import { MODEL_FILE_METHOD } from '../../run/replay.ts';
import type { DatasetInfo, Project } from '../../store/types.ts';
import { type DataPin, type HistoryStart, OPENED } from './history.ts';

/** New experiments start from this seed; it is part of the document and can be changed there. */
const FIRST_SEED = 20260401;

/** An experiment without data or steps. */
export function emptyDocument(name: Text): ExperimentDocument {
  return { causeway: 1, name, seed: FIRST_SEED, data: {}, steps: [] };
}

/** The newest document of a project, or one that names its datasets where none was ever stored. */
export function startOf(project: Project, name: string): HistoryStart {
  const infos = project.listDatasets();
  const stored = project.getDocument();
  const newest = project.listDocuments().at(-1);
  const document = stored === undefined ? documentOf(verbatim(name), infos) : checkDraft(stored);
  return { document, pins: pinsOf(project, document, infos), label: OPENED, at: newest?.storedAt ?? infos.at(-1)?.storedAt ?? '' };
}

/** How a dataset of the store is pinned. */
export function pinOf(info: DatasetInfo): DataPin {
  const { name, version, contentHash, rowCount, sourceFile = '', decisions } = info;
  return { name, version, hash: contentHash, rowCount, file: sourceFile, rejectCount: rejectsIn(decisions) };
}

function documentOf(name: Text, infos: readonly DatasetInfo[]): ExperimentDocument {
  return { ...emptyDocument(name), data: Object.fromEntries(infos.map((info) => [info.name, entryOf(info)])) };
}

function entryOf({ sourceFile = '', name, roles, control }: DatasetInfo): DataEntry {
  return { file: sourceFile === '' ? name : sourceFile, as: 'table', roles, ...(control === undefined ? {} : { control }), import: {} };
}

function pinsOf(project: Project, document: ExperimentDocument, infos: readonly DatasetInfo[]): DataPin[] {
  const models = Object.entries(document.data).filter(([, entry]) => entry.as === 'model');
  const steps = models.length === 0 ? [] : project.listSteps().filter((step) => step.methodId === MODEL_FILE_METHOD);
  return [
    ...infos.map(pinOf),
    ...models.flatMap(([name, { file }]) => {
      const found = steps.findLast((step) => step.stepId === name);
      return found === undefined ? [] : [{ name, version: 0, hash: found.fingerprint, rowCount: 0, file, rejectCount: 0 }];
    }),
  ];
}

function rejectsIn(decisions: unknown): number {
  const found = typeof decisions === 'object' && decisions !== null && 'rejected' in decisions ? decisions.rejected : 0;
  return typeof found === 'number' ? found : 0;
}
