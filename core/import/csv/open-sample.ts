import { refuse } from '../../base/problem.ts';
import { type ByteReader, openRaw, openText, readUpTo, type TextSource } from '../byte-reader.ts';
import type { SourceFile } from '../file-source.ts';
import type { Decision, ImportOptions } from '../import-result.ts';
import { chooseEncoding, type EncodingChoice } from '../text-encoding.ts';
import type { SampleText } from './sample-rows.ts';

/** What is read before anything is decided. */
const SAMPLE_BYTES = 262_144;
/** The longest row that is read unless told. */
export const MAX_ROW_BYTES = 8_388_608;
/** Fewer lines than this in the sample say too little, unless that is all there is. */
const FEWEST_LINES = 3;

/** Which file, how it is packed, and what has been decided about it so far. */
export interface TextInput {
  readonly file: SourceFile;
  readonly isGzip: boolean;
  readonly inflateBudgetBytes: number;
  readonly decisions: readonly Decision[];
}

/** The beginning of a text as UTF-8, and how to read all of it. */
export interface OpenedText {
  readonly source: TextSource;
  readonly sample: SampleText;
  readonly encoding: EncodingChoice;
}

/**
 * Reads the first bytes, finds the encoding unless one is given, and has the sample as UTF-8.
 *
 * @throws data/empty, option/invalid
 */
export async function openSample(input: TextInput, options: ImportOptions, known?: EncodingChoice): Promise<OpenedText> {
  const raw = await peek(await openRaw(input), SAMPLE_BYTES);
  const encoding = known ?? chooseEncoding(raw.bytes, raw.isWhole, options);
  const source: TextSource = {
    file: input.file,
    isGzip: input.isGzip,
    inflateBudgetBytes: input.inflateBudgetBytes,
    encoding: encoding.encoding,
  };
  let length = SAMPLE_BYTES;
  let text = await peek(await openText(source), length);
  // A header of fifty thousand names is longer than the sample: rows up to the row limit are looked for.
  while (!text.isWhole && countLineEnds(text.bytes) < FEWEST_LINES && length < 2 * (options.maxRowBytes ?? MAX_ROW_BYTES)) {
    length *= 4;
    text = await peek(await openText(source), length);
  }
  const mark = text.bytes[0] === 0xef && text.bytes[1] === 0xbb && text.bytes[2] === 0xbf ? 3 : 0;
  if (text.bytes.length === mark) refuseNoText(input.file);
  const fromLine = options.firstLine ?? 1;
  const fromByte = lineStart(text.bytes, mark, fromLine);
  if (fromByte === undefined) {
    refuse(
      'option/invalid',
      `"${input.file.name}" has no line ${fromLine} near its beginning.`,
      'Set firstLine to the line of the header.',
      {
        option: 'firstLine',
      },
    );
  }
  const lastLine = options.lastLine ?? Number.POSITIVE_INFINITY;
  const bytes = text.isWhole ? withoutPadding(text.bytes) : text.bytes;
  return { source, sample: { bytes, isWhole: text.isWhole, fromByte, fromLine, lastLine }, encoding };
}

/** NUL bytes that fill the last disk block are no part of the last cell. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}

function refuseNoText(file: SourceFile): never {
  refuse('data/empty', `"${file.name}" holds no text, only a byte order mark.`, 'Export the data again.', { file: file.path });
}

async function peek(reader: ByteReader, length: number): Promise<{ readonly bytes: Uint8Array; readonly isWhole: boolean }> {
  try {
    return await readUpTo(reader, length);
  } finally {
    await reader.close();
  }
}

function countLineEnds(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte === 0x0a || byte === 0x0d) count++;
  return count;
}

/** The first byte of a line; undefined when the sample ends before it. */
function lineStart(bytes: Uint8Array, from: number, line: number): number | undefined {
  let at = from;
  for (let passed = 1; passed < line; passed++) {
    while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++;
    if (at >= bytes.length) return undefined;
    at += bytes[at] === 0x0d && bytes[at + 1] === 0x0a ? 2 : 1;
  }
  return at;
}
