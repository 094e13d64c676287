import { text } from '../../base/text.ts';
import type { Column } from '../../frame/column.ts';
import { makeFrame } from '../../frame/frame.ts';
import { reportColumn } from '../column-report.ts';
import { guessNotes, questionsAmong, refuseRisks } from '../decisions.ts';
import { assertUnchanged } from '../file-source.ts';
import type { Decision, ImportNote, ImportOptions, ImportPreview, ImportResult, ImportRun } from '../import-result.ts';
import { chooseLayout } from './choose-layout.ts';
import { type OpenedText, openSample, type TextInput } from './open-sample.ts';
import { type ReadExtent, type ReadTable, readTable, WHOLE_FILE } from './read-table.ts';
import { cellString, sampleRows } from './sample-rows.ts';
import type { TableLayout } from './table-layout.ts';

/** Rows that a preview reads and shows. */
const PREVIEW_ROWS = 1000;

/**
 * Reads a text table into typed columns.
 *
 * @throws data/empty, data/ambiguous, data/unreadable, data/too-large, data/file-changed, option/invalid, resource/memory,
 *   cancelled/by-user
 * Cost: one pass over the file, one more for columns whose kind the beginning of the file did not show.
 */
export async function readCsv(
  input: TextInput,
  options: ImportOptions,
  run: ImportRun,
  extent: ReadExtent = WHOLE_FILE,
): Promise<ImportResult> {
  const { result } = await readOpened(input, await openSample(input, options), { options, run, extent });
  return result;
}

/** Reads the first rows with the same rules; every guess is taken and shown. */
export async function previewCsv(input: TextInput, options: ImportOptions, run: ImportRun): Promise<ImportPreview> {
  const asked = { ...options, acceptGuesses: false };
  const opened = await openSample(input, asked);
  const { result, layout, isPartial } = await readOpened(input, opened, { options: asked, run, extent: { maxRows: PREVIEW_ROWS } });
  const from = { ...opened.sample, fromByte: layout.dataByte, fromLine: layout.dataLine };
  const rows = sampleRows(from, layout.dialect, PREVIEW_ROWS).filter((row) => !row.isBlank);
  const shown = rows.map((row) => layout.names.map((_, column) => cellString(row.cells[column]) || null));
  return { ...result, sampleRows: shown, isPartial };
}

interface Reading {
  readonly options: ImportOptions;
  readonly run: ImportRun;
  readonly extent: ReadExtent;
}

interface ReadOutcome {
  readonly result: ImportResult;
  readonly layout: TableLayout;
  readonly isPartial: boolean;
}

async function readOpened(input: TextInput, opened: OpenedText, reading: Reading): Promise<ReadOutcome> {
  const { options, run, extent } = reading;
  const { source, sample, encoding } = opened;
  const { name } = input.file;
  const layout = chooseLayout(sample, options, name);
  const early = [...input.decisions, encoding.decision, ...layout.decisions];
  refuseRisks(early, options, name);
  const read = await readTable({ source, layout, options, run, extent });
  // The beginning of the file was plain ASCII; only later rows show that it is no UTF-8.
  if (read.betterEncoding !== undefined) return readOpened(input, await openSample(input, options, read.betterEncoding), reading);
  if (read.secondTableLine > 0) {
    const tables = secondTable(read.secondTableLine);
    refuseRisks([tables], options, name);
    const first = { ...options, lastLine: read.secondTableLine - 1 };
    const again = { ...input, decisions: [...input.decisions, tables] };
    return readOpened(again, { ...opened, sample: { ...sample, lastLine: first.lastLine } }, { ...reading, options: first });
  }
  await assertUnchanged(input.file);
  return { result: assemble(layout, read, early), layout, isPartial: read.isPartial };
}

function secondTable(line: number): Decision {
  return {
    what: 'tables',
    chosen: String(line - 1),
    evidence: text(
      `A second table begins at line ${line}; only the lines before it were read.`,
      `第 ${line} 行开始是第二张表；只读取了它之前的各行。`,
    ),
    alternatives: [],
    certainty: 'risky',
    option: 'lastLine',
  };
}

function assemble(layout: TableLayout, read: ReadTable, early: readonly Decision[]): ImportResult {
  const columns: [string, Column][] = [];
  const notes: ImportNote[] = [...layout.notes, ...read.notes];
  const decisions: Decision[] = [...early];
  for (const [index, name] of layout.names.entries()) {
    const finished = read.columns.get(index);
    if (finished === undefined) continue;
    columns.push([name, finished.column]);
    const report = reportColumn(name, finished.column, finished.facts);
    decisions.push(report.decision);
    notes.push(...report.notes);
  }
  return {
    frame: makeFrame(columns),
    rejects: read.rejects.list(),
    rejectCount: read.rejects.count,
    rowsRead: read.rowsRead,
    format: 'csv',
    decisions,
    questions: questionsAmong(decisions),
    notes: [...notes, ...guessNotes(decisions)],
  };
}
