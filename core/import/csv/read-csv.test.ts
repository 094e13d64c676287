import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { cellOf } from '../../frame/column.ts';
import { inspectFile } from '../file-source.ts';
import type { ImportOptions, ImportResult } from '../import-result.ts';
import { readCsv } from './read-csv.ts';

const folder = mkdtempSync(join(tmpdir(), 'causeway-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));
const run = { signal: { aborted: false, throwIfAborted: () => undefined }, progress: () => undefined };

async function read(bytes: string | Uint8Array, options: ImportOptions = {}, chunkBytes?: number): Promise<ImportResult> {
  const path = join(folder, 'table.csv');
  writeFileSync(path, bytes);
  const input = { file: await inspectFile(path), isGzip: false, inflateBudgetBytes: 1e9, decisions: [] };
  const extent = { maxRows: Number.POSITIVE_INFINITY, ...(chunkBytes === undefined ? {} : { chunkBytes }) };
  return readCsv(input, options, run, extent);
}

function cells(result: ImportResult): unknown[][] {
  const columns = [...result.frame.columns.values()];
  return Array.from({ length: result.frame.rowCount }, (_, row) => columns.map((column) => cellOf(column, row)));
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

it('reads back every table of texts that was printed', async () => {
  // Any character but a lone surrogate, which has no UTF-8, and what marks a file as binary.
  const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => text.isWellFormed());
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n', '\r'), async (rows, delimiter, lineEnd) => {
      const width = rows[0]?.length ?? 0;
      const names = Array.from({ length: width }, (_, column) => `name${column}`);
      const lines = [names, ...rows].map((row) => row.map(quoted).join(delimiter));
      const columnKinds = Object.fromEntries(names.map((name) => [name, 'category' as const]));
      const options: ImportOptions = { delimiter, quote: '"', header: true, columnKinds };
      const result = await read(lines.join(lineEnd) + lineEnd, options);
      const isHeader = (row: readonly string[]): boolean => width > 1 && row.every((text, column) => text === names[column]);
      const expected = rows.filter((row) => !isHeader(row)).map((row) => row.map((text) => (text === '' ? null : text)));
      expect(cells(result)).toEqual(expected);
      expect(result.rejectCount + result.frame.rowCount).toBe(result.rowsRead);
    }),
    { numRuns: 150 },
  );
});

it('gives the same table however the bytes are cut into chunks', async () => {
  const piece = fc.constantFrom(
    ...[
      '1',
      '2.5',
      'Oslo',
      '北京',
      '"a,b"',
      '"two\nlines"',
      '"say ""hi"""',
      '"open',
      'x"y',
      '"z"w',
      '',
      ' ',
      '007',
      '1,2',
      '2026-01-31',
      'NA',
      'Total',
    ],
    ...[',', ',', ',', '\n', '\n', '\r\n', '\r', '\u0000', '\u001b'],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 5, maxLength: 60 }), fc.integer({ min: 1, max: 40 }), async (pieces, chunkBytes) => {
      const text = `a,b\n1,x\n2,y\n${pieces.join('')}`;
      const options: ImportOptions = { delimiter: ',', quote: '"', escape: '', header: true, acceptGuesses: false };
      const whole = await read(text, options);
      const cut = await read(text, options, chunkBytes);
      expect(cut).toEqual(whole);
      expect(whole.rejectCount + whole.frame.rowCount).toBe(whole.rowsRead);
    }),
    { numRuns: 300 },
  );
});

it('gives the same table however small the chunks are when rows are too long', async () => {
  const text = `a,b\n1,x\n${'y'.repeat(300)},2\r\n3,"${'z\n'.repeat(60)}"\n4,"${'q'.repeat(300)}\r\n5,v\n\r\n6,w\n`;
  const options: ImportOptions = { delimiter: ',', quote: '"', header: true, maxRowBytes: 150 };
  const whole = await read(text, options);
  expect(whole.rejects.map((reject) => [reject.line, reject.kind])).toEqual([
    [3, 'line-too-long'],
    [65, 'line-too-long'],
  ]);
  expect(whole.frame.rowCount).toBe(4);
  for (const chunkBytes of [1, 2, 3, 7, 64, 149, 151, 310]) expect(await read(text, options, chunkBytes)).toEqual(whole);
});

it('names line, byte, column, kind and text of every rejected row', async () => {
  const text = 'a,b\n1,"two\nlines"\n2\n3,x,y\n4,z\n';
  const result = await read(text);
  expect(result.rejects).toEqual([
    { line: 4, byte: text.indexOf('2\n'), column: 'b', kind: 'too-few-cells', text: '2' },
    { line: 5, byte: text.indexOf('3,x'), column: null, kind: 'too-many-cells', text: '3,x,y' },
  ]);
});

it('keeps counting rejects when it stops keeping them', async () => {
  const result = await read(`a,b\n1,2\n${'x\n3,4\n'.repeat(3000)}`);
  expect(result.rejects.length).toBe(1000);
  expect(result.rejectCount).toBe(3000);
  expect(result.frame.rowCount).toBe(3001);
});
