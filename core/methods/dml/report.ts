import { type Language, type Text, text } from '../../base/text.ts';
import type { Block, Estimate, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { token } from '../../report/tokens.ts';
import { dotsFigure } from '../kit/policy/dots.ts';
import { overlapFigure } from './figures.ts';
import type { DmlContrast, DmlFit } from './fit.ts';
import type { Scored } from './scores.ts';
import type { DmlSpec } from './spec.ts';

/** Writes the report: the sentence, the design, the effects, what a missing confounder could do. */
export function reportDml(fit: DmlFit, spec: DmlSpec): Report {
  const level = 1 - spec.alpha;
  const of = (contrast: DmlContrast) => (fit.isAmount ? contrast.arm : `${contrast.arm} − ${fit.control}`);
  const row = (
    contrast: DmlContrast,
    estimand: string,
    { value, standardError, interval, pValue, n }: Scored,
    group?: string,
  ): Estimate => ({
    ...{ name: fit.outcome, estimand, contrast: of(contrast), value, standardError, interval, level, pValue, n },
    ...(group === undefined ? {} : { group }),
  });
  const estimand = estimandName(fit, spec);
  const dots = fit.contrasts.flatMap((contrast) => [
    { label: text(of(contrast), of(contrast)), measured: contrast.main, colour: token('accent') },
    ...contrast.groups.map(({ group, estimate }) => {
      const label = `${of(contrast)} · ${fit.group} = ${group}`;
      return { label: text(label, label), measured: estimate, colour: token('treated') };
    }),
  ]);
  const groups = fit.contrasts.flatMap((each) =>
    each.groups.map(({ group, estimate }) => row(each, `group ${estimand}`, estimate, `${fit.group} = ${group}`)),
  );
  const lines = fit.contrasts.flatMap((each) => each.line.map(({ name, estimate }) => row(each, 'effect line', estimate, name)));
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, level, of) },
    designBlock(fit, of),
    ...fit.contrasts.slice(0, 6).flatMap((contrast, at): Block[] =>
      contrast.diagnosis.bins === null
        ? []
        : [
            {
              kind: 'figure',
              id: `overlap-${at + 1}`,
              title: text(
                `Could rows of ${contrast.arm} have been in ${fit.control}?`,
                `${contrast.arm} 的行是否也可能在 ${fit.control}？`,
              ),
              subtitle: text(`n = ${contrast.diagnosis.n}`, `n = ${contrast.diagnosis.n}`),
              ...overlapFigure(contrast, fit.control),
            },
          ],
    ),
    {
      kind: 'figure',
      id: 'effect-forest',
      title: text('How large is the effect, once covariates are taken out?', '剔除协变量之后，效应有多大？'),
      subtitle: text(`${formatNumber(100 * level, 'en')} % intervals`, `${formatNumber(100 * level, 'zh')} % 区间`),
      figure: dotsFigure(dots, text(`effect on ${fit.outcome}`, `对 ${fit.outcome} 的效应`)),
      table: {
        columns: [
          { name: 'contrast', label: text('contrast', '比较') },
          { name: 'effect', label: text('effect', '效应') },
          { name: 'low', label: text('low', '下限') },
          { name: 'high', label: text('high', '上限') },
        ],
        rows: dots.map(({ label, measured }) => [label.en, measured.value, ...measured.interval]),
      },
    },
    { kind: 'estimates', id: 'effects', title: text('Effects', '效应'), rows: fit.contrasts.map((each) => row(each, estimand, each.main)) },
    ...(groups.length === 0
      ? []
      : [{ kind: 'estimates' as const, id: 'groups', title: text('Effects by group (GATE)', '分组效应 (GATE)'), rows: groups }]),
    ...(lines.length === 0
      ? []
      : [{ kind: 'estimates' as const, id: 'effect-line', title: text('The effect as a line', '效应的线性投影'), rows: lines }]),
    sensitivityBlock(fit, spec, of),
    { kind: 'text', id: 'estimand', title: text('What is estimated', '估计对象'), body: estimandOf(fit, spec) },
    { kind: 'text', id: 'what-would-change', title: text('What would change the conclusion', '什么会改变结论'), body: changeOf(fit, of) },
  ];
  return { blocks, notes: fit.contrasts.flatMap((contrast) => notesOf(contrast, fit)).concat(rowNotes(fit)) };
}

