import { type Language, type Text, text } from '../../base/text.ts';
import type { Figure, Note, Report, TableData } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { armToken, token } from '../../report/tokens.ts';
import type { Checked, EValueFit } from './fit.ts';
import { tieToOutcome } from './math.ts';
import type { EValueSpec } from './spec.ts';

/** Below this strength a single ordinary confounder, such as age or past spending, can do it. */
const WEAK = 1.25;
const CURVE_POINTS = 30;

/** Writes the report: what would have to be hidden, per effect. */
export function reportEValue(fit: EValueFit, spec: EValueSpec): Report {
  const parts = fit.effects.map(sentenceOf);
  return {
    blocks: [
      {
        kind: 'text',
        id: 'reading',
        title: text('Reading', '解读'),
        body: text(parts.map(({ en }) => en).join(' '), parts.map(({ zh }) => zh).join('')),
      },
      {
        kind: 'figure',
        id: 'explaining-away',
        title: text('Which hidden confounders would explain it away?', '怎样的未测混杂能将其完全解释？'),
        ...strengths(fit),
      },
      {
        kind: 'estimates',
        id: 'effects',
        title: text('The effects as risk ratios', '以风险比表示的效应'),
        rows: fit.effects.map((effect) => ({
          name: effect.name,
          estimand: effect.measure === 'riskRatio' ? 'risk ratio' : `risk ratio (from ${effect.measure})`,
          value: effect.ratio,
          ...(effect.ratioInterval === null ? {} : { interval: effect.ratioInterval, level: 1 - spec.alpha }),
          ...(effect.n === null ? {} : { n: effect.n }),
        })),
      },
      {
        kind: 'table',
        id: 'e-values',
        title: text('E-values', 'E 值'),
        table: {
          columns: [
            { name: 'effect', label: text('effect', '效应') },
            { name: 'measure', label: text('measure', '度量') },
            { name: 'stated', label: text('as stated', '原始值') },
            { name: 'ratio', label: text('risk ratio', '风险比') },
            { name: 'eValue', label: text('E-value', 'E 值') },
            { name: 'eValueOfLimit', label: text('E-value of the interval limit', '区间端点的 E 值') },
          ],
          rows: fit.effects.map((effect) => [effect.name, effect.measure, effect.value, effect.ratio, effect.eValue, effect.eValueOfLimit]),
        },
      },
      {
        kind: 'text',
        id: 'pass-and-fail',
        title: text('Pass and fail', '通过与不通过'),
        body: text(
          'A pass means: only a hidden confounder stronger than any you can name, tied to both treatment and outcome, would undo the finding. A fail means: a confounder of ordinary strength would do. Neither says that such a confounder exists.',
          '通过意味着：只有比您能想到的都更强、且同时与处理和结果相关的未测混杂，才能推翻该发现。不通过意味着：普通强度的混杂即可推翻。两者都不说明这样的混杂是否存在。',
        ),
      },
      {
        kind: 'text',
        id: 'what-would-change',
        title: text('What would change this', '什么会改变结论'),
        body: text(
          'Compare the E-value with how strongly the best measured covariates are tied to treatment and outcome. Where treatment was assigned at random there is nothing to explain away, and the check is not needed.',
          '请将 E 值与最强的已测协变量同处理、结果的关联强度比较。若处理为随机分配，则无混杂可言，无需此检验。',
        ),
      },
    ],
    notes: fit.effects.flatMap(notesOf),
  };
}

