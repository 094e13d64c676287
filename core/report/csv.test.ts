import { describe, expect, it } from 'vitest';
import { csvCell, tableToCsv } from './csv.ts';

describe('CSV export', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['+49 30', "'+49 30"],
    ['-2+3', "'-2+3"],
    ['\t=1', "'\t=1"],
    ['＝1+1', "'＝1+1"],
    ['plain', 'plain'],
    ['a "quoted", cell', '"a ""quoted"", cell"'],
  ])('%j becomes %j', (cell, expected) => {
    expect(csvCell(cell)).toBe(expected);
  });

  it('leaves numbers numbers, and missing cells empty', () => {
    expect([csvCell(-5), csvCell(1e-7), csvCell(null), csvCell(Number.NaN)]).toEqual(['-5', '1e-7', '', '']);
  });

  it('keeps formula-like text when asked for raw output', () => {
    expect(csvCell('=1+1', true)).toBe('=1+1');
  });

  it('guards column names as well', () => {
    expect(tableToCsv({ columns: [{ name: '=cmd' }, { name: 'n' }], rows: [['x', 1]] })).toBe("'=cmd,n\r\nx,1\r\n");
  });
});
