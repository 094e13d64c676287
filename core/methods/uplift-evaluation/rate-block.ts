import { type Text, text } from '../../base/text.ts';
import type { Block, Estimate } from '../../report/blocks.ts';
import { armToken, faded, type Token, token } from '../../report/tokens.ts';
import type { ArmEvaluation, Measured, UpliftEvaluationFit } from './fit.ts';
import type { UpliftEvaluationSpec } from './spec.ts';

/** The targeting operator curve and its areas: does the ranking find those who gain more than the rest? */
export function rateBlocks(fit: UpliftEvaluationFit, spec: UpliftEvaluationSpec, bands: Text): Block[] {
  return [
    {
      kind: 'figure',
      id: 'toc',
      title: text('How much more do the best-ranked gain than everyone?', '排名靠前者比全体多增益多少？'),
      subtitle: bands,
      figure: {
        data: fit.arms.flatMap((arm, index) => tracesOf(arm, armToken(index + 1).slice('token:'.length) as Token)),
        layout: {
          height: 340,
          margin: { t: 16, b: 48 },
          legend: { orientation: 'h', y: 1.08 },
          xaxis: {
            title: { text: text('Share of customers, best-ranked first', '客户比例（按排序从高到低）') },
            tickformat: '.0%',
            range: [0, 1],
            nticks: 5,
            gridcolor: token('line'),
          },
          yaxis: {
            title: { text: text(`Effect on ${fit.outcome} above the average effect`, `高于平均的增量（${fit.outcome}）`) },
            zeroline: true,
            zerolinecolor: token('ink-2'),
            nticks: 5,
            gridcolor: token('line'),
          },
        },
      },
      table: {
        columns: ['arm', 'share', 'gain', 'standardError', 'low', 'high'].map((name) => ({ name })),
        rows: fit.arms.flatMap(({ arm, rate }) =>
          rate.curve.map(({ share, value, standardError, interval }) => [
            arm,
            share,
            value,
            standardError,
            interval?.[0] ?? null,
            interval?.[1] ?? null,
          ]),
        ),
      },
    },
    {
      kind: 'estimates',
      id: 'rate',
      title: text('Rank-weighted effects (RATE)', '按排序加权的平均处理效应 (RATE)'),
      rows: fit.arms.flatMap((arm) => [
        estimateOf('AUTOC', arm, arm.rate.autoc, { fit, spec }),
        estimateOf('Qini-weighted RATE', arm, arm.rate.qini, { fit, spec }),
      ]),
    },
  ];
}

function estimateOf(
  estimand: string,
  { arm, treatedCount, controlCount }: ArmEvaluation,
  { value, standardError, interval }: Measured,
  { fit, spec }: { readonly fit: UpliftEvaluationFit; readonly spec: UpliftEvaluationSpec },
): Estimate {
  const estimate = { name: fit.outcome, estimand, contrast: `${arm} vs ${fit.control}`, value: value ?? 0, n: treatedCount + controlCount };
  return standardError === null || interval === null ? estimate : { ...estimate, standardError, interval, level: 1 - spec.alpha };
}

function tracesOf({ arm, rate }: ArmEvaluation, colour: Token): Readonly<Record<string, unknown>>[] {
  const banded = rate.curve.filter(({ interval }) => interval !== null);
  const edge = (end: 0 | 1): Readonly<Record<string, unknown>> => ({
    type: 'scatter',
    mode: 'lines',
    x: banded.map(({ share }) => share),
    y: banded.map(({ interval }) => interval?.[end] ?? 0),
    line: { width: 0, color: token(colour) },
    showlegend: false,
    hoverinfo: 'skip',
    ...(end === 1 ? { fill: 'tonexty', fillcolor: faded(colour, 0.16) } : {}),
  });
  const line = {
    type: 'scatter',
    mode: 'lines',
    name: arm,
    x: rate.curve.map(({ share }) => share),
    y: rate.curve.map(({ value }) => value),
    line: { width: 2, color: token(colour) },
    hovertemplate: '%{x:.0%}: %{y}<extra></extra>',
  };
  return [edge(0), edge(1), line];
}
