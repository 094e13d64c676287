import { type Text, text } from '../../base/text.ts';
import type { Block, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { token } from '../../report/tokens.ts';
import type { ArmUnobserved, Left, UnobservedFit } from './fit.ts';

/** Writes the report: what is left of each effect, the map of strengths, and what passing and failing mean. */
export function reportUnobserved(fit: UnobservedFit): Report {
  const sentences = fit.arms.map((arm) => sentenceOf(arm, fit));
  return {
    blocks: [
      {
        kind: 'text',
        id: 'reading',
        title: text('Reading', '解读'),
        body: text(sentences.map(({ en }) => en).join(' '), sentences.map(({ zh }) => zh).join('')),
      },
      ...fit.arms.map((arm, index) => mapBlock(arm, fit, index)),
      {
        kind: 'table',
        id: 'benchmarks',
        title: text('How strong the measured covariates are', '已测协变量的强度'),
        table: {
          columns: [
            { name: 'arm', label: text('arm', '处理组') },
            { name: 'covariate', label: text('covariate', '协变量') },
            { name: 'withTreatment', label: text('partial R² with the treatment', '与处理的偏 R²'), unit: 'share' },
            { name: 'withOutcome', label: text('partial R² with the outcome', '与结果的偏 R²'), unit: 'share' },
          ],
          rows: fit.arms.flatMap(({ arm, benchmarks }) =>
            benchmarks.map(({ covariate, withTreatment, withOutcome }) => [arm, covariate, withTreatment, withOutcome]),
          ),
        },
      },
      {
        kind: 'text',
        id: 'pass-and-fail',
        title: text('Pass and fail', '通过与不通过'),
        body: text(
          'A pass means: a hidden confounder as strong as the strongest covariate that was measured, working in the worst direction, would leave an effect of the same sign whose interval keeps clear of zero. A fail means: such an ordinary confounder would be enough to doubt it.',
          '通过意味着：即便存在与最强已测协变量同样强、且方向最不利的未测混杂，效应符号不变且区间仍不含零。不通过意味着：这样一个普通的混杂即足以使人怀疑该效应。',
        ),
      },
      {
        kind: 'text',
        id: 'what-would-change',
        title: text('What would change this', '什么会改变结论'),
        body: text(
          'Measuring what is suspected and adjusting for it; a design that does not need it (randomisation, an instrument, a cut-off).',
          '测量所怀疑的因素并加以控制；或采用无需该假设的设计（随机化、工具变量、断点）。',
        ),
      },
    ],
    notes: fit.arms.flatMap((arm) => (stands(arm) ? [] : [refuted(arm)])),
  };
}

/** Whether the sign stays and the interval keeps clear of zero under a confounder as strong as the strongest covariate. */
export function stands({ original, asStrong }: ArmUnobserved): boolean {
  if (asStrong === null) return true;
  if (Math.sign(asStrong.value) !== Math.sign(original.value)) return false;
  return asStrong.interval === null || asStrong.interval[0] * asStrong.interval[1] > 0;
}

function sentenceOf(arm: ArmUnobserved, { control, outcome }: UnobservedFit): Text {
  const { original, asStrong } = arm;
  const n = formatNumber;
  const start = text(
    `${arm.arm} against ${control}, effect on ${outcome}: ${n(original.value, 'en')} as estimated.`,
    `${arm.arm} 对 ${control}，对 ${outcome} 的效应：原估计为 ${n(original.value, 'zh')}。`,
  );
  if (asStrong === null) return start;
  const said = stands(arm) ? text('it stands.', '结论成立。') : text('it no longer keeps clear of zero.', '已无法与零区分。');
  return text(
    `${start.en} With a hidden confounder as strong as the strongest covariate between ${between(asStrong, 'en')}, most likely ${n(asStrong.value, 'en')} would be left: ${said.en}`,
    `${start.zh}若存在与最强已测协变量同样强的未测混杂，则剩余 ${between(asStrong, 'zh')}，最可能为 ${n(asStrong.value, 'zh')}：${said.zh}`,
  );
}

function between({ interval, value }: Left, language: 'en' | 'zh'): string {
  const [low, high] = interval ?? [value, value];
  const n = (number: number): string => formatNumber(number, language);
  return language === 'en' ? `${n(low)} and ${n(high)}` : `${n(low)} 至 ${n(high)}`;
}

/** The estimate that is left over the two strengths; the heavy line is zero, the points are the covariates. */
function mapBlock(arm: ArmUnobserved, { outcome, estimator }: UnobservedFit, index: number): Block {
  const x = distinct(arm.cells.map(({ withTreatment }) => withTreatment));
  const y = distinct(arm.cells.map(({ withOutcome }) => withOutcome));
  const at = (withTreatment: number, withOutcome: number): number | null =>
    arm.cells.find((cell) => cell.withTreatment === withTreatment && cell.withOutcome === withOutcome)?.value ?? null;
  const z = y.map((withOutcome) => x.map((withTreatment) => at(withTreatment, withOutcome)));
  const shares = (title: Text) => ({ title: { text: title }, tickformat: '.0%', nticks: 5, rangemode: 'tozero' });
  return {
    kind: 'figure',
    id: `map-${index + 1}`,
    title: text(`What would a hidden confounder leave of ${arm.arm}?`, `未测混杂会使 ${arm.arm} 的效应剩下多少？`),
    subtitle: text(`${arm.rowCount} rows, ${estimator}`, `${arm.rowCount} 行，${estimator}`),
    figure: {
      data: [
        {
          type: 'heatmap',
          x,
          y,
          z,
          zmid: 0,
          colorscale: [
            [0, token('loss')],
            [0.5, token('paper')],
            [1, token('gain')],
          ],
          colorbar: { title: { text: text(`effect on ${outcome}`, `对 ${outcome} 的效应`) }, nticks: 5 },
        },
        {
          type: 'contour',
          x,
          y,
          z,
          contours: { coloring: 'none', type: 'constraint', operation: '=', value: 0 },
          line: { color: token('ink'), width: 3 },
          name: text('zero', '零'),
          showscale: false,
        },
        {
          type: 'scatter',
          mode: 'markers+text',
          x: arm.benchmarks.map(({ withTreatment }) => withTreatment),
          y: arm.benchmarks.map(({ withOutcome }) => withOutcome),
          text: arm.benchmarks.map(({ covariate }) => covariate),
          textposition: 'top center',
          marker: { color: token('accent'), size: 8 },
        },
      ],
      layout: {
        xaxis: shares(text('partial R² with the treatment', '与处理的偏 R²')),
        yaxis: shares(text('partial R² with the outcome', '与结果的偏 R²')),
        showlegend: false,
        height: 420,
      },
    },
    table: {
      columns: [
        { name: 'withTreatment', label: text('partial R² with the treatment', '与处理的偏 R²'), unit: 'share' },
        { name: 'withOutcome', label: text('partial R² with the outcome', '与结果的偏 R²'), unit: 'share' },
        { name: 'effect', label: text('effect left', '剩余效应') },
        { name: 'low', label: text('low', '下限') },
        { name: 'high', label: text('high', '上限') },
      ],
      rows: arm.cells.map(({ withTreatment, withOutcome, value, interval }) => [
        withTreatment,
        withOutcome,
        value,
        interval?.[0] ?? null,
        interval?.[1] ?? null,
      ]),
    },
  };
}

function refuted({ arm }: ArmUnobserved): Note {
  return {
    severity: 'stop',
    code: 'unobserved-common-cause/refuted',
    message: text(
      `${arm}: a hidden confounder as strong as the strongest covariate would be enough to doubt the effect.`,
      `${arm}：与最强已测协变量同样强的未测混杂即足以使人怀疑该效应。`,
    ),
  };
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((left, right) => left - right);
}
