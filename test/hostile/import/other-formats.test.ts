import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { importFile, previewFile } from '../../../core/import/import-file.ts';
import { cellsOf, codesOf, kindsOf, problemOfImport, run, scratchFolder } from './import-support.ts';

const file = scratchFolder('formats');
const fixture = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));

describe('Parquet', () => {
  // Written by pyarrow 25.0.1; see fixtures/make.py for the values.
  it.each(['plain.parquet', 'zstd.parquet'])('reads %s as pyarrow wrote it', async (name) => {
    const result = await importFile(fixture(name), {}, run);
    expect(result.format).toBe('parquet');
    expect(cellsOf(result, 'id')).toEqual([1, 2, 3, 4]);
    expect(cellsOf(result, 'long')).toEqual(['9007199254740993', '2', null, '4']);
    expect(cellsOf(result, 'share')).toEqual([0.5, null, 1.25, null]);
    expect(cellsOf(result, 'city')).toEqual(['Oslo', '北京', null, 'Oslo']);
    expect(cellsOf(result, 'ok')).toEqual([true, null, false, true]);
    expect(cellsOf(result, 'day')).toEqual(['2026-01-31T00:00:00.000Z', null, '1969-12-31T00:00:00.000Z', '2026-02-01T00:00:00.000Z']);
    expect(cellsOf(result, 'at')[0]).toBe('2026-01-31T08:15:00.000Z');
    expect(cellsOf(result, 'price')).toEqual([1.5, null, 2.25, 3]);
    expect(cellsOf(result, 'tags')).toEqual(['["a","b"]', '[]', null, '["c"]']);
    expect(codesOf(result, 'warning')).toEqual(['import/not-finite']);
  });

  it('refuses a file whose end is missing, and one whose footer lies', async () => {
    expect(await problemOfImport(file('cut.parquet', 'PAR1 and then nothing'))).toMatchObject({ code: 'data/unreadable' });
    const lying = Buffer.concat([Buffer.from('PAR1'), Buffer.from([0xff, 0xff, 0xff, 0x7f]), Buffer.from('PAR1')]);
    expect(await problemOfImport(file('lie.parquet', lying))).toMatchObject({ code: 'data/unreadable' });
  });
});

describe('JSON lines', () => {
  it('reads objects, keeps long numbers, and lists what is no object', async () => {
    const lines = [
      '{"id": 12345678901234567, "x": 1.5, "city": "Oslo", "day": "2026-01-31", "deep": {"a": [1]}}',
      '',
      '{"id": 22345678901234567, "x": null, "city": "北京", "ok": true}',
      '{"id": 3, "x": ',
      '[1, 2]',
    ];
    const result = await importFile(file('rows.jsonl', lines.join('\n')), {}, run);
    expect(cellsOf(result, 'id')).toEqual(['12345678901234567', '22345678901234567']);
    expect(cellsOf(result, 'x')).toEqual([1.5, null]);
    expect(kindsOf(result)).toEqual({ id: 'category', x: 'number', city: 'category', day: 'date', deep: 'category', ok: 'boolean' });
    expect(cellsOf(result, 'deep')).toEqual(['{"a":[1]}', null]);
    expect(result.rejects.map((reject) => [reject.line, reject.kind])).toEqual([
      [4, 'malformed-json'],
      [5, 'malformed-json'],
    ]);
    expect(result.rowsRead).toBe(4);
  });

  it('reads a small array, and lines packed with gzip', async () => {
    const array = await importFile(file('array.json', '[\n{"a": 1, "b": "x"},\n{"a": 2, "b": "y"}]'), {}, run);
    expect(cellsOf(array, 'a')).toEqual([1, 2]);
    const packed = await importFile(file('rows.jsonl.gz', gzipSync('{"a": 1}\n{"a": "many"}\n')), {}, run);
    expect(cellsOf(packed, 'a')).toEqual(['1', 'many']);
    expect(codesOf(packed, 'warning')).toEqual(['import/mixed-types']);
  });

  it('follows the kinds that the user names', async () => {
    const path = file('kinds.jsonl', '{"a": "1", "b": 1}\n{"a": "x", "b": 2}\n{"a": 3, "b": 3}\n');
    const result = await importFile(path, { columnKinds: { a: 'number', b: 'category' } }, run);
    expect(cellsOf(result, 'a')).toEqual([1, 3]);
    expect(cellsOf(result, 'b')).toEqual(['1', '3']);
    expect(result.rejects).toMatchObject([{ kind: 'wrong-kind', column: 'a' }]);
  });
});

