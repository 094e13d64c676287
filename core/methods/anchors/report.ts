import { type Text, text } from '../../base/text.ts';
import type { Block, Figure, FigureBlock, Note, Report, Scalar, TableData } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { token } from '../../report/tokens.ts';
import { NOT_CAUSAL, subjectWords, surrogateNotes } from '../kit/explanations/words.ts';
import type { AnchorStep, AnchorsFit } from './fit.ts';
import type { AnchorsSpec } from './spec.ts';
import { predicateWords, ruleWords } from './words.ts';

/** Writes the report: the rule as a sentence, what each condition adds, and how it was checked. */
export function reportAnchors(fit: AnchorsFit, spec: AnchorsSpec): Report {
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, spec) },
    stepsBlock(fit, spec),
    {
      kind: 'scalars',
      id: 'facts',
      title: text('How the rule was checked', '规则的检验'),
      rows: [...ruleScalars(fit), ...questionScalars(fit, spec)],
    },
  ];
  return { blocks, notes: [...surrogateNotes('anchors', fit.facts), ...searchNotes(fit, spec)] };
}

function lastOf({ steps }: AnchorsFit): AnchorStep {
  return steps.at(-1) as AnchorStep;
}

/** "96.4 %" */
function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

/** "at or above 0.5" */
function sideWords({ answer, threshold }: AnchorsFit): Text {
  const [en, zh] = [formatNumber(threshold, 'en'), formatNumber(threshold, 'zh')];
  return answer >= threshold ? text(`at or above ${en}`, `不低于 ${zh}`) : text(`below ${en}`, `低于 ${zh}`);
}

function readingOf(fit: AnchorsFit, spec: AnchorsSpec): Text {
  const [subject, side, last] = [subjectWords(fit.facts), sideWords(fit), lastOf(fit)];
  const [low, high] = last.interval.map(percent);
  const held = percent(last.precision);
  const level = `${Math.round((1 - spec.alpha) * 1000) / 10}%`;
  const checked = text(
    `${held} of ${spec.check} fresh draws (${level} interval ${low} to ${high})`,
    `${spec.check} 次新抽样中有 ${held}（${level} 区间为 ${low} 至 ${high}）`,
  );
  const end = text(
    `the required precision is ${percent(spec.tau)}. ${NOT_CAUSAL.en}`,
    `所要求的精确率为 ${percent(spec.tau)}。${NOT_CAUSAL.zh}`,
  );
  if (fit.predicates.length === 0) {
    const why = fit.isReached
      ? text('No condition is needed', '无需任何条件')
      : text('No condition that would hold the decision in place was found', '未找到能锁定该判定的条件');
    return text(
      `${why.en}: ${subject.en} is ${side.en} for row ${fit.name}, and so it is in ${checked.en} whatever the row; ${end.en}`,
      `${why.zh}：对行 ${fit.name}，${subject.zh}${side.zh}；不论取哪一行，${checked.zh}都如此；${end.zh}`,
    );
  }
  const rule = ruleWords(fit.predicates, fit.features);
  const covered = percent(last.rows / fit.rowCount);
  const best = fit.isReached
    ? text('', '')
    : text('NOT SURELY PRECISE ENOUGH, the best found: ', '不能确保足够精确，仅为目前找到的最佳规则：');
  return text(
    `${best.en}IF ${rule.en}, THEN ${subject.en} is ${side.en}, as for row ${fit.name}: so it is in ${checked.en}; ${end.en} The rule holds for ${covered} of the rows.`,
    `${best.zh}若 ${rule.zh}，则${subject.zh}${side.zh}，与行 ${fit.name} 相同：${checked.zh}成立；${end.zh}该规则适用于 ${covered} 的行。`,
  );
}

function stepsBlock(fit: AnchorsFit, spec: AnchorsSpec): FigureBlock {
  const labels = fit.steps.map((_, length): Text => {
    const added = fit.predicates[length - 1];
    if (added === undefined) return text('no condition', '无条件');
    const words = predicateWords(added, fit.features);
    return text(`${length === 1 ? '' : 'and '}${words.en}`, `${length === 1 ? '' : '且 '}${words.zh}`);
  });
  return {
    kind: 'figure',
    id: 'steps',
    title: fit.isReached
      ? text('What does each condition add?', '每个条件带来了什么？')
      : text('NOT SURELY PRECISE ENOUGH: what does each condition add?', '不能确保足够精确：每个条件带来了什么？'),
    subtitle: text(
      `${spec.check} fresh draws each, n = ${fit.rowCount} rows; dotted line: required precision`,
      `每步 ${spec.check} 次新抽样，n = ${fit.rowCount} 行；虚线：要求的精确率`,
    ),
    figure: stepsFigure(fit, spec, labels),
    table: stepsTable(fit, labels),
  };
}

function stepsFigure({ steps, rowCount, isReached }: AnchorsFit, { tau }: AnchorsSpec, labels: readonly Text[]): Figure {
  const places = labels.map((_, at) => at);
  const bar = (shares: readonly number[], name: Text, color: string) => ({
    type: 'bar',
    orientation: 'h',
    y: places,
    x: shares,
    name,
    marker: { color },
  });
  const shares = steps.map(({ precision }) => precision);
  const error_x = {
    type: 'data',
    symmetric: false,
    array: steps.map(({ precision, interval }) => interval[1] - precision),
    arrayminus: steps.map(({ precision, interval }) => precision - interval[0]),
    color: token('ink-2'),
    thickness: 1,
  };
  const covered = steps.map(({ rows }) => rows / rowCount);
  return {
    data: [
      { ...bar(shares, text('precision on fresh draws', '新抽样上的精确率'), token(isReached ? 'accent' : 'warn')), error_x },
      bar(covered, text('coverage: share of rows', '覆盖率：适用行的占比'), token('ink-3')),
    ],
    layout: {
      barmode: 'group',
      xaxis: { title: { text: text('share', '比例') }, range: [0, 1.02], nticks: 6, zeroline: false, gridcolor: token('line') },
      yaxis: { tickmode: 'array', tickvals: places, ticktext: labels, autorange: 'reversed', automargin: true },
      shapes: [
        { type: 'line', xref: 'x', yref: 'paper', x0: tau, x1: tau, y0: 0, y1: 1, line: { color: token('ink-2'), width: 1, dash: 'dot' } },
      ],
      legend: { orientation: 'h', y: 1.02, yanchor: 'bottom' },
      height: 110 + 48 * steps.length,
    },
  };
}

