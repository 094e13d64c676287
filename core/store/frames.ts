import { CausewayError, damaged } from '../base/problem.ts';
import type { Column, Role } from '../frame/column.ts';
import { type Frame, makeFrame } from '../frame/frame.ts';
import { getColumn, putColumn } from './contents.ts';
import { hashColumns } from './hashing.ts';
import type { Desk } from './records.ts';

/** A frame as a record names it: its columns by hash. A type, not an interface, so that it passes as JSON. */
export type FrameRecord = {
  readonly rowCount: number;
  readonly columns: readonly { readonly name: string; readonly hash: string }[];
  readonly roles: Readonly<Record<string, Role>>;
  readonly control: string | null;
  /** `hashFrame` of the content. */
  readonly hash: string;
};

/** Stores the columns that are new and says how to find all of them. Call it inside a transaction. */
export function putFrame(desk: Desk, frame: Frame): FrameRecord {
  const columns = [...frame.columns].map(([name, column]) => ({ name, hash: putColumn(desk, column) }));
  return { ...describeFrame(desk, frame), columns };
}

/** The record that a frame would get, without storing it. */
export function describeFrame(desk: Desk, frame: Frame): FrameRecord {
  return {
    rowCount: frame.rowCount,
    columns: [...frame.columns].map(([name, column]) => ({ name, hash: desk.hasher.column(column) })),
    roles: Object.fromEntries(frame.roles),
    control: frame.control ?? null,
    hash: desk.hasher.frame(frame),
  };
}

/**
 * Reads a frame back.
 *
 * @throws store/damaged naming the column and chunk
 */
export function getFrame(desk: Desk, record: FrameRecord, place: { readonly dataset?: string; readonly step?: string }): Frame {
  const pairs = record.columns.map(({ name, hash }): [string, string] => [name, hash]);
  if (hashColumns(record.rowCount, pairs) !== record.hash) damaged('The columns of a table are not those that were written.', place);
  const columns = record.columns.map(({ name, hash }): [string, Column] => [name, named(name, place, () => getColumn(desk, hash))]);
  const roles = Object.entries(record.roles);
  const frame = makeFrame(columns, record.control === null ? { roles } : { roles, control: record.control });
  // A table without columns still knows how many rows it has.
  return { ...frame, rowCount: record.rowCount };
}

function named<T>(column: string, place: { readonly dataset?: string; readonly step?: string }, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CausewayError)) throw error;
    const owner = place.dataset === undefined ? `step "${place.step}"` : `dataset "${place.dataset}"`;
    return damaged(`Column "${column}" of ${owner} cannot be read. ${error.message}`, { ...place, column }, error);
  }
}
