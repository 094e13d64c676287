import { appendFileSync, chmodSync, mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { CausewayError } from '../../../core/base/problem.ts';
import { importFile } from '../../../core/import/import-file.ts';
import { stopped } from '../../support/work.ts';
import { cellsOf, kindsOf, problemOfImport, run, scratchFolder } from './import-support.ts';

const file = scratchFolder('refusals');

it('names a missing file and a folder, each with its fix', async () => {
  expect(await problemOfImport(file('nowhere.csv'))).toMatchObject({ kind: 'input', code: 'data/file-missing' });
  mkdirSync(file('folder.csv'));
  const folder = await problemOfImport(file('folder.csv'));
  expect(folder).toMatchObject({ kind: 'input', code: 'data/not-a-file' });
  expect(folder.fix).toMatch(/data file/);
});

// An administrator may read everything, so there is nothing to refuse.
it.skipIf(process.getuid?.() === 0)('says when it may not read a file', async () => {
  const path = file('locked.csv', 'a\n1\n');
  chmodSync(path, 0);
  expect(await problemOfImport(path)).toMatchObject({ kind: 'input', code: 'data/unreadable' });
});

it('refuses a file that grows while it is read', async () => {
  const path = file('growing.csv', `a,b\n${'1,2\n'.repeat(400_000)}`);
  let isGrown = false;
  const progress = (): void => {
    if (!isGrown) appendFileSync(path, '3,4\n');
    isGrown = true;
  };
  const outcome = await importFile(path, {}, { signal: run.signal, progress }).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(CausewayError);
  expect((outcome as CausewayError).problem.code).toBe('data/file-changed');
});

it('stops when told to', async () => {
  const path = file('stop.csv', 'a,b\n1,2\n');
  const outcome = await importFile(path, {}, { signal: stopped, progress: () => undefined }).catch((error: unknown) => error);
  expect((outcome as CausewayError).problem.kind).toBe('cancelled');
});

it('refuses a gzip that was cut short, one within another, and one that unfolds without end', async () => {
  const packed = gzipSync(`a,b\n${'1,2\n'.repeat(100_000)}`);
  expect(await problemOfImport(file('cut.csv.gz', packed.subarray(0, packed.length - 40)))).toMatchObject({ code: 'data/unreadable' });
  expect(await problemOfImport(file('twice.csv.gz', gzipSync(packed)))).toMatchObject({ code: 'data/not-text' });
  const problem = await problemOfImport(file('bomb.csv.gz', gzipSync(Buffer.alloc(50_000_000, 'a,b\n'))), {
    inflateBudgetBytes: 10_000_000,
  });
  expect(problem).toMatchObject({ code: 'data/too-large', where: { option: 'inflateBudgetBytes' } });
});

it('refuses options that mean nothing', async () => {
  const path = file('plain.csv', 'a,b\n1,2\n');
  expect(await problemOfImport(path, { encoding: 'klingon' })).toMatchObject({ code: 'option/invalid', where: { option: 'encoding' } });
  expect(await problemOfImport(path, { firstLine: 99 })).toMatchObject({ code: 'option/invalid', where: { option: 'firstLine' } });
  expect(await problemOfImport(path, { columnKinds: { nope: 'number' } })).toMatchObject({ code: 'data/unknown-column' });
});

it('follows the options where the file is in doubt', async () => {
  const dates = await importFile(file('dates.csv', 'id,day\n1,1/2/2026\n2,3/4/2026\n'), { dateOrder: 'dmy' }, run);
  expect(cellsOf(dates, 'day')).toEqual(['2026-02-01T00:00:00.000Z', '2026-04-03T00:00:00.000Z']);
  const marks = await importFile(file('marks.csv', 'city;x\nOslo;1,234\nRome;2,500\n'), { decimalMark: ',' }, run);
  expect(cellsOf(marks, 'x')).toEqual([1.234, 2.5]);
  const groups = await importFile(file('groups.csv', 'city;x\nOslo;1,234\nRome;2,500\n'), { decimalMark: '.' }, run);
  expect(cellsOf(groups, 'x')).toEqual([1234, 2500]);
  const words = await importFile(file('words.csv', 'a,b\n1,2\n'), { header: false, columnKinds: { column1: 'category' } }, run);
  expect(kindsOf(words)).toEqual({ column1: 'category', column2: 'category' });
  const french = await importFile(file('french.csv', Buffer.from('nom;x\nJos\xe9;1\n', 'latin1')), { encoding: 'windows-1252' }, run);
  expect(cellsOf(french, 'nom')).toEqual(['José']);
  const first = await importFile(file('two.csv', 'a,b\n1,2\n\nx,y,z\n1,2,3\n4,5,6\n'), { lastLine: 2 }, run);
  expect(kindsOf(first)).toEqual({ a: 'number', b: 'number' });
  const second = await importFile(file('two-again.csv', 'a,b\n1,2\n\nx,y,z\n1,2,3\n4,5,6\n'), { firstLine: 4 }, run);
  expect(cellsOf(second, 'z')).toEqual([3, 6]);
});

it('rejects the rows that break a kind the user named, and leaves no trace of them', async () => {
  const path = file('strict.csv', 'name,x\nAnn,1\nBo,many\nCy,"3 ""or"" 4"\nDi,4\n');
  const result = await importFile(path, { columnKinds: { x: 'number' } }, run);
  expect(cellsOf(result, 'name')).toEqual(['Ann', 'Di']);
  expect(cellsOf(result, 'x')).toEqual([1, 4]);
  expect(result.rejects).toMatchObject([
    { line: 3, byte: 13, column: 'x', kind: 'wrong-kind', text: 'Bo,many' },
    { line: 4, column: 'x', kind: 'wrong-kind', text: 'Cy,"3 ""or"" 4"' },
  ]);
  expect(result.frame.columns.get('name')).toMatchObject({ dictionary: ['Ann', 'Di'] });
});

it('treats names that attack programs as ordinary names', async () => {
  const names = ['__proto__', 'constructor', 'toString', '<script>alert(1)</script>', '=cmd()', "a'; drop table x--"];
  const quoted = names.map((name) => `"${name}"`).join(',');
  const result = await importFile(file('names.csv', `${quoted}\n1,2,3,4,5,6\n7,8,9,10,11,12\n`), {}, run);
  expect([...result.frame.columns.keys()]).toEqual(names);
  expect(cellsOf(result, '__proto__')).toEqual([1, 7]);
});