function sentenceOf(effect: Checked): Text {
  const say = (value: number, language: Language): string => formatNumber(value, language);
  const whose = effect.name === 'given' ? text('the effect', '该效应') : text(`the effect of ${effect.name}`, `${effect.name} 的效应`);
  const limit = effect.eValueOfLimit;
  const ofLimit =
    limit === null
      ? text('', '')
      : limit === 1
        ? text(
            'The interval holds no effect already, so no confounder is needed to explain it away. ',
            '区间已包含无效应，无需任何混杂即可解释。',
          )
        : text(
            `To move the interval of ${whose.en} to no effect, a hidden confounder would have to be tied to both treatment and outcome by a risk ratio of ${say(limit, 'en')} each. `,
            `要使${whose.zh}的区间触及无效应，未测混杂与处理、结果的关联均须达到风险比 ${say(limit, 'zh')}。`,
          );
  return text(
    `${ofLimit.en}To explain away the estimate of ${whose.en} itself (risk ratio ${say(effect.ratio, 'en')}), it would take ${say(effect.eValue, 'en')} each.`,
    `${ofLimit.zh}要完全解释${whose.zh}的估计值（风险比 ${say(effect.ratio, 'zh')}），则均须达到 ${say(effect.eValue, 'zh')}。`,
  );
}

function notesOf(effect: Checked): Note[] {
  const decisive = effect.eValueOfLimit ?? effect.eValue;
  if (decisive >= WEAK) return [];
  return [
    {
      severity: 'warning',
      code: 'e-value/weak',
      message: text(
        `A hidden confounder with risk ratios of ${formatNumber(decisive, 'en')} is enough to undo the finding of "${effect.name}".`,
        `风险比为 ${formatNumber(decisive, 'zh')} 的未测混杂即足以推翻“${effect.name}”的发现。`,
      ),
    },
  ];
}

/** Pairs of ties that just explain the estimate, and the interval's limit as a dotted line below it. */
function strengths(fit: EValueFit): { readonly figure: Figure; readonly table: TableData } {
  const curves = fit.effects.flatMap((effect, index) => {
    const limit = nearerEnd(effect);
    const color = armToken(index + 1);
    return [
      ...(limit === null
        ? []
        : [{ name: text(`${effect.name}: interval limit`, `${effect.name}：区间端点`), ratio: limit, line: { color, dash: 'dot' } }]),
      {
        name: text(`${effect.name}: estimate`, `${effect.name}：估计值`),
        ratio: Math.max(effect.ratio, 1 / effect.ratio),
        line: { color },
      },
    ].flatMap((curve) => (curve.ratio > 1 ? [{ ...curve, points: pointsOf(curve.ratio) }] : []));
  });
  return {
    figure: {
      data: curves.map(({ name, line, points }) => ({
        type: 'scatter',
        mode: 'lines',
        name,
        line,
        x: points.map(([x]) => x),
        y: points.map(([, y]) => y),
      })),
      layout: {
        xaxis: {
          title: { text: text('tie of the confounder to treatment (risk ratio)', '混杂与处理的关联（风险比）') },
          type: 'log',
          nticks: 5,
          gridcolor: token('line'),
        },
        yaxis: {
          title: { text: text('tie to outcome (risk ratio)', '与结果的关联（风险比）') },
          type: 'log',
          nticks: 5,
          gridcolor: token('line'),
        },
        showlegend: true,
        height: 360,
      },
    },
    table: {
      columns: [
        { name: 'curve' },
        { name: 'withTreatment', label: text('tie to treatment', '与处理的关联') },
        { name: 'withOutcome', label: text('tie to outcome', '与结果的关联') },
      ],
      rows: curves.flatMap(({ name, points }) => points.map(([x, y]) => [name.en, x, y])),
    },
  };
}

function nearerEnd({ ratioInterval }: Checked): number | null {
  if (ratioInterval === null) return null;
  const [low, high] = ratioInterval;
  if (low <= 1 && high >= 1) return null;
  return low > 1 ? low : 1 / high;
}

/** From just above the ratio, where the other tie must be huge, to as far on the other side. */
function pointsOf(ratio: number): [number, number][] {
  const [nearest, furthest] = [0.02, 50];
  return Array.from({ length: CURVE_POINTS }, (_, step) => {
    const withTreatment = ratio + (ratio - 1) * nearest * (furthest / nearest) ** (step / (CURVE_POINTS - 1));
    return [withTreatment, tieToOutcome(ratio, withTreatment)];
  });
}
