import { basename } from 'node:path';
import type { ImportView, PreviewView, RejectView } from '../../api/import-types.ts';
import { refuse } from '../../base/problem.ts';
import { text } from '../../base/text.ts';
import type { Role } from '../../frame/column.ts';
import { listNames } from '../../frame/frame.ts';
import type { Decision, ImportOptions, ImportPreview, ImportResult, Reject } from '../../import/import-result.ts';
import { checkDraft, type DataEntry, type ExperimentDocument } from '../../run/document.ts';
import { MODEL_FILE_METHOD } from '../../run/replay.ts';
import { loadModel } from '../load-data.ts';
import type { BackThread } from './back/back-thread.ts';
import { columnsOf } from './cards.ts';
import type { HeldFile } from './file-access.ts';
import { type DataPin, plain } from './history.ts';
import type { JobContext } from './jobs.ts';
import { looksLikeModel } from './model-file.ts';
import type { Session } from './session.ts';
import { pinNamed } from './shelf.ts';
import { pinOf } from './start-document.ts';

/** What the page says about a file that is to become a dataset. */
export interface ImportRequest {
  readonly name: string;
  readonly as: 'table' | 'model';
  readonly options: ImportOptions;
  readonly roles: Readonly<Record<string, Role>>;
  readonly control?: string | undefined;
}

/** The beginning of a file, with every guess shown. @throws the reader's problems */
export async function previewData(file: HeldFile, options: ImportOptions, thread: BackThread, signal: AbortSignal): Promise<PreviewView> {
  if (looksLikeModel(file.path)) return MODEL_PREVIEW;
  return previewView(await thread.ask('preview', { path: file.path, options: { ...options, acceptGuesses: false } }, { signal }));
}

/**
 * Reads a file into the project and puts it into the document, as one step of its history. Under a name that is taken
 * the new rows replace the old ones; going back in the history brings those back.
 *
 * @throws the reader's problems; data/unknown-column for a role of a column that is not there
 */
export async function importData(
  file: HeldFile,
  request: ImportRequest,
  session: Session,
  thread: BackThread,
  job: JobContext,
): Promise<void> {
  const pin = request.as === 'model' ? importModel(file, request, session) : await importTable(file, request, session, thread, job);
  const { document, pins } = session.history.current;
  const { name } = request;
  session.history.push(
    checkDraft(plain(withData(document, name, entryOf(file, request, document.data[name])))),
    text(`Import ${name}`, `导入 ${name}`),
    [...pins.filter((other) => other.name !== name), pin],
  );
}

/** How a dataset was read. @throws data/file-missing */
export function importView(name: string, session: Session): ImportView {
  const moment = session.history.current;
  const pin = pinNamed(name, moment);
  if (pin === undefined) return refuse('data/file-missing', `There is no dataset "${name}".`, 'Import its file.', { dataset: name });
  const kept = session.project.listDatasets().find((info) => info.name === name)?.decisions as Partial<KeptDecisions> | null | undefined;
  return {
    name,
    file: pin.file,
    decisions: (kept?.decisions ?? []).map(decisionView),
    rejects: (kept?.rejects ?? []).map(rejectView),
    rejectCount: pin.rejectCount,
  };
}

/** What the store keeps of the reader's word. */
interface KeptDecisions {
  readonly decisions: readonly Decision[];
  readonly rejected: number;
  readonly rejects: readonly Reject[];
}

async function importTable(
  file: HeldFile,
  { name, options, roles }: ImportRequest,
  session: Session,
  thread: BackThread,
  job: JobContext,
): Promise<DataPin> {
  const read = await thread.ask(
    'import',
    { path: file.path, options: { ...options, acceptGuesses: false } },
    { signal: job.signal, onProgress: (share, what) => job.progress(0.9 * share, what) },
  );
  requireColumns(read, roles, file.name);
  job.signal.throwIfAborted();
  return await keepTable(name, file.name, read, session, job);
}

/** Stores a table that was read, column by column with pauses, so that others are answered meanwhile. */
export async function keepTable(name: string, file: string, read: ImportResult, session: Session, job: JobContext): Promise<DataPin> {
  await session.project.keepColumns(read.frame, async (share) => {
    job.progress(0.9 + 0.1 * share, file);
    await new Promise((resolve) => setImmediate(resolve));
    job.signal.throwIfAborted();
  });
  const kept: KeptDecisions = { decisions: read.decisions, rejected: read.rejectCount, rejects: read.rejects };
  const info = session.project.putDataset(name, read.frame, { sourceFile: file, decisions: JSON.parse(JSON.stringify(kept)) });
  session.shelf.putTable(info.contentHash, read.frame);
  return pinOf(info);
}

function importModel(file: HeldFile, { name }: ImportRequest, session: Session): DataPin {
  const { values, contentHash } = loadModel(name, file.path);
  const record = {
    fingerprint: contentHash,
    stepId: name,
    methodId: MODEL_FILE_METHOD,
    revision: 1,
    spec: { file: file.name },
    inputs: [],
  };
  session.project.putStep(record, values, null);
  return { name, version: 0, hash: contentHash, rowCount: 0, file: file.name, rejectCount: 0 };
}

function requireColumns({ frame }: ImportResult, roles: Readonly<Record<string, Role>>, file: string): void {
  const column = Object.keys(roles).find((name) => !frame.columns.has(name));
  if (column !== undefined)
    refuse('data/unknown-column', `"${file}" has no column "${column}".`, `Columns there: ${listNames(frame)}.`, { column });
}

function withData(document: ExperimentDocument, name: string, entry: DataEntry): ExperimentDocument {
  return { ...document, data: Object.fromEntries([...Object.entries(document.data).filter(([other]) => other !== name), [name, entry]]) };
}

/** What the columns mean stays as it was when newer rows come in under the same name. */
function entryOf(file: HeldFile, { as, options, roles, control }: ImportRequest, before: DataEntry | undefined): DataEntry {
  const base = { file: basename(file.name), as, roles, import: as === 'model' ? {} : { ...options, acceptGuesses: false } };
  const meanings = before?.meanings;
  return { ...base, ...(control === undefined ? {} : { control }), ...(meanings === undefined ? {} : { meanings }) };
}

const MODEL_PREVIEW: PreviewView = {
  as: 'model',
  columns: [],
  rows: [],
  decisions: [],
  rejects: [],
  rejectCount: 0,
  notes: [],
  isPartial: false,
};

function previewView(preview: ImportPreview): PreviewView {
  return {
    as: 'table',
    columns: columnsOf(preview.frame),
    rows: preview.sampleRows,
    decisions: preview.decisions.map(decisionView),
    rejects: preview.rejects.map(rejectView),
    rejectCount: preview.rejectCount,
    notes: preview.notes,
    isPartial: preview.isPartial,
  };
}

function decisionView({ what, chosen, evidence, alternatives, option, certainty }: Decision): PreviewView['decisions'][number] {
  return { what, chosen, evidence, alternatives, option, isQuestion: certainty !== 'sure' };
}

function rejectView({ line, column, kind, text: words }: Reject): RejectView {
  return { line, column, kind, text: words };
}
