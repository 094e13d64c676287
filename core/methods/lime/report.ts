import { type Text, text } from '../../base/text.ts';
import type { Block, FigureBlock, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { faded, token } from '../../report/tokens.ts';
import { fidelityScalars, fidelityWords, nearNotes, neighbourScalars } from '../kit/explanations/near-row.ts';
import { answerScale, NOT_CAUSAL, subjectWords, surrogateNotes } from '../kit/explanations/words.ts';
import type { LimeFit } from './fit.ts';
import type { LimeSpec } from './spec.ts';

/** Below this two draws differ in more than one of four features. */
const STABLE = 0.7;

/** Bars reach so many standard deviations between draws. */
const REACH = 2;

const ROW_PIXELS = 30;

/** Writes the report: the strongest feature in words, the coefficients, and how far they can be trusted. */
export function reportLime(fit: LimeFit, spec: LimeSpec): Report {
  const { facts, lime } = fit;
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit) },
    coefficientBlock(fit, spec),
    {
      kind: 'scalars',
      id: 'facts',
      title: text('How far it can be trusted', '可信程度'),
      rows: [
        ...fidelityScalars(lime.share, lime.fidelity),
        {
          name: 'agreement',
          label: text('Same features in two draws (mean Jaccard)', '两次抽样所选特征的一致度（平均 Jaccard）'),
          value: lime.agreement,
        },
        { name: 'answer', label: text('The model’s answer', '模型的预测'), value: fit.answer },
        { name: 'line_answer', label: text('The line’s answer', '替代直线的预测'), value: lime.answer },
        { name: 'intercept', label: text('Intercept', '截距'), value: lime.intercept },
        ...neighbourScalars(fit.row, fit.width, spec.samples, lime.effective),
        { name: 'repeats', label: text('Draws', '抽样次数'), value: spec.repeats },
      ],
    },
  ];
  return {
    blocks,
    notes: [
      ...surrogateNotes('lime', facts),
      ...nearNotes('lime', lime.fidelity, lime.effective, spec.samples),
      ...stabilityNotes(fit, spec),
    ],
  };
}

function readingOf({ name, terms, lime, facts, answer }: LimeFit): Text {
  const subject = subjectWords(facts);
  const [first] = terms;
  if (first === undefined)
    return text(
      `Near ${name} nothing moves ${subject.en} (${formatNumber(answer, 'en')}).`,
      `在 ${name} 附近，没有特征影响${subject.zh}（${formatNumber(answer, 'zh')}）。`,
    );
  const [size, up] = [Math.abs(first.coefficient), first.coefficient > 0];
  const each = first.perUnit === null ? text('', '') : text(' a standard deviation', '（每个标准差）');
  const fidelity = fidelityWords(lime.fidelity);
  return text(
    `Near ${name}, ${subject.en} (${formatNumber(answer, 'en')}) leans most on ${first.seen.en}: it is ${up ? 'higher' : 'lower'} by ${formatNumber(size, 'en')}${each.en} with it. The line repeats the model near this row with a weighted R² ${fidelity.en} on new rows. ${NOT_CAUSAL.en}`,
    `在 ${name} 附近，${subject.zh}（${formatNumber(answer, 'zh')}）最依赖 ${first.seen.zh}：${each.zh}${up ? '高出' : '低'} ${formatNumber(size, 'zh')}。替代直线在该行附近新虚拟行上的加权 R² ${fidelity.zh}。${NOT_CAUSAL.zh}`,
  );
}

function coefficientBlock(fit: LimeFit, { repeats }: LimeSpec): FigureBlock {
  const { terms, facts, lime } = fit;
  const scale = answerScale(facts);
  const shown = [...terms].reverse();
  const fidelity = fidelityWords(lime.fidelity);
  return {
    kind: 'figure',
    id: 'coefficients',
    title: text(`What moves the answer near ${fit.name}?`, `在 ${fit.name} 附近，什么影响预测？`),
    subtitle: text(
      `fidelity R² ${fidelity.en}; bars of ${REACH} standard deviations between ${repeats} draws`,
      `拟合度 R² ${fidelity.zh}；误差条为 ${repeats} 次抽样间的 ${REACH} 个标准差`,
    ),
    figure: {
      data: [
        {
          type: 'bar',
          orientation: 'h',
          x: shown.map(({ coefficient }) => coefficient),
          y: shown.map(({ seen }) => seen),
          marker: { color: shown.map(({ coefficient }) => faded(coefficient < 0 ? 'loss' : 'gain', 0.7)) },
          error_x: { type: 'data', array: shown.map(({ spread }) => REACH * spread), thickness: 2, color: token('ink-2') },
          hovertemplate: '%{y}: %{x}<extra></extra>',
        },
      ],
      layout: {
        xaxis: {
          title: { text: text(`adds to the ${scale.en}`, `对${scale.zh}的贡献`) },
          zeroline: true,
          zerolinecolor: token('ink-2'),
          nticks: 5,
          gridcolor: token('line'),
        },
        yaxis: { automargin: true, type: 'category' },
        showlegend: false,
        height: 110 + ROW_PIXELS * shown.length,
      },
    },
    table: {
      columns: [
        { name: 'feature', label: text('feature', '特征') },
        { name: 'condition', label: text('condition', '条件') },
        { name: 'coefficient', label: text('coefficient', '系数') },
        { name: 'spread', label: text('SD between draws', '抽样间标准差') },
        { name: 'perUnit', label: text('per unit', '每单位') },
        { name: 'chosenShare', label: text('share of draws that chose it', '选中它的抽样比例'), unit: 'share' },
      ],
      rows: terms.map(({ feature, seen, coefficient, spread, perUnit, chosenShare }) => [
        ...[feature, seen.en, coefficient, spread],
        ...[perUnit, chosenShare],
      ]),
    },
  };
}

function stabilityNotes({ lime }: LimeFit, { repeats }: LimeSpec): Note[] {
  if (lime.agreement >= STABLE) return [];
  return [
    {
      severity: 'warning',
      code: 'lime/unstable',
      message: text(
        `Another seed would name other features: over ${repeats} draws two of them share ${formatNumber(100 * lime.agreement, 'en')} % of what they choose (mean Jaccard index). Draw more rows, widen the kernel, or ask for fewer terms.`,
        `换一个随机种子会选出不同的特征：${repeats} 次抽样两两之间平均只有 ${formatNumber(100 * lime.agreement, 'zh')}% 相同（平均 Jaccard 指数）。请增加虚拟行数、加大核宽度，或减少项数。`,
      ),
    },
  ];
}
