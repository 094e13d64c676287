import { type Language, type Text, text } from '../../base/text.ts';
import type { Estimate, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { telltaleNotes } from '../kit/meta-learners/leakage-notes.ts';
import type { Measured } from '../kit/policy/measured.ts';
import { gainFigure, worthFigure } from './figures.ts';
import type { PolicyValueFit } from './fit.ts';
import type { PolicyValueSpec } from './spec.ts';
import type { PolicyWorth } from './values.ts';

/** Fewer effective rows than this, and a value is a handful of customers. */
const FEW_EFFECTIVE = 50;

/** Writes the report: is the rule worth having, against what, and on how much evidence. */
export function reportPolicyValue(fit: PolicyValueFit, spec: PolicyValueSpec): Report {
  const level = 1 - spec.alpha;
  const subtitle = text(`n = ${fit.used}, doubly robust, ${spec.folds} folds`, `n = ${fit.used}，双重稳健，${spec.folds} 折`);
  return {
    blocks: [
      { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, level) },
      {
        kind: 'figure',
        id: 'gain',
        title: text('Does the rule beat one arm for everybody?', '规则是否优于“所有人同一组”？'),
        subtitle,
        ...gainFigure(fit),
      },
      { kind: 'figure', id: 'worth', title: text('What is each rule worth per row?', '各规则每行值多少？'), subtitle, ...worthFigure(fit) },
      {
        kind: 'estimates',
        id: 'estimates',
        title: text('Values', '价值'),
        rows: fit.policies.flatMap((policy) => rowsOf(fit, policy, level)),
      },
      {
        kind: 'table',
        id: 'counts',
        title: text('Who gets what', '投放人数'),
        table: {
          columns: [{ name: 'policy' }, ...fit.arms.map((name) => ({ name, unit: 'rows' }))],
          rows: fit.policies.map(({ name, counts }) => [name, ...counts]),
        },
      },
      {
        kind: 'text',
        id: 'what-would-change',
        title: text('What would change the conclusion', '何种情况会改变结论'),
        body: text(
          'Something that decided both who got which arm and the outcome, and is not among the covariates; other costs; or rows that differ from those the rule will meet.',
          '存在同时影响分组与结果却不在协变量中的因素；成本不同；或规则将面对的客群与这些行不同。',
        ),
      },
    ],
    notes: notesOf(fit),
  };
}

function rowsOf(fit: PolicyValueFit, policy: PolicyWorth, level: number): Estimate[] {
  const common = { name: fit.outcome, group: policy.name };
  const measured = ({ value, standardError, interval, n }: Measured) => ({ value, standardError, interval, level, n });
  return [
    { ...common, estimand: 'value per row (doubly robust)', ...measured(policy.robust) },
    ...(policy.weighted === null ? [] : [{ ...common, estimand: 'value per row (weighted)', ...measured(policy.weighted) }]),
    { ...common, estimand: 'value per row (models alone)', value: policy.modelled, n: fit.used },
    ...(policy.less ?? []).map(({ than, difference }) => ({
      ...common,
      estimand: 'difference in value per row',
      contrast: `rule − ${than}`,
      ...measured(difference),
    })),
  ];
}

function readingOf(fit: PolicyValueFit, level: number): Text {
  const [rule, ...simple] = fit.policies as [PolicyWorth, ...PolicyWorth[]];
  const best = simple.reduce((left, right) => (right.robust.value > left.robust.value ? right : left));
  const against = rule.less?.find(({ than }) => than === best.name)?.difference ?? rule.robust;
  const n = (value: number, language: Language) => formatNumber(value, language);
  const [low, high] = against.interval;
  const percent = `${formatNumber(100 * level, 'en')} %`;
  const verdict =
    low > 0
      ? text('The rule is worth more than any single arm for everybody.', '该规则优于任何“所有人同一组”的做法。')
      : high < 0
        ? text(`Giving everybody "${best.name}" is worth more than the rule.`, `让所有人都得到“${best.name}”比该规则更有价值。`)
        : text('The data do not show that the rule is worth more than the best single arm.', '数据未能表明该规则优于最佳的单一做法。');
  const net = fit.hasCosts ? { en: ' net of costs', zh: '（扣除成本）' } : { en: '', zh: '' };
  return text(
    `${verdict.en} Its value per row${net.en} differs from that of "${best.name}" for all by ${n(low, 'en')} to ${n(high, 'en')} (${percent} interval), most likely ${n(against.value, 'en')}; the rule itself is worth ${n(rule.robust.value, 'en')} (${n(rule.robust.interval[0], 'en')} to ${n(rule.robust.interval[1], 'en')}). ${rule.followed} of ${fit.used} rows happened to get what the rule says; they weigh as much as ${n(Math.round(rule.effective), 'en')} equal rows.`,
    `${verdict.zh}与所有人都得到“${best.name}”相比，每行价值${net.zh}相差 ${n(low, 'zh')} 至 ${n(high, 'zh')}（${percent} 区间），最可能为 ${n(against.value, 'zh')}；规则本身的价值为 ${n(rule.robust.value, 'zh')}（${n(rule.robust.interval[0], 'zh')} 至 ${n(rule.robust.interval[1], 'zh')}）。${fit.used} 行中有 ${rule.followed} 行恰好得到规则所指的组，相当于 ${n(Math.round(rule.effective), 'zh')} 个等权样本。`,
  );
}

function notesOf(fit: PolicyValueFit): Note[] {
  const notes = telltaleNotes('policy-value', fit);
  const [rule] = fit.policies as [PolicyWorth];
  const add = (severity: Note['severity'], what: string, message: Text) => notes.push({ severity, code: `policy-value/${what}`, message });
  if (fit.isInSample)
    add(
      'warning',
      'in-sample',
      text(
        'The effects that make the rule were learned from the rows that judge it, so the rule looks better than it is. Use cross-fitted effects, or other rows.',
        '形成规则的效应与评估规则的是同一批行，规则会显得偏好。请使用交叉拟合的效应，或换一批行。',
      ),
    );
  if (rule.effective < FEW_EFFECTIVE)
    add(
      'stop',
      'few-followers',
      text(
        `The rows that happened to follow the rule are worth only ${Math.round(rule.effective)} equal rows; its value rests on the models.`,
        `恰好符合规则的行只相当于 ${Math.round(rule.effective)} 个等权样本；其价值主要依赖模型。`,
      ),
    );
  if (fit.clipped > 0)
    add(
      'warning',
      'poor-overlap',
      text(
        `For ${fit.clipped} rows some arm was almost certain or almost impossible; what the other arm would have brought them is extrapolated.`,
        `有 ${fit.clipped} 行几乎必然或不可能进入某组；其他组的结果依赖外推。`,
      ),
    );
  if (fit.used < fit.rowCount)
    add(
      'info',
      'rows-left-out',
      text(
        `${fit.rowCount - fit.used} rows have no arm, no outcome or no entry in the rule and are left out.`,
        `有 ${fit.rowCount - fit.used} 行缺少组别、结果或规则，未计入。`,
      ),
    );
  return notes;
}