function stepsTable({ steps, rowCount }: AnchorsFit, labels: readonly Text[]): TableData {
  return {
    columns: [
      { name: 'conditions', label: text('conditions', '条件数') },
      { name: 'added', label: text('added', '新增条件'), words: wordsByEnglish(labels) },
      { name: 'precision', label: text('precision on fresh draws', '新抽样上的精确率'), unit: 'share' },
      { name: 'low', unit: 'share' },
      { name: 'high', unit: 'share' },
      { name: 'coverage', label: text('coverage', '覆盖率'), unit: 'share' },
      { name: 'rows', label: text('rows it holds for', '适用行数') },
      { name: 'precision_on_rows', label: text('precision on these rows', '适用行上的精确率'), unit: 'share' },
    ],
    rows: steps.map(({ precision, interval, rows, agreeing }, length) => [
      length,
      labels[length]?.en ?? '',
      precision,
      ...interval,
      rows / rowCount,
      rows,
      agreeing / rows,
    ]),
  };
}

/** What cells say in the reader's language: their English words stand in the table. */
function wordsByEnglish(labels: readonly Text[]): Readonly<Record<string, Text>> {
  return Object.fromEntries(labels.map((label) => [label.en, label]));
}

function ruleScalars(fit: AnchorsFit): Scalar[] {
  const last = lastOf(fit);
  const rule = ruleWords(fit.predicates, fit.features);
  return [
    { name: 'rule', label: text('Rule', '规则'), value: rule.en === '' ? '*' : rule.en },
    { name: 'precision', label: text('Precision, verified on fresh draws', '精确率（新抽样验证）'), value: last.precision, unit: 'share' },
    { name: 'precision_low', label: text('Lower end of its interval', '其区间下限'), value: last.interval[0], unit: 'share' },
    { name: 'precision_high', label: text('Upper end of its interval', '其区间上限'), value: last.interval[1], unit: 'share' },
    { name: 'is_reached', label: text('The required precision is reached', '达到要求的精确率'), value: fit.isReached },
    {
      name: 'coverage',
      label: text('Coverage: share of rows it holds for', '覆盖率：适用行的占比'),
      value: last.rows / fit.rowCount,
      unit: 'share',
    },
    { name: 'rows', label: text('Rows it holds for', '适用行数'), value: last.rows },
    {
      name: 'precision_on_rows',
      label: text('Precision on these rows as they are', '在这些真实行上的精确率'),
      value: last.agreeing / last.rows,
      unit: 'share',
    },
  ];
}

function questionScalars(fit: AnchorsFit, spec: AnchorsSpec): Scalar[] {
  return [
    { name: 'row', label: text('Row', '行号'), value: fit.row + 1 },
    { name: 'answer', label: text('Answer for this row', '该行的预测'), value: fit.answer },
    { name: 'threshold', label: text('Threshold of the decision', '判定阈值'), value: fit.threshold },
    { name: 'tau', label: text('Required precision', '要求的精确率'), value: spec.tau, unit: 'share' },
    { name: 'answers', label: text('Model answers asked for', '调用模型的次数'), value: fit.answers },
  ];
}

function searchNotes(fit: AnchorsFit, spec: AnchorsSpec): Note[] {
  const notes: Note[] = [];
  const last = lastOf(fit);
  if (!fit.isReached)
    notes.push({
      severity: 'warning',
      code: 'anchors/short',
      message: text(
        `No rule was found that surely keeps the decision in ${percent(spec.tau)} of draws; shown is the best so far, with ${percent(last.precision)}. Allow more conditions, bins or answers, or ask for less.`,
        `没有规则能确保在 ${percent(spec.tau)} 的抽样中维持该判定；所示为目前最佳，精确率 ${percent(last.precision)}。可增加条件数、箱数或预算，或降低要求。`,
      ),
    });
  if (fit.isSpent)
    notes.push({
      severity: fit.isReached ? 'info' : 'warning',
      code: 'anchors/budget',
      message: text(
        `The search used up its ${spec.budget} answers; with more a shorter or wider rule might be found.`,
        `搜索已用完 ${spec.budget} 次调用预算；增加预算或可找到更短、覆盖更广的规则。`,
      ),
    });
  if (fit.isUnanimous && fit.rowCount > 1)
    notes.push({
      severity: 'info',
      code: 'anchors/unanimous',
      message: text(
        'Every row of the table gets this decision: set threshold to a value that answers cross.',
        '表中每一行都是同样的判定：请把阈值设在预测值的范围之内。',
      ),
    });
  if (last.rows === 1 && fit.rowCount > 1)
    notes.push({
      severity: 'info',
      code: 'anchors/only-this-row',
      message: text(
        `The rule holds for row ${fit.name} and no other row of the table.`,
        `该规则只适用于行 ${fit.name}，不适用于表中其他行。`,
      ),
    });
  return notes;
}
