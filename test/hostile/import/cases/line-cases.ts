import { type DirtyCase, utf8 } from '../dirty-case.ts';

const PLAIN_COLUMNS = { city: ['category', ['Oslo', 'Rome']], sales: ['number', [12, 7]] } as const;

/** Files 15–24: lines. Number 24, a line of 100 MB, is made while the test runs; see extremes.test.ts. */
export const LINE_CASES: readonly DirtyCase[] = [
  { number: 15, title: 'CRLF', outcome: 'A', bytes: utf8('city,sales\r\nOslo,12\r\nRome,7\r\n'), columns: PLAIN_COLUMNS },
  { number: 16, title: 'LF', outcome: 'A', bytes: utf8('city,sales\nOslo,12\nRome,7\n'), columns: PLAIN_COLUMNS },
  { number: 17, title: 'CR only', outcome: 'A', bytes: utf8('city,sales\rOslo,12\rRome,7\r'), columns: PLAIN_COLUMNS },
  {
    number: 18,
    title: 'mixed line ends',
    outcome: 'W',
    bytes: utf8('city,sales\nOslo,12\r\nRome,7\rBonn,3\n'),
    columns: { city: ['category', ['Oslo', 'Rome', 'Bonn']], sales: ['number', [12, 7, 3]] },
    warnings: ['mixed-line-ends'],
  },
  { number: 19, title: 'no final newline', outcome: 'A', bytes: utf8('city,sales\nOslo,12\nRome,7'), columns: PLAIN_COLUMNS },
  { number: 20, title: 'several final newlines', outcome: 'A', bytes: utf8('city,sales\nOslo,12\nRome,7\n\n\n\n'), columns: PLAIN_COLUMNS },
  {
    number: 21,
    title: 'blank lines inside',
    outcome: 'W',
    bytes: utf8('city,sales\nOslo,12\n\n\nRome,7\n'),
    columns: PLAIN_COLUMNS,
    warnings: ['blank-lines'],
  },
  {
    number: 22,
    title: 'quoted newline',
    outcome: 'A',
    bytes: utf8('city,note\nOslo,"two\nlines"\nRome,"three\r\nmore\r\nlines"\n'),
    columns: { city: ['category', ['Oslo', 'Rome']], note: ['category', ['two\nlines', 'three\r\nmore\r\nlines']] },
  },
  {
    number: 23,
    title: 'line separator U+2028 in a cell',
    outcome: 'A',
    bytes: utf8('city,sales\nOs\u2028lo,12\nRo\u0085me,7\n'),
    columns: { city: ['category', ['Os\u2028lo', 'Ro\u0085me']], sales: ['number', [12, 7]] },
  },
];
