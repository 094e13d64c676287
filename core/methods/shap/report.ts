import { type Text, text, verbatim } from '../../base/text.ts';
import { normalUpperQuantile } from '../../numeric/distributions.ts';
import type { Block, FigureBlock, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { NOT_CAUSAL, rawScale, sampleNote, scaleHelp, subjectWords, surrogateNotes } from '../kit/explanations/words.ts';
import type { Drawing } from './drawing.ts';
import { barFigure, beeswarmFigure, dependenceFigure, interactionFigure } from './figures.ts';
import type { ShapFit } from './fit.ts';
import type { ShapSpec } from './spec.ts';
import { waterfallFigure } from './waterfall.ts';

const LEVEL = 0.95;
const REACH = normalUpperQuantile((1 - LEVEL) / 2);

/** Beyond this share of an answer's size the parts no longer add up to it, and something is wrong. */
const ADDITIVITY_TOLERANCE = 1e-9;

/** Turns contributions into a report: the sentence, the ranking, the swarm, single features, and one row. */
export function summarizeShap(fit: ShapFit, spec: ShapSpec): Report {
  const leading = fit.ranking.slice(0, spec.dependence).filter(({ size }) => size > 0);
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: reading(fit) },
    importanceBlock(fit),
    figureBlock(
      'mean-shap',
      text('Which features move the answers most?', '哪些特征对预测的影响最大？'),
      subtitle(fit),
      barFigure(fit, REACH),
    ),
    figureBlock(
      'beeswarm',
      text('In which direction, and for whom? Darker points have higher values of the feature', '影响的方向与对象：颜色越深，特征取值越高'),
      subtitle(fit),
      beeswarmFigure(fit),
    ),
    ...leading.map(({ feature }, index) => {
      const name = fit.features[feature]?.name ?? '';
      return figureBlock(
        `dependence-${index + 1}`,
        text(`How does ${name} move the answer?`, `${name} 如何影响预测？`),
        subtitle(fit),
        dependenceFigure(fit, feature),
      );
    }),
    figureBlock('waterfall', waterfallTitle(fit), text(`row ${rowNumber(fit)}`, `第 ${rowNumber(fit)} 行`), waterfallFigure(fit)),
    ...pairBlocks(fit),
    scalarsBlock(fit, spec),
  ];
  return {
    blocks,
    notes: [...surrogateNotes('shap', fit.facts), ...sampleNote('shap', fit.rows.length, fit.rowCount), ...additivityNotes(fit)],
  };
}

function reading(fit: ShapFit): Text {
  const [first] = fit.ranking;
  const subject = subjectWords(fit.facts);
  if (first === undefined || first.size === 0) {
    return text(`No feature moves ${subject.en}: it is the same for every row.`, `没有特征影响${subject.zh}：各行的取值都相同。`);
  }
  const name = fit.features[first.feature]?.name ?? '';
  const scale = rawScale(fit.facts);
  const range = (language: 'en' | 'zh'): [string, string, string] => [
    formatNumber(Math.max(0, first.size - REACH * first.standardError), language),
    formatNumber(first.size + REACH * first.standardError, language),
    formatNumber(first.size, language),
  ];
  const [low, high, size] = range('en');
  const [lowZh, highZh, sizeZh] = range('zh');
  const total = fit.ranking.reduce((sum, entry) => sum + entry.size, 0);
  const share = Math.round((100 * first.size) / total);
  const help = scaleHelp(fit.facts.link);
  return text(
    `${name} moves ${subject.en} most: by between ${low} and ${high} on average, most likely ${size} (${scale.en}), ${share} % of all movement.${help.en} ${NOT_CAUSAL.en}`,
    `对${subject.zh}影响最大的是 ${name}：平均影响在 ${lowZh} 到 ${highZh} 之间，最可能为 ${sizeZh}（${scale.zh}），占全部影响的 ${share}%。${help.zh}${NOT_CAUSAL.zh}`,
  );
}

function importanceBlock(fit: ShapFit): Block {
  return {
    kind: 'estimates',
    id: 'importance',
    title: text('Mean size of each feature’s contribution', '各特征贡献的平均大小'),
    rows: fit.ranking.map(({ feature, size, standardError }) => ({
      name: fit.features[feature]?.name ?? '',
      estimand: 'mean |SHAP|',
      value: size,
      standardError,
      interval: [Math.max(0, size - REACH * standardError), size + REACH * standardError] as const,
      level: LEVEL,
      n: fit.rows.length,
    })),
  };
}

function figureBlock(id: string, title: Text, under: Text, { figure, table }: Drawing): FigureBlock {
  return { kind: 'figure', id, title, subtitle: under, figure, table };
}

function subtitle(fit: ShapFit): Text {
  const [scale, n] = [rawScale(fit.facts), fit.rows.length];
  return text(`n = ${formatNumber(n, 'en')} · ${scale.en}`, `n = ${formatNumber(n, 'zh')} · ${scale.zh}`);
}

function rowNumber(fit: ShapFit): number {
  return (fit.rows[fit.shown] as number) + 1;
}

function waterfallTitle(fit: ShapFit): Text {
  const answer = fit.answers[fit.shown] as number;
  return text(
    `Why does ${fit.shownName} get ${formatNumber(answer, 'en')}?`,
    `为什么 ${fit.shownName} 的结果是 ${formatNumber(answer, 'zh')}？`,
  );
}

function pairBlocks(fit: ShapFit): Block[] {
  if (fit.pairs === undefined || fit.pairs.length === 0) return [];
  const n = formatNumber(fit.interactionRows ?? 0, 'en');
  return [
    figureBlock('interactions', text('Which features act together?', '哪些特征共同起作用？'), verbatim(`n = ${n}`), interactionFigure(fit)),
  ];
}

function scalarsBlock(fit: ShapFit, spec: ShapSpec): Block {
  const scale = rawScale(fit.facts).en;
  const fidelity = fit.facts.fidelity;
  return {
    kind: 'scalars',
    id: 'facts',
    title: text('Behind the picture', '数据说明'),
    rows: [
      { name: 'base', label: text('Answer before anything is known', '未知任何信息时的预测'), value: fit.base, unit: scale },
      {
        name: 'additivity_error',
        label: text('Largest gap between base + contributions and the answer', '基准加贡献与预测之间的最大差距'),
        value: fit.additivityError,
        unit: scale,
      },
      { name: 'scale', label: text('Scale of contributions', '贡献的尺度'), value: scale },
      {
        name: 'background',
        label: text('Unknown features follow', '未知特征的取值方式'),
        value: spec.background === 'sample' ? 'rows of the table' : 'training weights',
      },
      { name: 'explained_rows', label: text('Rows explained', '已解释行数'), value: fit.rows.length },
      { name: 'shown_row', label: text('Row shown', '展示的行'), value: rowNumber(fit) },
      ...(fidelity === undefined
        ? []
        : [
            {
              name: 'fidelity_r2',
              label: text('Fidelity of the stand-in (held-out R²)', '替代模型拟合度（留出 R²）'),
              value: fidelity.value,
            },
          ]),
    ],
  };
}

function additivityNotes(fit: ShapFit): Report['notes'] {
  const size = fit.raw.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  if (fit.additivityError <= ADDITIVITY_TOLERANCE * size) return [];
  return [
    {
      severity: 'warning',
      code: 'shap/not-additive',
      message: text(
        'Contributions do not add up to the answers to nine digits; the model may hold extreme numbers.',
        '贡献之和与预测在九位有效数字内不一致；模型可能含有极端数值。',
      ),
    },
  ];
}