function estimandName({ isAmount }: DmlFit, { model, estimand }: DmlSpec): string {
  if (isAmount) return 'average effect of one unit';
  return model === 'interactive' ? { ate: 'ATE', atte: 'ATT' }[estimand] : 'partially linear effect';
}

function readingOf(fit: DmlFit, level: number, of: (contrast: DmlContrast) => string): Text {
  const sentences = fit.contrasts.map((contrast) => {
    const n = (value: number, language: Language) => formatNumber(value, language);
    const { value, interval } = contrast.main;
    const isOpen = interval[0] <= 0 && interval[1] >= 0;
    return text(
      `${of(contrast)}: ${fit.outcome} differs by between ${n(interval[0], 'en')} and ${n(interval[1], 'en')} (${n(100 * level, 'en')} % interval), most likely ${n(value, 'en')}${isOpen ? '; the sign is open' : ''}. Without adjustment it is ${n(contrast.naive, 'en')}.`,
      `${of(contrast)}：${fit.outcome} 相差 ${n(interval[0], 'zh')} 至 ${n(interval[1], 'zh')}（${n(100 * level, 'zh')} % 区间），最可能为 ${n(value, 'zh')}${isOpen ? '；方向尚不能确定' : ''}。未经调整为 ${n(contrast.naive, 'zh')}。`,
    );
  });
  const rests = text(
    'This is the effect of the treatment only if the covariates hold every common cause of treatment and outcome.',
    '只有当协变量涵盖处理与结果的全部共同原因时，这才是处理的效应。',
  );
  const all = [...sentences, rests];
  return text(all.map(({ en }) => en).join('\n\n'), all.map(({ zh }) => zh).join('\n\n'));
}

function designBlock(fit: DmlFit, of: (contrast: DmlContrast) => string): Block {
  return {
    kind: 'table',
    id: 'design',
    title: text('What the covariates explain, on rows not learned from', '协变量的解释力（样本外）'),
    table: {
      columns: [
        { name: 'contrast', label: text('contrast', '比较') },
        { name: 'treatment R²', label: text('treatment R²', '处理 R²') },
        { name: 'outcome R²', label: text('outcome R²', '结果 R²') },
        { name: 'lowest', label: text('lowest prediction', '最低预测') },
        { name: 'highest', label: text('highest prediction', '最高预测') },
        { name: 'trimmed', label: text('trimmed rows', '截断行数') },
        { name: 'rows', label: text('rows', '行数') },
      ],
      rows: fit.contrasts.map((each) => {
        const { treatmentR2, outcomeR2, chances, clipped, n } = each.diagnosis;
        return [of(each), treatmentR2, outcomeR2, ...chances, clipped, n];
      }),
    },
  };
}

function sensitivityBlock(fit: DmlFit, { cfY, cfD, rho }: DmlSpec, of: (contrast: DmlContrast) => string): Block {
  return {
    kind: 'table',
    id: 'sensitivity',
    title: text(
      `What could a missing confounder do? cfY = ${cfY}, cfD = ${cfD}, ρ = ${rho}`,
      `遗漏的混杂因素能造成多大偏差？cfY = ${cfY}，cfD = ${cfD}，ρ = ${rho}`,
    ),
    table: {
      columns: [
        { name: 'contrast', label: text('contrast', '比较') },
        { name: 'low end', label: text('interval, low end', '区间下端') },
        { name: 'low', label: text('effect, low', '效应下界') },
        { name: 'effect', label: text('effect', '效应') },
        { name: 'high', label: text('effect, high', '效应上界') },
        { name: 'high end', label: text('interval, high end', '区间上端') },
        { name: 'robustness value', label: text('robustness value', '稳健值') },
        { name: 'robustness of the interval', label: text('robustness of the interval', '区间稳健值') },
      ],
      rows: fit.contrasts.map((each) => {
        const { lowEnd, low, high, highEnd, robustness, robustnessOfInterval } = each.sensitivity;
        return [of(each), lowEnd, low, each.main.value, high, highEnd, robustness, robustnessOfInterval];
      }),
    },
  };
}

