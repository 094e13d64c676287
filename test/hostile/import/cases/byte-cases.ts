import { gzipSync } from 'node:zlib';
import { bytesOf, type DirtyCase, utf8, utf16 } from '../dirty-case.ts';

const PLAIN = 'city,sales\nOslo,12\nRome,7\n';
const PLAIN_COLUMNS = { city: ['category', ['Oslo', 'Rome']], sales: ['number', [12, 7]] } as const;

/** Files 1–14: encodings and bytes. */
export const BYTE_CASES: readonly DirtyCase[] = [
  { number: 1, title: 'UTF-8 byte order mark', outcome: 'A', bytes: bytesOf([0xef, 0xbb, 0xbf], PLAIN), columns: PLAIN_COLUMNS },
  { number: 2, title: 'UTF-16 little endian with mark', outcome: 'A', bytes: utf16(PLAIN, false, true), columns: PLAIN_COLUMNS },
  { number: 2, title: 'UTF-16 big endian with mark', outcome: 'A', bytes: utf16(PLAIN, true, true), columns: PLAIN_COLUMNS },
  {
    number: 3,
    title: 'UTF-16 without mark',
    outcome: 'W',
    bytes: utf16(PLAIN, false, false),
    columns: PLAIN_COLUMNS,
    warnings: ['guessed-encoding'],
    questions: { encoding: 'utf-16le' },
  },
  {
    // The wrong single-byte encoding changes letters in silence, so without a person this is refused.
    number: 4,
    title: 'Windows-1252',
    outcome: 'Q',
    bytes: bytesOf('name,sales\nJos', [0xe9], ',12\nZo', [0xeb], ' M', [0xfc], 'ller,7\n'),
    problem: { code: 'data/ambiguous', option: 'encoding' },
    columns: { name: ['category', ['José', 'Zoë Müller']], sales: ['number', [12, 7]] },
    questions: { encoding: 'windows-1252' },
  },
  {
    number: 5,
    title: 'Shift-JIS',
    outcome: 'Q',
    // 東京 and おおさか in Shift-JIS.
    bytes: bytesOf('city,sales\n', [0x93, 0x8c, 0x8b, 0x9e], ',12\n', [0x82, 0xa8, 0x82, 0xa8, 0x82, 0xb3, 0x82, 0xa9], ',7\n'),
    problem: { code: 'data/ambiguous', option: 'encoding' },
    columns: { city: ['category', ['東京', 'おおさか']], sales: ['number', [12, 7]] },
    questions: { encoding: 'shift_jis' },
  },
  {
    number: 6,
    title: 'invalid UTF-8 in one cell',
    outcome: 'J',
    bytes: bytesOf('city,sales\nMünchen,12\nRo', [0xff], 'me,7\nMálaga,3\n'),
    columns: { city: ['category', ['München', 'Málaga']], sales: ['number', [12, 3]] },
    rejects: [[3, 'encoding']],
    warnings: ['rejected-rows'],
  },
  {
    number: 7,
    title: 'NUL inside a cell',
    outcome: 'W',
    bytes: bytesOf('city,sales\nOs', [0], 'lo,12\nRome,7\n'),
    columns: { city: ['category', ['Os\u0000lo', 'Rome']], sales: ['number', [12, 7]] },
    warnings: ['nul-bytes'],
  },
  {
    number: 8,
    title: 'NUL padding at the end',
    outcome: 'W',
    bytes: bytesOf(
      'city,sales\nOslo,12\nRome,7',
      Array.from({ length: 500 }, () => 0),
    ),
    columns: PLAIN_COLUMNS,
    warnings: ['nul-padding'],
  },
  {
    number: 9,
    title: 'mixed encodings',
    outcome: 'J',
    bytes: bytesOf('city,sales\nMünchen,12\nM', [0xfc], 'nchen,7\nKöln,3\nK', [0xf6], 'ln,4\nOslo,5\n'),
    columns: { city: ['category', ['München', 'Köln', 'Oslo']], sales: ['number', [12, 3, 5]] },
    rejects: [
      [3, 'encoding'],
      [5, 'encoding'],
    ],
    warnings: ['rejected-rows'],
  },
  {
    number: 10,
    title: 'control characters and ESC',
    outcome: 'W',
    bytes: bytesOf('city,sales\n', [0x1b], '[31mOslo,12\nRo', [7], 'me,7\n'),
    columns: { city: ['category', ['\u001b[31mOslo', 'Ro\u0007me']], sales: ['number', [12, 7]] },
    warnings: ['control-characters'],
  },
  { number: 11, title: 'empty file', outcome: 'R', bytes: utf8(''), problem: { code: 'data/empty' } },
  { number: 12, title: 'only a byte order mark', outcome: 'R', bytes: bytesOf([0xef, 0xbb, 0xbf]), problem: { code: 'data/empty' } },
  {
    number: 13,
    title: 'a picture renamed .csv',
    outcome: 'R',
    bytes: bytesOf([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13], 'IHDR', [0, 0, 1, 0, 8, 6]),
    problem: { code: 'data/not-text' },
  },
  {
    number: 13,
    title: 'bytes without meaning renamed .csv',
    outcome: 'R',
    bytes: bytesOf(Array.from({ length: 4000 }, (_, index) => (index * index * 31 + index * 7) % 251)),
    problem: { code: 'data/not-text' },
  },
  {
    // Unpacking loses nothing, so without a person it goes on and says so.
    number: 14,
    title: 'gzip renamed .csv',
    outcome: 'Q',
    bytes: gzipSync(PLAIN),
    columns: PLAIN_COLUMNS,
    warnings: ['guessed-packing'],
    questions: { packing: 'gzip' },
  },
];
