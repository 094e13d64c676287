import { text, verbatim } from '../../base/text.ts';
import { shownName } from '../../frame/expression/names.ts';
import { WARNING_WORDS } from '../../frame/expression/warning-words.ts';
import type { Block, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { branchFigure, branchTable } from './figures.ts';
import type { RuleSegmentFit } from './segment-fit.ts';
import type { RuleSegmentSpec } from './spec.ts';
import { conditionWords } from './words.ts';

/** Says who is in, shows where the rows went, and gives the rule as SQL. */
export function summarizeSegment(fit: RuleSegmentFit, spec: RuleSegmentSpec): Report {
  const table = branchTable(fit.branches);
  const blocks: Block[] = [
    reading(fit),
    {
      kind: 'scalars',
      id: 'size',
      title: text('Size of the segment', '分群规模'),
      rows: [
        { name: 'members', label: text('Members', '成员数'), value: fit.memberCount },
        { name: 'rows', label: text('Rows', '总行数'), value: fit.rowCount },
        { name: 'share', label: text('Share', '占比'), value: shareOf(fit), unit: 'share' },
        { name: 'unknown', label: text('Not decided because a value is missing', '因缺失值无法判断'), value: fit.unknownCount },
      ],
    },
    {
      kind: 'figure',
      id: 'branches',
      title: text('Which condition takes how many rows away?', '每个条件各筛掉多少行？'),
      subtitle: text(
        `${formatNumber(fit.rowCount, 'en')} rows; grey reached the condition, blue passed it`,
        `共 ${formatNumber(fit.rowCount, 'zh')} 行；灰色为到达该条件的行，蓝色为满足的行`,
      ),
      figure: branchFigure(fit.branches),
      table,
    },
    { kind: 'text', id: 'sql', title: text('The rule as SQL', '规则的 SQL 写法'), body: verbatim(fit.sql) },
  ];
  return { blocks, notes: notesOf(fit, spec) };
}

function shareOf(fit: RuleSegmentFit): number | null {
  return fit.rowCount === 0 ? null : fit.memberCount / fit.rowCount;
}

function reading(fit: RuleSegmentFit): Block {
  const words = conditionWords(fit.condition);
  const share = shareOf(fit);
  const [en, zh] = share === null ? ['', ''] : [` (${percent(share)} %)`, `（${percent(share)}%）`];
  const counts = {
    en: `${formatNumber(fit.memberCount, 'en')} of ${formatNumber(fit.rowCount, 'en')} rows${en} are in the segment`,
    zh: `${formatNumber(fit.rowCount, 'zh')} 行中有 ${formatNumber(fit.memberCount, 'zh')} 行${zh}属于该分群`,
  };
  return {
    kind: 'text',
    id: 'reading',
    title: text('Who is in the segment', '分群包含谁'),
    body: text(`${counts.en}: ${words.en}.`, `${counts.zh}：${words.zh}。`),
  };
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function notesOf(fit: RuleSegmentFit, spec: RuleSegmentSpec): Note[] {
  const notes: Note[] = fit.warnings.map(({ kind, count }) => ({
    severity: 'warning',
    code: `rule-segment/${kind}`,
    message: text(
      `${count} values in the condition became missing (${WARNING_WORDS[kind].en}).`,
      `条件中有 ${count} 个值变为缺失（${WARNING_WORDS[kind].zh}）。`,
    ),
  }));
  if (fit.memberCount === 0) {
    const message = text(
      'No row satisfies the rule; look for the condition that no row passes.',
      '没有任何行满足规则；请查看哪个条件没有行通过。',
    );
    notes.push({ severity: 'warning', code: 'rule-segment/empty', message });
  } else if (fit.memberCount === fit.rowCount) {
    const message = text('Every row satisfies the rule; it separates nobody.', '所有行都满足规则，分群没有区分作用。');
    notes.push({ severity: 'info', code: 'rule-segment/everyone', message });
  }
  if (fit.unknownCount > 0) {
    const message = text(
      `${fit.unknownCount} rows are not decided because a value is missing; they are not members. Add "is missing" to the rule to take them in.`,
      `有 ${fit.unknownCount} 行因缺失值无法判断，不计为成员。若要纳入，请在规则中加入“缺失”条件。`,
    );
    notes.push({ severity: 'info', code: 'rule-segment/unknown', message });
  }
  if (fit.isReplacing) {
    const name = shownName(spec.name);
    const message = text(`The membership replaces the column ${name}.`, `成员标记替换了已有的列 ${name}。`);
    notes.push({ severity: 'info', code: 'rule-segment/replaced', message });
  }
  return notes;
}
