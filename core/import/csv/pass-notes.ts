import { warning } from '../decisions.ts';
import type { ImportNote } from '../import-result.ts';
import type { CsvPass } from './csv-pass.ts';
import type { RejectList } from './reject-list.ts';

/** Warnings about rows and bytes, once the whole text has been read. */
export function passNotes(pass: CsvPass, rejects: RejectList): ImportNote[] {
  const notes: ImportNote[] = [];
  const { scanner } = pass;
  const repeated = pass.intake.repeatedHeaders;
  const say = (count: number, code: string, en: string, zh: string): void => {
    if (count > 0) notes.push(warning(code, en, zh));
  };
  const kinds = Object.values(scanner.lineEnds).filter((count) => count > 0).length;
  say(
    kinds - 1,
    'mixed-line-ends',
    'Lines end in more than one way (LF, CRLF or CR); all were understood.',
    '换行符不统一（LF、CRLF 或 CR）；均已识别。',
  );
  say(pass.blankLines, 'blank-lines', `${pass.blankLines} blank lines were skipped.`, `已跳过 ${pass.blankLines} 个空行。`);
  say(
    scanner.strayQuotes,
    'stray-quotes',
    `${scanner.strayQuotes} quotes stand inside cells that are not quoted; they were kept as text.`,
    `${scanner.strayQuotes} 个引号出现在未加引号的单元格内；按文字保留。`,
  );
  const nuls = scanner.nulBytes - pass.nulPadding;
  say(nuls, 'nul-bytes', `${nuls} NUL characters stand inside cells; they were kept.`, `单元格内有 ${nuls} 个 NUL 字符；已保留。`);
  say(
    pass.nulPadding,
    'nul-padding',
    `${pass.nulPadding} NUL bytes at the end were left out.`,
    `已忽略文件末尾的 ${pass.nulPadding} 个 NUL 字节。`,
  );
  say(
    scanner.controlBytes,
    'control-characters',
    `${scanner.controlBytes} control characters stand inside cells; they were kept.`,
    `单元格内有 ${scanner.controlBytes} 个控制字符；已保留。`,
  );
  say(
    repeated,
    'repeated-header',
    `The header came again ${repeated} times; those rows were left out.`,
    `表头又出现了 ${repeated} 次；已略去这些行。`,
  );
  say(
    pass.footerCount,
    'footer',
    `${pass.footerCount} rows of totals at the end were left out.`,
    `已略去末尾的 ${pass.footerCount} 行合计。`,
  );
  const others = rejects.count - repeated - pass.footerCount;
  say(others, 'rejected-rows', `${others} rows could not be read and are listed as rejects.`, `${others} 行无法读取，已列入拒收清单。`);
  return notes;
}
