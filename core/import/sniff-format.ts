import { isUtf8 } from 'node:buffer';
import { refuse } from '../base/problem.ts';
import { text } from '../base/text.ts';
import { openRaw, readUpTo } from './byte-reader.ts';
import { sure, told } from './decisions.ts';
import type { SourceFile } from './file-source.ts';
import type { Decision, ImportFormat, ImportOptions } from './import-result.ts';

/** What a file holds, by its bytes; its name is only evidence. */
export interface SniffedFile {
  readonly format: ImportFormat;
  readonly isGzip: boolean;
  readonly decisions: readonly Decision[];
}

const HEAD_BYTES = 65_536;

/** Beginnings of files that are no tables, or tables that must be saved in another way first. */
const FOREIGN: readonly (readonly [readonly number[], string, string])[] = [
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook (.xls)', 'Save it as .xlsx or .csv.'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF', 'Export the table behind it as csv or xlsx.'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture', 'Choose a data file.'],
  [[0xff, 0xd8, 0xff], 'a picture', 'Choose a data file.'],
  [[0x47, 0x49, 0x46, 0x38], 'a picture', 'Choose a data file.'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], 'a SQLite database', 'Export one of its tables as csv.'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a program', 'Choose a data file.'],
  [[0x4d, 0x5a, 0x90, 0x00], 'a program', 'Choose a data file.'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'packed with zstd', 'Unpack it first, or pack it with gzip.'],
  [[0x42, 0x5a, 0x68], 'packed with bzip2', 'Unpack it first, or pack it with gzip.'],
  [[0xfd, 0x37, 0x7a, 0x58], 'packed with xz', 'Unpack it first, or pack it with gzip.'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7z archive', 'Unpack it first.'],
  [[0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], 'an Arrow file', 'Save it as parquet or csv.'],
];

/**
 * Tells the format of a file from its first bytes, through gzip where needed.
 *
 * @throws data/not-text for files that are no table, data/unreadable for damaged gzip
 */
export async function sniffFormat(file: SourceFile, options: ImportOptions, inflateBudgetBytes: number): Promise<SniffedFile> {
  const isGzip = startsWith(file.head, [0x1f, 0x8b]);
  const head = isGzip ? await unpackedHead(file, inflateBudgetBytes) : file.head;
  const packing = isGzip ? [gzipDecision(file)] : [];
  if (isGzip && (startsWith(head, [0x1f, 0x8b]) || startsWith(head, [0x50, 0x4b, 3, 4]) || startsWith(head, [0x50, 0x41, 0x52, 0x31]))) {
    refuse('data/not-text', `"${file.name}" is packed more than once.`, 'Unpack it first.', { file: file.path });
  }
  if (options.format !== undefined) {
    return { format: options.format, isGzip, decisions: [...packing, told('format', options.format, 'format')] };
  }
  const format = formatOf(head, file, isGzip);
  const evidence = text('Told by the first bytes of the file.', '由文件开头的字节判断。');
  return { format, isGzip, decisions: [...packing, sure('format', format, evidence, 'format')] };
}

async function unpackedHead(file: SourceFile, inflateBudgetBytes: number): Promise<Uint8Array> {
  const reader = await openRaw({ file, isGzip: true, inflateBudgetBytes });
  try {
    const { bytes } = await readUpTo(reader, HEAD_BYTES);
    if (bytes.length === 0) refuse('data/empty', `"${file.name}" unpacks to nothing.`, 'Export the data again.', { file: file.path });
    return bytes;
  } finally {
    await reader.close();
  }
}

function gzipDecision(file: SourceFile): Decision {
  const isNamed = /\.(gz|gzip|tgz)$/i.test(file.name);
  const evidence = isNamed
    ? text('The file begins like gzip, and its name says so.', '文件以 gzip 标记开头，文件名也如此表示。')
    : text('The file begins like gzip although its name does not say so.', '文件以 gzip 标记开头，但文件名没有表示。');
  return { what: 'packing', chosen: 'gzip', evidence, alternatives: [], certainty: isNamed ? 'sure' : 'guess', option: 'format' };
}

function formatOf(head: Uint8Array, file: SourceFile, isGzip: boolean): ImportFormat {
  if (startsWith(head, [0x50, 0x41, 0x52, 0x31])) return 'parquet';
  if (startsWith(head, [0x50, 0x4b, 3, 4]) || startsWith(head, [0x50, 0x4b, 5, 6])) return 'xlsx';
  for (const [magic, what, fix] of FOREIGN) {
    if (startsWith(head, magic)) refuse('data/not-text', `"${file.name}" is ${what}, not a table.`, fix, { file: file.path });
  }
  if (isBinary(head, !isGzip && file.sizeBytes <= head.length)) {
    refuse('data/not-text', `"${file.name}" holds binary data, not text.`, 'Choose a csv, tsv, jsonl, parquet or xlsx file.', {
      file: file.path,
    });
  }
  return isJson(head) ? 'jsonl' : 'csv';
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return bytes.length >= magic.length && magic.every((byte, index) => bytes[index] === byte);
}

/**
 * Text has next to no control characters; bytes that are no UTF-8 either are not text. UTF-16 is full of zeros, but
 * on one side only.
 */
function isBinary(head: Uint8Array, isWhole: boolean): boolean {
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])) return false;
  let end = head.length;
  while (end > 0 && head[end - 1] === 0) end--;
  if (end === 0) return true;
  const body = head.subarray(0, end);
  const zeros = [0, 0];
  let controls = 0;
  for (const [at, byte] of body.entries()) {
    if (byte === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 27) controls++;
  }
  const [even = 0, odd = 0] = zeros;
  const isWide = Math.max(even, odd) > 0.2 * body.length && Math.min(even, odd) < 0.01 * body.length;
  if (isWide) return false;
  // Four bytes less: a character may be cut where the head ends.
  const isText = isUtf8(isWhole ? body : body.subarray(0, Math.max(0, lastAscii(body))));
  return controls > (isText ? 0.3 : 0.02) * body.length;
}

/** One past the last ASCII byte: a cut there never splits a character. */
function lastAscii(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] as number) >= 0x80) end--;
  return end;
}

/** A first line that is a JSON object, or an array that opens with one. */
function isJson(head: Uint8Array): boolean {
  const words = new TextDecoder().decode(head).trimStart();
  if (/^\[\s*(\{|\]\s*$)/.test(words)) return true;
  if (!words.startsWith('{')) return false;
  const line = words.split(/\r?\n/, 1)[0] ?? '';
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object';
  } catch {
    // A first object longer than the head cannot be parsed; a quoted name after the brace still says JSON.
    return line.length >= words.length && /^\{\s*"/.test(line);
  }
}
