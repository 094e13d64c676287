import { type Language, type Text, text } from '../../base/text.ts';
import type { Block, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { drawTree } from '../kit/drawn-tree/drawn-tree.ts';
import { telltaleNotes } from '../kit/meta-learners/leakage-notes.ts';
import { gainFigure, ruleTable } from './figures.ts';
import type { PolicyTreeFit, Worth } from './fit.ts';
import type { PolicyTreeSpec } from './spec.ts';

/** Writes the report: the rules first, then what they are worth on rows they have not seen. */
export function reportPolicyTree(fit: PolicyTreeFit, spec: PolicyTreeSpec): Report {
  const level = 1 - spec.alpha;
  const subtitle = text(`n = ${fit.used}, depth ${spec.depth}`, `n = ${fit.used}，深度 ${spec.depth}`);
  return {
    blocks: [
      { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, level) },
      {
        kind: 'figure',
        id: 'tree',
        title: text('Who gets what?', '谁得到什么？'),
        subtitle,
        ...drawTree({ nodes: fit.boxes, valueName: text('value per row beside the mean', '每行价值与均值之差') }),
      },
      { kind: 'table', id: 'rules', title: text('Who gets what', '谁得到什么'), table: ruleTable(fit) },
      ...worthBlocks(fit, level, subtitle),
      settingsBlock(fit),
      {
        kind: 'text',
        id: 'what-would-change',
        title: text('What would change the conclusion', '何种情况会改变结论'),
        body: text(
          'Other costs or another value of the outcome; something outside the covariates that decided both arm and outcome; or customers unlike these.',
          '成本或结果价值改变；存在协变量之外同时影响分组与结果的因素；或客群与此不同。',
        ),
      },
    ],
    notes: notesOf(fit, spec),
  };
}

function worthBlocks(fit: PolicyTreeFit, level: number, subtitle: Text): Block[] {
  if (fit.worths.length === 0) return [];
  const row = (estimand: string, { name, value, standardError, interval }: Worth, contrast?: string) => ({
    name: fit.outcome,
    group: contrast === undefined ? name : 'rule',
    ...(contrast === undefined ? {} : { contrast }),
    ...{ estimand, value, standardError, interval, level, n: fit.used },
  });
  return [
    {
      kind: 'figure',
      id: 'gain',
      title: text('Does the rule beat one arm for everybody?', '规则是否优于“所有人同一组”？'),
      subtitle,
      ...gainFigure(fit),
    },
    {
      kind: 'estimates',
      id: 'values',
      title: text('Values on unseen rows', '未见行上的价值'),
      rows: [
        ...fit.worths.map((worth) => row('value per row (doubly robust)', worth)),
        ...fit.gains.map((gain) => row('difference in value per row', gain, `rule − ${gain.name}`)),
      ],
    },
  ];
}

function settingsBlock(fit: PolicyTreeFit): Block {
  return {
    kind: 'scalars',
    id: 'overview',
    title: text('Overview', '概览'),
    rows: [
      { name: 'rows', value: fit.used, unit: 'rows' },
      { name: 'leaves', label: text('rules', '规则数'), value: fit.rules.length },
      { name: 'cost', label: text('cost in all', '总成本'), value: fit.cost },
      { name: 'price of the budget', label: text('worth of one more unit of budget', '预算每增加一单位的价值'), value: fit.price },
      { name: 'value by the scores', label: text('value by the scores searched', '搜索所用得分下的价值'), value: fit.ownValue },
      {
        name: 'value of the best arm of each row',
        label: text('value if every row got its best arm', '每行都得到其最佳组的价值'),
        value: fit.rowwiseValue,
      },
      { name: 'exact search', label: text('exact search', '精确搜索'), value: fit.isExact },
    ],
  };
}

function readingOf(fit: PolicyTreeFit, level: number): Text {
  const rules = (language: Language) =>
    fit.rules
      .map(({ conditions, arm, count }) => {
        const when = conditions.length === 0 ? (language === 'zh' ? '所有人' : 'everybody') : conditions.join(' ∧ ');
        return language === 'zh' ? `${when} → ${fit.arms[arm]}（${count} 行）` : `${when} → ${fit.arms[arm]} (${count} rows)`;
      })
      .join('\n\n');
  const verdict = verdictOf(fit, level);
  return text(`${verdict.en}\n\n${rules('en')}`, `${verdict.zh}\n\n${rules('zh')}`);
}

