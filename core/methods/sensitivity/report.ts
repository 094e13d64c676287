import { type Text, text } from '../../base/text.ts';
import { studentUpperQuantile } from '../../numeric/distributions.ts';
import type { Block, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { token } from '../../report/tokens.ts';
import type { ArmFit, SensitivityFit } from './fit.ts';
import { adjusted } from './math.ts';
import type { SensitivitySpec } from './spec.ts';

const GRID = 21;
/** The contours reach to the strongest bound, and at least this far. */
const LEAST_REACH = 0.1;

/** Writes the report: robustness first, then benchmarks and contours. */
export function reportSensitivity(fit: SensitivityFit, spec: SensitivitySpec): Report {
  const parts = fit.arms.map((arm) => sentenceOf(arm, fit, spec));
  return {
    blocks: [
      {
        kind: 'text',
        id: 'reading',
        title: text('Reading', '解读'),
        body: text(parts.map(({ en }) => en).join(' '), parts.map(({ zh }) => zh).join('')),
      },
      ...fit.arms.flatMap((arm, index) => contours(arm, index)),
      {
        kind: 'estimates',
        id: 'effects',
        title: text('Regression estimates', '回归估计'),
        rows: fit.arms.map((arm) => estimateOf(arm, fit, spec)),
      },
      {
        kind: 'table',
        id: 'robustness',
        title: text('Robustness', '稳健性'),
        table: {
          columns: ['arm', 't', 'df', 'partialR2', 'robustness', 'robustnessAtAlpha'].map((name) => ({ name })),
          rows: fit.arms.map((arm) => [arm.arm, arm.t, arm.df, arm.partialR2, arm.robustness, arm.robustnessAtAlpha]),
        },
      },
      {
        kind: 'table',
        id: 'benchmarks',
        title: text('A confounder as strong as a measured covariate', '与已测协变量同等强度的混杂'),
        table: {
          columns: ['arm', 'covariate', 'times', 'withTreatment', 'withOutcome', 'adjustedEstimate', 'adjustedT'].map((name) => ({ name })),
          rows: fit.arms.flatMap((arm) =>
            arm.bounds.map((bound) => [
              arm.arm,
              bound.covariate,
              bound.k,
              bound.ties?.withTreatment ?? null,
              bound.ties?.withOutcome ?? null,
              bound.estimate,
              bound.t,
            ]),
          ),
        },
      },
      {
        kind: 'text',
        id: 'what-would-change',
        title: text('What would change this', '什么会改变结论'),
        body: text(
          'Pass means that even a confounder several times as strong as the strongest covariate leaves the sign. Fail means that one of ordinary strength would take it. Neither says that such a confounder exists.',
          '通过意味着即使混杂比最强协变量强数倍，方向仍不变；不通过意味着普通强度的混杂即可使其消失。两者都不说明这样的混杂是否存在。',
        ),
      },
    ],
    notes: fit.arms.flatMap(({ arm, missing, robustnessAtAlpha }) => [
      ...(missing > 0
        ? [
            {
              severity: 'warning' as const,
              code: 'sensitivity/missing-values',
              message: text(
                `${missing} rows of ${arm} and the control lack a value and were left out.`,
                `${arm} 与对照组有 ${missing} 行缺值，已剔除。`,
              ),
            },
          ]
        : []),
      ...(robustnessAtAlpha === 0
        ? [
            {
              severity: 'warning' as const,
              code: 'sensitivity/not-significant',
              message: text(`The estimate of ${arm} is not significant even without a confounder.`, `${arm} 的估计即使没有混杂也不显著。`),
            },
          ]
        : []),
    ]),
  };
}

function estimateOf(arm: ArmFit, fit: SensitivityFit, spec: SensitivitySpec) {
  const half = studentUpperQuantile(spec.alpha / 2, arm.df) * arm.standardError;
  return {
    name: fit.outcome,
    estimand: 'regression difference',
    contrast: `${arm.arm} − ${fit.control}`,
    group: arm.arm,
    value: arm.estimate,
    standardError: arm.standardError,
    interval: [arm.estimate - half, arm.estimate + half] as const,
    level: 1 - spec.alpha,
    n: arm.n,
  };
}

function sentenceOf(arm: ArmFit, fit: SensitivityFit, spec: SensitivitySpec): Text {
  const percent = (share: number): string => `${formatNumber(Math.round(share * 1000) / 10, 'en')} %`;
  const [low, high] = estimateOf(arm, fit, spec).interval;
  const [l, h, e] = [low, high, arm.estimate].map((value) => formatNumber(value, 'en'));
  const q = percent(spec.q);
  return text(
    `${arm.arm} differs from ${fit.control} in ${fit.outcome} by ${l} to ${h}, most likely ${e}, given the covariates. A hidden confounder would have to explain ${percent(arm.robustnessAtAlpha)} of what is left of both treatment and outcome to make a change of ${q} of it insignificant, and ${percent(arm.robustness)} to take away ${q} of the estimate.`,
    `在控制协变量后，${arm.arm} 与 ${fit.control} 的 ${fit.outcome} 相差 ${l} 至 ${h}，最可能为 ${e}。未测混杂须同时解释处理与结果剩余变异的 ${percent(arm.robustnessAtAlpha)}，才能使其 ${q} 的变化不再显著；须解释 ${percent(arm.robustness)}，才能抵消估计值的 ${q}。`,
  );
}

/** Adjusted estimate and t value over the ties of a confounder; the heavy line is zero, the points are the benchmarks. */
function contours(arm: ArmFit, index: number): Block[] {
  const known = arm.bounds.flatMap(({ covariate, k, ties }) => (ties === null ? [] : [{ name: `${k} × ${covariate}`, ...ties }]));
  const reach = Math.min(
    0.95,
    1.2 * Math.max(LEAST_REACH, arm.robustness, ...known.flatMap(({ withTreatment, withOutcome }) => [withTreatment, withOutcome])),
  );
  const axis = Array.from({ length: GRID }, (_, step) => (reach * step) / (GRID - 1));
  const cells = axis.map((withOutcome) => axis.map((withTreatment) => adjusted(arm, { withTreatment, withOutcome })));
  const shares = (title: Text) => ({ title: { text: title }, tickformat: '.0%', range: [0, reach], nticks: 5 });
  return (['estimate', 't'] as const).map((what) => {
    const z = cells.map((row) => row.map((cell) => cell[what]));
    const contour = { type: 'contour', x: axis, y: axis, z, showscale: false };
    return {
      kind: 'figure' as const,
      id: `${what}-contours-${index + 1}`,
      title:
        what === 'estimate'
          ? text(`What would a confounder leave of ${arm.arm}?`, `混杂会使 ${arm.arm} 的估计剩下多少？`)
          : text(`Which t value would it leave of ${arm.arm}?`, `混杂会使 ${arm.arm} 的 t 值变为多少？`),
      figure: {
        data: [
          {
            ...contour,
            contours: { coloring: 'lines', showlabels: true },
            colorscale: [
              [0, token('ink-3')],
              [1, token('ink-3')],
            ],
            ncontours: 10,
          },
          {
            ...contour,
            contours: { coloring: 'none', type: 'constraint', operation: '=', value: 0 },
            line: { color: token('loss'), width: 3 },
            name: text('zero', '零'),
          },
          {
            type: 'scatter',
            mode: 'markers+text',
            x: known.map((each) => each.withTreatment),
            y: known.map((each) => each.withOutcome),
            text: known.map((each) => each.name),
            textposition: 'top center',
            marker: { color: token('accent'), size: 7 },
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
        columns: [{ name: 'withTreatment' }, { name: 'withOutcome' }, { name: what }],
        rows: axis.flatMap((y, i) => axis.map((x, j) => [x, y, z[i]?.[j] ?? null])),
      },
    };
  });
}
