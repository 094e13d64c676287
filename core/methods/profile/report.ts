import { text } from '../../base/text.ts';
import { shownName } from '../../frame/expression/names.ts';
import type { Block, Report, TextBlock } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { columnFigure, columnsToDraw } from './figures.ts';
import { notesOf } from './notes.ts';
import type { ProfileFit } from './profile-fit.ts';
import { columnTable, patternTable } from './tables.ts';

/** The data in one sentence, one table, up to twelve pictures, and a note per hint. */
export function summarizeProfile(fit: ProfileFit): Report {
  const blocks: Block[] = [reading(fit), { kind: 'table', id: 'columns', title: text('Every column', '全部列'), table: columnTable(fit) }];
  if (fit.patterns.length > 0) {
    blocks.push({
      kind: 'table',
      id: 'missing-patterns',
      title: text('Which columns are missing together?', '哪些列会同时缺失？'),
      table: patternTable(fit),
    });
  }
  blocks.push(...columnsToDraw(fit.columns, fit.outcome).map(columnFigure));
  return { blocks, notes: notesOf(fit) };
}

function reading(fit: ProfileFit): TextBlock {
  const { columns, rowCount, duplicateCount } = fit;
  const size = {
    en: `${formatNumber(rowCount, 'en')} rows and ${columns.length} columns.`,
    zh: `共 ${formatNumber(rowCount, 'zh')} 行、${columns.length} 列。`,
  };
  const missing = missingWords(fit);
  const personal = columns.filter((column) => column.personal !== null).length;
  const leaking = columns.filter((column) => column.leak !== null).length;
  const hintEn = [
    ...(personal > 0 ? [`${personal} may hold personal data`] : []),
    ...(leaking > 0 ? [`${leaking} may leak the outcome`] : []),
    ...(duplicateCount > 0 ? [`${formatNumber(duplicateCount, 'en')} rows repeat an earlier one`] : []),
  ];
  const hintZh = [
    ...(personal > 0 ? [`${personal} 列可能含个人信息`] : []),
    ...(leaking > 0 ? [`${leaking} 列可能泄漏结果`] : []),
    ...(duplicateCount > 0 ? [`${formatNumber(duplicateCount, 'zh')} 行与前面的行重复`] : []),
  ];
  const en = hintEn.length === 0 ? ' Nothing suspicious was found.' : ` To look at: ${hintEn.join('; ')}.`;
  const zh = hintZh.length === 0 ? '未发现可疑之处。' : `需要留意：${hintZh.join('；')}。`;
  return {
    kind: 'text',
    id: 'reading',
    title: text('What is in the data', '数据概况'),
    body: text(`${size.en} ${missing.en}${en}`, `${size.zh}${missing.zh}${zh}`),
  };
}

function missingWords({ columns, rowCount }: ProfileFit): { readonly en: string; readonly zh: string } {
  const incomplete = columns.filter(({ missingCount }) => missingCount > 0);
  const [worst] = [...incomplete].sort((left, right) => right.missingCount - left.missingCount);
  if (worst === undefined) return { en: 'No value is missing.', zh: '没有缺失值。' };
  const share = ((100 * worst.missingCount) / rowCount).toFixed(1);
  const name = shownName(worst.name);
  const verb = incomplete.length === 1 ? 'column has' : 'columns have';
  return {
    en: `${incomplete.length} ${verb} missing values, ${name} most (${share} % of the rows).`,
    zh: `${incomplete.length} 列有缺失值，最多的是 ${name}（${share}% 的行）。`,
  };
}