describe('XLSX', () => {
  // Written by openpyxl 3.1.5; see fixtures/make.py.
  it('reads the first sheet as openpyxl wrote it, and asks about the second', async () => {
    const result = await importFile(fixture('book.xlsx'), {}, run);
    expect(cellsOf(result, 'city')).toEqual(['Oslo', '北京', '<b>&amp;']);
    expect(cellsOf(result, 'sales')).toEqual([12, 7.5, null]);
    expect(cellsOf(result, 'day')).toEqual(['2026-01-31T00:00:00.000Z', '2026-02-01T12:30:00.000Z', null]);
    expect(cellsOf(result, 'ok')).toEqual([true, false, true]);
    expect(cellsOf(result, 'code')).toEqual(['007', '008', '009']);
    expect(cellsOf(result, 'ratio')).toEqual([null, null, 3]);
    expect(codesOf(result, 'warning')).toEqual(['import/guessed-sheet', 'import/missing-words', 'import/uncomputed-cells']);
    const preview = await previewFile(fixture('book.xlsx'), {}, run);
    expect(preview.questions.map((question) => [question.what, question.alternatives])).toEqual([['sheet', ['Other']]]);
    expect(preview.sampleRows[0]?.slice(0, 2)).toEqual(['Oslo', '12']);
  });

  it('reads another sheet when told, and lists the sheets when there is none of that name', async () => {
    const other = await importFile(fixture('book.xlsx'), { sheet: 'Other' }, run);
    expect(cellsOf(other, 'column1')).toEqual([1, 3]);
    const problem = await problemOfImport(fixture('book.xlsx'), { sheet: 'Nope' });
    expect(problem).toMatchObject({ code: 'option/invalid' });
    expect(problem.fix).toContain('"Sales", "Other"');
  });

  it('reads inline strings, errors, the 1904 calendar and phonetic hints', async () => {
    const sheet = `<row r="2"><c r="B2" t="inlineStr"><is><r><t>na</t></r><r><t>me</t></r><rPh sb="0" eb="1"><t>xx</t></rPh></is></c>
      <c r="C2" t="inlineStr"><is><t>day</t></is></c><c r="D2" t="str"><v>err</v></c></row>
      <row r="3"><c r="B3" t="inlineStr"><is><t>A &amp; B&#33;</t></is></c><c r="C3" s="1"><v>1</v></c><c r="D3" t="e"><v>#DIV/0!</v></c></row>
      <row r="4"><c r="B4" t="inlineStr"><is><t><![CDATA[<x>]]></t></is></c><c r="C4" s="1"><v>2.5</v></c><c r="D4"><v>4</v></c></row>`;
    const path = file('odd.xlsx', workbook(sheet, { is1904: true }));
    const result = await importFile(path, {}, run);
    expect(cellsOf(result, 'name')).toEqual(['A & B!', '<x>']);
    expect(cellsOf(result, 'day')).toEqual(['1904-01-02T00:00:00.000Z', '1904-01-03T12:00:00.000Z']);
    expect(cellsOf(result, 'err')).toEqual([null, 4]);
    expect(codesOf(result, 'warning')).toContain('import/error-cells');
  });

  it.each([
    ['an entity bomb', '<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;">]>', ''],
    ['an outside entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd">', ''],
    ['an unknown entity', '', '<row><c t="str"><v>&boom;</v></c></row>'],
    ['deep nesting', '', '<a>'.repeat(100) + '</a>'.repeat(100)],
    ['elements that do not match', '', '<row></c>'],
  ])('refuses %s', async (_, prolog, body) => {
    const problem = await problemOfImport(file('bad.xlsx', workbook(body, { prolog })));
    expect(problem).toMatchObject({ kind: 'input', code: 'data/unreadable' });
  });

  it('refuses what unfolds beyond the budget, whatever sizes it declares', async () => {
    const bytes = workbook('<row></row>'.repeat(2_500_000));
    expect(bytes.length).toBeLessThan(200_000);
    // The declared sizes say 10 bytes; only what really comes out counts.
    const lying = Buffer.from(bytes);
    for (let at = 0; at < lying.length - 46; at++) if (lying.readUInt32LE(at) === 0x02014b50) lying.writeUInt32LE(10, at + 24);
    const problem = await problemOfImport(file('bomb.xlsx', lying), { inflateBudgetBytes: 20_000_000 });
    expect(problem).toMatchObject({ code: 'data/too-large', where: { option: 'inflateBudgetBytes' } });
  });

  it('accepts an honest sheet that packs 1 : 300', async () => {
    const row = '<row><c t="str"><v>aaaaaaaaaaaaaaaaaaaa</v></c><c><v>1</v></c></row>';
    const header = '<row><c t="str"><v>word</v></c><c t="str"><v>x</v></c></row>';
    const result = await importFile(file('dense.xlsx', workbook(header + row.repeat(30_000))), {}, run);
    expect(result.frame.rowCount).toBe(30_000);
  });

  it('refuses too many entries, shared bytes, and archives that are no workbook', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`f${index}`, new Uint8Array(0)]));
    expect(await problemOfImport(file('many.xlsx', zipSync(many)))).toMatchObject({ code: 'data/too-large' });
    const overlapping = Buffer.from(workbook('<row/>'));
    const first = overlapping.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    const second = overlapping.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), first + 4);
    overlapping.writeUInt32LE(overlapping.readUInt32LE(first + 42), second + 42);
    expect(await problemOfImport(file('overlap.xlsx', overlapping))).toMatchObject({ code: 'data/unreadable' });
    expect(await problemOfImport(file('other.zip', zipSync({ '../../etc/passwd': strToU8('x') })))).toMatchObject({
      code: 'data/not-text',
    });
  });
});

/** A workbook with one sheet, as few parts as a reader needs. */
function workbook(rows: string, how: { readonly prolog?: string; readonly is1904?: boolean } = {}): Uint8Array {
  return zipSync({
    'xl/workbook.xml': strToU8(
      `<workbook xmlns:r="r"><workbookPr date1904="${how.is1904 === true ? 1 : 0}"/><sheets><sheet name="One" r:id="r1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'),
    'xl/styles.xml': strToU8('<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'),
    'xl/worksheets/sheet1.xml': strToU8(`<?xml version="1.0"?>${how.prolog ?? ''}<worksheet><sheetData>${rows}</sheetData></worksheet>`),
  });
}
