import { isUtf8 } from 'node:buffer';
import { refuse } from '../base/problem.ts';
import { text } from '../base/text.ts';
import { sure, told } from './decisions.ts';
import type { Decision, ImportOptions } from './import-result.ts';

/** An encoding, and why. */
export interface EncodingChoice {
  /** A WHATWG label. */
  readonly encoding: string;
  readonly decision: Decision;
}

/**
 * Tells how the bytes of a text file stand for characters: byte order mark, then strict UTF-8, then GB18030 where the
 * result is plausible Chinese, then a question.
 *
 * @param sample the beginning of the file, unpacked
 * @param isWhole whether the sample is all of it; otherwise its last character may be cut
 */
export function chooseEncoding(sample: Uint8Array, isWhole: boolean, options: ImportOptions): EncodingChoice {
  if (options.encoding !== undefined) return toldEncoding(options.encoding);
  const marked = byMark(sample);
  if (marked !== undefined) return choice(marked, 'The file begins with a byte order mark.', '文件以字节顺序标记（BOM）开头。');
  const wide = wideWithoutMark(sample);
  if (wide !== undefined) {
    return guessed(wide, 'guess', [wide === 'utf-16le' ? 'utf-16be' : 'utf-16le', 'utf-8'], {
      en: 'Every second byte is zero, but there is no byte order mark.',
      zh: '每隔一个字节为零，但没有字节顺序标记。',
    });
  }
  const counts = countSequences(isWhole ? sample : wholeCharacters(sample));
  if (counts.broken === 0) return choice('utf-8', 'All bytes are valid UTF-8.', '全部字节都是合法的 UTF-8。');
  if (counts.valid >= counts.broken) {
    return choice(
      'utf-8',
      `${counts.valid} characters beyond ASCII are valid UTF-8, ${counts.broken} are not; rows that hold those are rejected.`,
      `${counts.valid} 个非 ASCII 字符是合法的 UTF-8，${counts.broken} 处不是；含有它们的行会被拒绝。`,
    );
  }
  return byPlausibility(sample);
}

function toldEncoding(label: string): EncodingChoice {
  let encoding = '';
  try {
    encoding = new TextDecoder(label).encoding;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    refuse(
      'option/invalid',
      `"${label}" is not an encoding that is known here (${reason}).`,
      'Use utf-8, gb18030, windows-1252 or the like.',
      {
        option: 'encoding',
      },
    );
  }
  return { encoding, decision: told('encoding', encoding, 'encoding') };
}

function choice(encoding: string, en: string, zh: string): EncodingChoice {
  return { encoding, decision: sure('encoding', encoding, text(en, zh), 'encoding') };
}

function guessed(
  encoding: string,
  certainty: 'guess' | 'risky',
  alternatives: readonly string[],
  evidence: { readonly en: string; readonly zh: string },
): EncodingChoice {
  return { encoding, decision: { what: 'encoding', chosen: encoding, evidence, alternatives, certainty, option: 'encoding' } };
}

function byMark(sample: Uint8Array): string | undefined {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return 'utf-8';
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 text of mostly Latin letters has a zero in nearly every second byte. */
function wideWithoutMark(sample: Uint8Array): string | undefined {
  const length = Math.min(sample.length, 4096) & ~1;
  let [even, odd] = [0, 0];
  for (let at = 0; at < length; at += 2) {
    if (sample[at] === 0) even++;
    if (sample[at + 1] === 0) odd++;
  }
  const half = length / 2;
  if (half < 2) return undefined;
  if (odd > 0.4 * half && even < 0.05 * half) return 'utf-16le';
  return even > 0.4 * half && odd < 0.05 * half ? 'utf-16be' : undefined;
}

/** Counts multi-byte characters that are valid UTF-8, and bytes beyond ASCII that are no part of one. */
function countSequences(bytes: Uint8Array): { readonly valid: number; readonly broken: number } {
  let [valid, broken] = [0, 0];
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] as number;
    if (byte < 0x80) {
      at++;
      continue;
    }
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (byte >= 0xc2 && byte < 0xf5 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length))) {
      valid++;
      at += length;
    } else {
      broken++;
      at++;
    }
  }
  return { valid, broken };
}

/** The sample without a last character that may be cut. */
function wholeCharacters(sample: Uint8Array): Uint8Array {
  let end = sample.length;
  while (end > 0 && end > sample.length - 4 && ((sample[end - 1] as number) & 0xc0) === 0x80) end--;
  return sample.subarray(0, end > 0 && (sample[end - 1] as number) >= 0xc0 ? end - 1 : end);
}

/** Shares of double-byte pairs that the common characters of an encoding must reach before it is believed. */
const PLAUSIBLE_SHARE = 0.9;
/** Below this many pairs, chance alone can produce them. */
const FEWEST_PAIRS = 2;

function byPlausibility(sample: Uint8Array): EncodingChoice {
  const chinese = pairShare(sample, isCommonChinese);
  if (chinese.pairs >= FEWEST_PAIRS && chinese.share >= PLAUSIBLE_SHARE) {
    return choice(
      'gb18030',
      `The bytes are not UTF-8; ${Math.round(100 * chinese.share)} % of ${chinese.pairs} pairs are common Chinese characters in GB18030.`,
      `字节不是 UTF-8；${chinese.pairs} 个双字节中有 ${Math.round(100 * chinese.share)}% 是 GB18030 常用汉字。`,
    );
  }
  const japanese = pairShare(sample, isCommonJapanese);
  const isJapanese = japanese.pairs >= FEWEST_PAIRS && japanese.share >= 0.6;
  const likely = isJapanese ? 'shift_jis' : 'windows-1252';
  const others = ['windows-1252', 'shift_jis', 'gb18030', 'utf-8'].filter((label) => label !== likely);
  return guessed(likely, 'risky', others, {
    en: `The bytes are not UTF-8 and no plausible Chinese; ${likely} is the best guess.`,
    zh: `字节既不是 UTF-8，也不像中文；最可能的编码是 ${likely}。`,
  });
}

/** GB2312's punctuation and its common characters (level 1, rows B0 to D7); level 2 counts half-way as Chinese, too. */
function isCommonChinese(lead: number, trail: number): boolean {
  return trail >= 0xa1 && ((lead >= 0xa1 && lead <= 0xa3) || (lead >= 0xb0 && lead <= 0xf7));
}

/** Hiragana, katakana, punctuation and the kanji of the first level in Shift-JIS. */
function isCommonJapanese(lead: number, trail: number): boolean {
  if (lead === 0x82) return trail >= 0x9f && trail <= 0xf1;
  if (lead === 0x83) return trail >= 0x40 && trail <= 0x96;
  return (lead === 0x81 && trail >= 0x40) || (lead >= 0x88 && lead <= 0x97 && trail >= 0x40);
}

function pairShare(
  sample: Uint8Array,
  isCommon: (lead: number, trail: number) => boolean,
): { readonly pairs: number; readonly share: number } {
  let [pairs, common] = [0, 0];
  for (let at = 0; at < sample.length; at++) {
    const lead = sample[at] as number;
    if (lead < 0x80) continue;
    pairs++;
    if (isCommon(lead, sample[at + 1] ?? 0)) common++;
    at++;
  }
  return { pairs, share: pairs === 0 ? 0 : common / pairs };
}