function estimandOf(fit: DmlFit, { model, estimand }: DmlSpec): Text {
  if (model === 'interactive') {
    const whom = estimand === 'ate' ? text('all compared rows', '全部参与比较的行') : text('the rows in the arm', '处理组的行');
    return text(
      `The mean of ${fit.outcome} under the arm minus under ${fit.control}, averaged over ${whom.en}: ψ = μ₁ − μ₀ + D(Y − μ₁)/e − (1 − D)(Y − μ₀)/(1 − e), or its counterpart for the treated.`,
      `${fit.outcome} 在该组与在 ${fit.control} 下的均值之差，对${whom.zh}取平均：ψ = μ₁ − μ₀ + D(Y − μ₁)/e − (1 − D)(Y − μ₀)/(1 − e)，或其处理组对应形式。`,
    );
  }
  return text(
    `θ in ${fit.outcome} = θ·${fit.treatment} + g(x) + ε. Each arm is set against ${fit.control} on the rows of the two; where effects differ between rows, θ weights them by the variance of the treatment given x.`,
    `${fit.outcome} = θ·${fit.treatment} + g(x) + ε 中的 θ。每组只与 ${fit.control} 的行比较；若各行效应不同，θ 按给定 x 时处理的方差加权。`,
  );
}

function changeOf(fit: DmlFit, of: (contrast: DmlContrast) => string): Text {
  const percent = (value: number, language: Language) => formatNumber(100 * value, language);
  const sentences = fit.contrasts.map((each) => {
    const { robustness, robustnessOfInterval } = each.sensitivity;
    return text(
      `${of(each)}: a missing confounder that explains ${percent(robustness, 'en')} % of what is left of both treatment and outcome would bring the estimate to 0; ${percent(robustnessOfInterval, 'en')} % brings 0 into the interval.`,
      `${of(each)}：若遗漏的混杂因素能解释处理与结果剩余变异的 ${percent(robustness, 'zh')} %，估计值将变为 0；解释 ${percent(robustnessOfInterval, 'zh')} % 时区间就会包含 0。`,
    );
  });
  return text(sentences.map(({ en }) => en).join('\n\n'), sentences.map(({ zh }) => zh).join('\n\n'));
}

/** Where the covariates leave less than this of the treatment, or this share of rows has no counterpart, the design fails. */
const TOO_LITTLE_LEFT = 0.01;
const TOO_MANY_TRIMMED = 0.1;

function notesOf({ arm, diagnosis }: DmlContrast, fit: DmlFit): Note[] {
  const notes: Note[] = [];
  if (1 - diagnosis.treatmentR2 < TOO_LITTLE_LEFT)
    notes.push({
      severity: 'stop',
      code: 'dml/treatment-explained',
      message: text(
        `The covariates explain nearly all of ${arm}: hardly any rows alike were treated differently.`,
        `协变量几乎完全解释了 ${arm}：几乎没有相似而处理不同的行。`,
      ),
    });
  if (diagnosis.clipped > 0)
    notes.push({
      severity: diagnosis.clipped > TOO_MANY_TRIMMED * diagnosis.n ? 'stop' : 'warning',
      code: 'dml/poor-overlap',
      message: text(
        `${diagnosis.clipped} of ${diagnosis.n} rows were almost sure to be in ${arm} or in ${fit.control}; their chances were trimmed.`,
        `${diagnosis.n} 行中有 ${diagnosis.clipped} 行几乎必然属于 ${arm} 或 ${fit.control}，其概率已截断。`,
      ),
    });
  return notes;
}

function rowNotes({ rowCount, usableRows, outcome, treatment, counted, folds }: DmlFit): Note[] {
  const notes: Note[] = [];
  if (usableRows < rowCount)
    notes.push({
      severity: 'warning',
      code: 'dml/rows-left-out',
      message: text(
        `${rowCount - usableRows} rows have no compared value of ${treatment} or none of ${outcome} and were left out.`,
        `${rowCount - usableRows} 行缺少 ${outcome} 或不属于参与比较的 ${treatment}，已剔除。`,
      ),
    });
  if (counted !== null)
    notes.push({
      severity: 'info',
      code: 'dml/level-counted',
      message: text(`In ${outcome}, "${counted}" counts as 1.`, `${outcome} 中，“${counted}”记为 1。`),
    });
  if (folds === 1)
    notes.push({
      severity: 'warning',
      code: 'dml/in-sample',
      message: text(
        'With one fold models answer about rows that they learned from; only straight lines keep honest intervals then.',
        '只有一折时，模型预测自身学习过的行；此时只有线性模型的区间可信。',
      ),
    });
  return notes;
}
