import { closeSync, openSync, writeSync } from 'node:fs';
import { expect, it } from 'vitest';
import { importFile, previewFile } from '../../../core/import/import-file.ts';
import { cellsOf, codesOf, problemOfImport, run, scratchFolder } from './import-support.ts';

const file = scratchFolder('extremes');

it('24. rejects one line of 100 MB, keeps the rest, and stays small', async () => {
  const path = file('long-line.csv');
  const handle = openSync(path, 'w');
  writeSync(handle, 'city,sales\nOslo,12\n');
  const piece = Buffer.alloc(1_000_000, 'x');
  for (let i = 0; i < 100; i++) writeSync(handle, piece);
  writeSync(handle, ',5\nRome,7\n');
  closeSync(handle);
  const before = process.memoryUsage().rss;
  const result = await importFile(path, {}, run);
  expect(cellsOf(result, 'city')).toEqual(['Oslo', 'Rome']);
  expect(cellsOf(result, 'sales')).toEqual([12, 7]);
  expect(result.rejects.map((reject) => [reject.line, reject.kind, reject.text.length])).toEqual([[3, 'line-too-long', 200]]);
  expect(result.rowsRead).toBe(3);
  // The row limit is 8 MB; 150 MB leaves room for buffers that were not collected yet.
  expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
});

it('53. reads 50,000 columns and says so', async () => {
  const width = 50_000;
  const names = Array.from({ length: width }, (_, column) => `c${column}`).join(',');
  const rows = [1, 2, 3].map((row) => Array.from({ length: width }, (_, column) => row * column).join(','));
  const result = await importFile(file('wide.csv', `${names}\n${rows.join('\n')}\n`), {}, run);
  expect(result.frame.columns.size).toBe(width);
  expect(cellsOf(result, 'c49999')).toEqual([49_999, 99_998, 149_997]);
  expect(codesOf(result, 'warning')).toEqual(['import/many-columns']);
});

it('refuses a table that outgrows its memory budget, and names the option', async () => {
  const rows = Array.from({ length: 50_000 }, (_, row) => `${row},u${row * 7919}`).join('\n');
  const problem = await problemOfImport(file('big.csv', `a,b\n${rows}\n`), { memoryBudgetBytes: 100_000 });
  expect(problem).toMatchObject({ kind: 'resource', code: 'resource/memory', where: { option: 'memoryBudgetBytes' } });
});

it('reads a column again as text when a word comes late, without losing a digit', async () => {
  const cells = Array.from({ length: 40_000 }, (_, row) => `${row}.50`);
  cells[39_990] = 'unknown';
  const result = await importFile(file('late.csv', `row,x\n${cells.map((cell, row) => `${row},${cell}`).join('\n')}\n`), {}, run);
  expect(cellsOf(result, 'x')).toEqual(cells);
  expect(cellsOf(result, 'row').slice(-2)).toEqual([39_998, 39_999]);
});

it('takes a column whose beginning is blank for what it later is', async () => {
  const rows = Array.from({ length: 3000 }, (_, row) => `${row},${row < 2500 ? '' : '2026-01-31'},${row < 2500 ? '' : 'x'}`);
  const result = await importFile(file('blank.csv', `row,day,word\n${rows.join('\n')}\n`), {}, run);
  expect(cellsOf(result, 'day').slice(2499, 2501)).toEqual([null, '2026-01-31T00:00:00.000Z']);
  expect(cellsOf(result, 'word').slice(2499, 2501)).toEqual([null, 'x']);
});

it('finds a late identifier and a late decimal comma', async () => {
  const rows = Array.from({ length: 3000 }, (_, row) => (row === 2900 ? '00042;1,5' : `${row};${row}`));
  const result = await importFile(file('late-id.csv', `id;x\n${rows.join('\n')}\n`), {}, run);
  expect(cellsOf(result, 'id')[2900]).toBe('00042');
  expect(cellsOf(result, 'x')[2900]).toBe(1.5);
});

it('sees another encoding that only shows after the first megabyte', async () => {
  const plain = `city,sales\n${'Oslo,12\n'.repeat(150_000)}`;
  // 北京 and 上海 in GB18030.
  const chinese = Buffer.concat([
    Buffer.from([0xb1, 0xb1, 0xbe, 0xa9]),
    Buffer.from(',7\n'),
    Buffer.from([0xc9, 0xcf, 0xba, 0xa3]),
    Buffer.from(',3\n'),
  ]);
  const result = await importFile(file('late-gbk.csv', Buffer.concat([Buffer.from(plain), chinese])), {}, run);
  expect(cellsOf(result, 'city').slice(-2)).toEqual(['北京', '上海']);
  expect(result.rejectCount).toBe(0);
});

it('shows a preview of a large file without reading all of it', async () => {
  const preview = await previewFile(file('large.csv', `a,b\n${'1,x\n'.repeat(300_000)}`), {}, run);
  expect(preview.sampleRows.length).toBe(1000);
  expect(preview.sampleRows[0]).toEqual(['1', 'x']);
  expect(preview.isPartial).toBe(true);
  expect(preview.frame.rowCount).toBe(1000);
});
