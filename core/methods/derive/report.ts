import { text } from '../../base/text.ts';
import { shownName } from '../../frame/expression/names.ts';
import { WARNING_WORDS } from '../../frame/expression/warning-words.ts';
import type { Note, Report, TableBlock, TextBlock } from '../../report/blocks.ts';
import type { DerivedColumn, DeriveFit } from './derived.ts';

/** Says which columns were made, what they hold, and what was lost in making them. */
export function summarizeDerived(fit: DeriveFit): Report {
  return { blocks: [reading(fit), columnTable(fit)], notes: fit.derived.flatMap((derived) => notesOf(derived, fit.rowCount)) };
}

function reading({ derived, rowCount }: DeriveFit): TextBlock {
  const listed = derived.slice(0, 12).map(({ name }) => shownName(name));
  const [and, rest] = derived.length > 12 ? [` and ${derived.length - 12} more`, ` 等 ${derived.length} 列`] : ['', ''];
  const lost = derived.reduce((sum, { warnings }) => sum + warnings.reduce((part, { count }) => part + count, 0), 0);
  const lostEn = lost === 0 ? 'Nothing was lost in computing them.' : `${lost} values could not be computed and are missing.`;
  const lostZh = lost === 0 ? '计算过程中没有丢失任何值。' : `有 ${lost} 个值无法计算，记为缺失。`;
  const plural = derived.length === 1 ? 'column' : 'columns';
  return {
    kind: 'text',
    id: 'reading',
    title: text('New columns', '新增列'),
    body: text(
      `${derived.length} ${plural} computed for ${rowCount} rows: ${listed.join(', ')}${and}. ${lostEn}`,
      `为 ${rowCount} 行计算了 ${derived.length} 列：${listed.join('、')}${rest}。${lostZh}`,
    ),
  };
}

function columnTable({ derived, rowCount }: DeriveFit): TableBlock {
  return {
    kind: 'table',
    id: 'columns',
    title: text('What the new columns hold', '新增列的内容'),
    table: {
      columns: [
        { name: 'column', label: text('Column', '列') },
        { name: 'kind', label: text('Kind', '类型') },
        { name: 'expression', label: text('Expression', '表达式') },
        { name: 'missing', label: text('Missing', '缺失数') },
        { name: 'missingShare', label: text('Missing share', '缺失比例'), unit: 'share' },
        { name: 'least', label: text('Least', '最小值') },
        { name: 'mean', label: text('Mean', '均值') },
        { name: 'greatest', label: text('Greatest', '最大值') },
        { name: 'levels', label: text('Levels (rows)', '取值（行数）') },
      ],
      rows: derived.map(({ name, expression, column, summary }) => [
        name,
        column.kind,
        expression,
        summary.missingCount,
        rowCount === 0 ? null : summary.missingCount / rowCount,
        summary.least,
        summary.mean,
        summary.greatest,
        levelsInWords(summary),
      ]),
    },
  };
}

function levelsInWords({ levels, levelCount }: DerivedColumn['summary']): string | null {
  if (levelCount === 0) return null;
  const listed = levels.map(([name, count]) => `${name} (${count})`).join('; ');
  return levelCount > levels.length ? `${listed}; … ${levelCount}` : listed;
}

function notesOf({ name, column, summary, warnings, isReplacing }: DerivedColumn, rowCount: number): Note[] {
  const shown = shownName(name);
  const notes: Note[] = warnings.map(({ kind, count }) => ({
    severity: 'warning',
    code: `derive/${kind}`,
    message: text(
      `${shown}: ${count} of ${rowCount} values became missing (${WARNING_WORDS[kind].en}).`,
      `${shown}：${rowCount} 个值中有 ${count} 个变为缺失（${WARNING_WORDS[kind].zh}）。`,
    ),
  }));
  if (rowCount > 0 && summary.missingCount === rowCount) {
    notes.push({
      severity: 'warning',
      code: 'derive/all-missing',
      message: text(`${shown} is missing in every row.`, `${shown} 在每一行都缺失。`),
    });
  } else if (rowCount > 1 && isConstant(column.kind, summary)) {
    notes.push({ severity: 'info', code: 'derive/constant', message: text(`${shown} has only one value.`, `${shown} 只有一个取值。`) });
  }
  if (isReplacing) {
    const message = text(`${shown} replaces a column of that name.`, `${shown} 替换了同名的原有列。`);
    notes.push({ severity: 'info', code: 'derive/replaced', message });
  }
  return notes;
}

function isConstant(kind: DerivedColumn['column']['kind'], summary: DerivedColumn['summary']): boolean {
  if (kind === 'category' || kind === 'boolean') return summary.levelCount === 1 && summary.missingCount === 0;
  return summary.least === summary.greatest && summary.missingCount === 0;
}