function verdictOf(fit: PolicyTreeFit, level: number): Text {
  const [rule, ...simple] = fit.worths;
  const n = (value: number, language: Language) => formatNumber(value, language);
  if (rule === undefined) {
    const share = fit.rowwiseValue === 0 ? 1 : fit.ownValue / fit.rowwiseValue;
    return text(
      `By the effects’ own account the rule keeps ${n(100 * share, 'en')} % of what the best arm of every row would bring. Whether that is so on unseen rows, the value of a rule on a test says.`,
      `按效应自身的说法，该规则保留了“每行取最佳组”价值的 ${n(100 * share, 'zh')} %。在未见行上是否如此，需用测试数据评估规则价值。`,
    );
  }
  const best = simple.reduce((left, right) => (right.value > left.value ? right : left));
  const gain = fit.gains.find(({ name }) => name === best.name) ?? rule;
  const [low, high] = gain.interval;
  const percent = `${formatNumber(100 * level, 'en')} %`;
  const claim =
    low > 0
      ? text('The rule is worth more than any single arm for everybody', '该规则优于任何“所有人同一组”的做法')
      : text('The data do not show that the rule is worth more than the best single arm', '数据未能表明该规则优于最佳的单一做法');
  return text(
    `${claim.en}: rules found this way gain ${n(low, 'en')} to ${n(high, 'en')} per row over "${best.name}" for all (${percent} interval, rows not learned from), most likely ${n(gain.value, 'en')}.`,
    `${claim.zh}：以此法得到的规则相对所有人都得到“${best.name}”，每行增益 ${n(low, 'zh')} 至 ${n(high, 'zh')}（${percent} 区间，未参与学习的行），最可能为 ${n(gain.value, 'zh')}。`,
  );
}

function notesOf(fit: PolicyTreeFit, spec: PolicyTreeSpec): Note[] {
  const notes = telltaleNotes('policy-tree', fit);
  const add = (severity: Note['severity'], what: string, message: Text) => notes.push({ severity, code: `policy-tree/${what}`, message });
  if (fit.rules.length === 1)
    add('warning', 'no-split', text('No allowed condition beats one arm for everybody.', '没有任何可行的条件优于“所有人同一组”。'));
  if (!fit.isExact)
    add(
      'info',
      'looks-ahead',
      text(
        'A tree of this depth is searched two levels at a time: near the best, not proven best. Fewer columns, fewer cuts or a depth of 2 make it exact.',
        '该深度的树每次向前搜索两层：接近最优但未经证明。减少列数、分箱数或取深度 2 可得精确解。',
      ),
    );
  if (fit.coarse.length > 0)
    add(
      'info',
      'cut-at-quantiles',
      text(`Cut at quantiles, ${spec.bins} bins: ${fit.coarse.join(', ')}.`, `按分位数切分（${spec.bins} 箱）：${fit.coarse.join('、')}。`),
    );
  if (spec.budget !== undefined && fit.cost > spec.budget)
    add(
      'stop',
      'over-budget',
      text('Even giving everybody the cheapest arm costs more than the budget.', '即使所有人都取最便宜的组，成本也超出预算。'),
    );
  if (fit.clipped > 0)
    add(
      'warning',
      'poor-overlap',
      text(`For ${fit.clipped} rows some arm was almost certain or almost impossible.`, `有 ${fit.clipped} 行几乎必然或不可能进入某组。`),
    );
  if (fit.used < fit.rowCount)
    add(
      'info',
      'rows-not-learned',
      text(
        `${fit.rowCount - fit.used} rows have no arm or no outcome; the rule speaks about them but learned nothing from them.`,
        `${fit.rowCount - fit.used} 行缺少组别或结果；规则适用于它们，但未从中学习。`,
      ),
    );
  return notes;
}
