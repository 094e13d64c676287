import { canonicalJson } from '../base/canonical-json.ts';
import { refuse } from '../base/problem.ts';
import type { Frame } from '../frame/frame.ts';
import { keepColumn } from './contents.ts';
import { describeFrame, type FrameRecord, getFrame, putFrame } from './frames.ts';
import { type Desk, getRecord, newestRecords, putRecord } from './records.ts';
import type { DatasetInfo, DatasetMeta } from './types.ts';

type DatasetBody = {
  readonly frame: FrameRecord;
  readonly sourceFile: string | null;
  readonly decisions: unknown;
  readonly storedAt: string;
};

/** Stores a frame under a name, as a new version unless nothing about it is new. Call it inside a transaction. */
export function putDataset(desk: Desk, name: string, frame: Frame, meta: DatasetMeta): DatasetInfo {
  const newest = getRecord(desk, 'dataset', name);
  const kept: Omit<DatasetBody, 'storedAt'> = {
    frame: describeFrame(desk, frame),
    sourceFile: meta.sourceFile ?? null,
    decisions: meta.decisions ?? null,
  };
  if (newest !== undefined) {
    const { storedAt: _, ...before } = newest.body as DatasetBody;
    if (canonicalJson(before) === canonicalJson(kept)) return infoOf(name, newest.version, newest.body as DatasetBody);
  }
  putFrame(desk, frame);
  const at = desk.clock();
  const body: DatasetBody = { ...kept, storedAt: at };
  const version = (newest?.version ?? 0) + 1;
  const detail = { contentHash: body.frame.hash, rowCount: frame.rowCount, sourceFile: body.sourceFile, decisions: body.decisions };
  putRecord(desk, { kind: 'dataset', verb: 'put', name, version, body, detail }, at);
  return infoOf(name, version, body);
}

/** Stores the columns of a frame ahead of `putDataset`, which then finds them there. */
export async function keepColumns(desk: Desk, frame: Frame, pause: (share: number) => Promise<void>): Promise<void> {
  const columns = [...frame.columns.values()];
  for (const [index, column] of columns.entries()) await keepColumn(desk, column, () => pause(index / columns.length));
}

/** Reads a dataset back, checked. */
export function getDataset(desk: Desk, name: string, version?: number): Frame {
  const found = getRecord(desk, 'dataset', name, version);
  if (found === undefined) {
    const names = newestRecords(desk, 'dataset').map((record) => record.name);
    const known = names.length === 0 ? 'The project holds no dataset yet; import one.' : `Datasets here: ${names.slice(0, 12).join(', ')}.`;
    return refuse('data/file-missing', `There is no dataset "${name}"${version === undefined ? '' : ` in version ${version}`}.`, known, {
      dataset: name,
    });
  }
  return getFrame(desk, (found.body as DatasetBody).frame, { dataset: name });
}

/** The newest version of every dataset, by name. */
export function listDatasets(desk: Desk): DatasetInfo[] {
  return newestRecords(desk, 'dataset').map(({ name, version, body }) => infoOf(name, version, body as DatasetBody));
}

function infoOf(name: string, version: number, body: DatasetBody): DatasetInfo {
  const { frame, sourceFile, decisions, storedAt } = body;
  return {
    name,
    version,
    decisions,
    storedAt,
    rowCount: frame.rowCount,
    columnNames: frame.columns.map((column) => column.name),
    contentHash: frame.hash,
    roles: frame.roles,
    ...(sourceFile === null ? {} : { sourceFile }),
    ...(frame.control === null ? {} : { control: frame.control }),
  };
}
