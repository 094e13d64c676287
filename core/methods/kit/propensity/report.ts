import { type Language, type Text, text } from '../../../base/text.ts';
import type { Block, Estimate, Scalar, TextBlock } from '../../../report/blocks.ts';
import { formatNumber, formatPValue } from '../../../report/format.ts';
import type { AdjustedContrast, AdjustedFit } from './contrast.ts';
import { hasExtremeWeight, isThin } from './diagnosis.ts';
import { effectFigure, loveFigure, overlapFigure, weightFigure } from './figures.ts';
import type { Estimand } from './spec.ts';

/** Whom each estimand speaks about. */
export const POPULATIONS: Readonly<Record<Estimand, Text>> = {
  ate: text('all compared rows', '全部参与比较的行'),
  att: text('rows like those that got the arm', '实际接受处理的行'),
  atc: text('rows like those in the control', '对照组的行'),
  overlap: text('rows that could well have been in either arm', '两组都有可能进入的行'),
};

/** The finding: interval before the point, and what it rests on. */
export function readingBlock(fit: AdjustedFit, estimand: Estimand, alpha: number): TextBlock {
  const level = `${formatNumber(100 * (1 - alpha), 'en')} %`;
  const isStopped = fit.contrasts.some(({ diagnosis }) =>
    [diagnosis.control, diagnosis.treated].some((side) => hasExtremeWeight(side) || isThin(side)),
  );
  const all = [...(isStopped ? [STOPPED] : []), ...fit.contrasts.map((contrast) => sentenceOf(fit, contrast, estimand, level)), RESTS_ON];
  return {
    kind: 'text',
    id: 'reading',
    title: text('Reading', '解读'),
    body: text(all.map(({ en }) => en).join('\n\n'), all.map(({ zh }) => zh).join('\n\n')),
  };
}

const STOPPED = text(
  'The arms are too different for a trustworthy comparison; look at the overlap before the numbers.',
  '两组差异过大，比较结果不可靠；请先看重叠情况，再看数字。',
);

const RESTS_ON = text(
  'This is the effect of the arm only if the covariates hold everything that drove both the assignment and the outcome.',
  '只有当协变量涵盖了同时影响分组与结果的全部因素时，这一差值才是处理效应。',
);

function sentenceOf(fit: AdjustedFit, contrast: AdjustedContrast, estimand: Estimand, level: string): Text {
  const { arm, value, interval, pValue, naive } = contrast;
  const n = (amount: number, language: Language): string => formatNumber(fit.isBinary ? 100 * amount : amount, language);
  const unit = { en: fit.isBinary ? ' percentage points' : '', zh: fit.isBinary ? ' 个百分点' : '' };
  const whom = POPULATIONS[estimand];
  if (interval === null || pValue === null) {
    return text(
      `For ${whom.en}, ${arm} and ${fit.control} differ by ${n(value, 'en')}${unit.en} in ${fit.outcome} after adjustment; the data do not tell how surely.`,
      `对${whom.zh}，调整后 ${arm} 与 ${fit.control} 的 ${fit.outcome} 相差 ${n(value, 'zh')}${unit.zh}；数据无法给出其不确定性。`,
    );
  }
  const p = formatPValue(pValue);
  const pOf = p.startsWith('<') ? `p ${p}` : `p = ${p}`;
  const [low, high] = interval;
  const isOpen = low <= 0 && high >= 0;
  return text(
    `For ${whom.en}, ${fit.outcome} under ${arm} differs from ${fit.control} by between ${n(low, 'en')} and ${n(high, 'en')}${unit.en} after adjustment (${level} interval), most likely ${n(value, 'en')} (${pOf})${isOpen ? '; the sign is open' : ''}. Without adjustment the difference is ${n(naive, 'en')}.`,
    `对${whom.zh}，调整后 ${arm} 的 ${fit.outcome} 与 ${fit.control} 之差介于 ${n(low, 'zh')} 与 ${n(high, 'zh')}${unit.zh}之间（${level} 区间），最可能为 ${n(value, 'zh')}（${pOf}）${isOpen ? '，方向尚无定论' : ''}。未调整的差值为 ${n(naive, 'zh')}。`,
  );
}

/** Overlap, balance and weights: shown before any estimate. */
export function diagnosticBlocks(fit: AdjustedFit): Block[] {
  const n = fit.usableRows;
  const subtitle = text(`n = ${n}`, `n = ${n}`);
  return [
    {
      kind: 'figure',
      id: 'overlap',
      title: text('Could rows of one arm have been in the other?', '一组的行是否也可能进入另一组？'),
      subtitle,
      ...overlapFigure(fit),
    },
    {
      kind: 'figure',
      id: 'balance',
      title: text('Are the arms alike after adjustment?', '调整后两组是否相近？'),
      subtitle,
      ...loveFigure(fit),
    },
    {
      kind: 'figure',
      id: 'weights',
      title: text('Does a handful of rows decide?', '结果是否由少数行决定？'),
      subtitle,
      ...weightFigure(fit),
    },
    {
      kind: 'scalars',
      id: 'effective-size',
      title: text('Effective sample size', '有效样本量'),
      rows: fit.contrasts.flatMap((contrast) => sizeRows(fit, contrast)),
    },
  ];
}

function sizeRows(fit: AdjustedFit, { arm, diagnosis }: AdjustedContrast): Scalar[] {
  const isOnly = fit.contrasts.length === 1;
  return (
    [
      [arm, diagnosis.treated],
      [fit.control, diagnosis.control],
    ] as const
  ).flatMap(([side, weights]) => {
    const suffix = isOnly || side === arm ? side : `${side} (${arm})`;
    return [
      { name: `n ${suffix}`, value: weights.used, unit: 'rows' },
      {
        name: `effective n ${suffix}`,
        label: text(`effective n: ${suffix}`, `有效样本量：${suffix}`),
        value: weights.effective,
        unit: 'rows',
      },
      { name: `largest weight ${suffix}`, label: text(`largest weight: ${suffix}`, `最大权重：${suffix}`), value: weights.largest },
    ];
  });
}

/** The picture and the rows of the adjusted differences. */
export function effectBlocks(fit: AdjustedFit, estimand: string, alpha: number): Block[] {
  const level = 1 - alpha;
  return [
    {
      kind: 'figure',
      id: 'effect-forest',
      title: text('How far is each arm from the control, once alike?', '调整到可比后，各组与对照组相差多少？'),
      subtitle: text(`${formatNumber(100 * level, 'en')} % intervals`, `${formatNumber(100 * level, 'zh')} % 区间`),
      ...effectFigure(fit),
    },
    {
      kind: 'estimates',
      id: 'effects',
      title: text('Adjusted difference from the control', '调整后与对照组的差值'),
      rows: fit.contrasts.map((contrast) => effectRow(fit, contrast, estimand, level)),
    },
    {
      kind: 'estimates',
      id: 'means',
      title: text('Adjusted means, and the plain difference', '调整后的均值与未调整的差值'),
      rows: fit.contrasts.flatMap((contrast) => meanRows(fit, contrast)),
    },
  ];
}

function effectRow(fit: AdjustedFit, contrast: AdjustedContrast, estimand: string, level: number): Estimate {
  const { arm, value, standardError, interval, pValue, n } = contrast;
  return {
    name: fit.outcome,
    estimand,
    contrast: `${arm} − ${fit.control}`,
    group: arm,
    value,
    ...(standardError === null ? {} : { standardError }),
    ...(interval === null ? {} : { interval, level }),
    ...(pValue === null ? {} : { pValue }),
    n,
  };
}

function meanRows(fit: AdjustedFit, { arm, means, naive }: AdjustedContrast): Estimate[] {
  const contrast = `${arm} − ${fit.control}`;
  const plain: Estimate = { name: fit.outcome, estimand: 'difference in means (unadjusted)', contrast, group: arm, value: naive };
  if (means === null) return [plain];
  const mean = (side: string, value: number): Estimate => ({ name: fit.outcome, estimand: 'adjusted mean', contrast, group: side, value });
  return [mean(arm, means.arm), mean(fit.control, means.control), plain];
}

/** What would turn the conclusion, in the outcome's own unit. */
export function changeBlock(fit: AdjustedFit): TextBlock {
  const sentences = fit.contrasts.map((contrast) => changeOf(fit, contrast));
  return {
    kind: 'text',
    id: 'what-would-change',
    title: text('What would change the conclusion', '什么会改变结论'),
    body: text(sentences.map(({ en }) => en).join('\n\n'), sentences.map(({ zh }) => zh).join('\n\n')),
  };
}

function changeOf(fit: AdjustedFit, { arm, interval, diagnosis }: AdjustedContrast): Text {
  if (interval === null) return text(`${arm}: more rows, so that the error can be told.`, `${arm}：需要更多的行才能给出误差。`);
  const [low, high] = interval;
  const worst = Math.max(0, ...diagnosis.balance.map(({ after }) => Math.abs(after ?? 0)));
  const n = (value: number, language: Language) => formatNumber(value, language);
  if (low <= 0 && high >= 0) {
    return text(
      `${arm}: the interval holds 0. More rows with scores in the middle would narrow it; a covariate that was left out could move it either way. The largest remaining difference between the arms is ${n(worst, 'en')} standard deviations.`,
      `${arm}：区间包含 0。增加倾向得分居中的行可使其变窄；遗漏的协变量可能使其向任一方向移动。两组尚存的最大差异为 ${n(worst, 'zh')} 个标准差。`,
    );
  }
  const margin = Math.min(Math.abs(low), Math.abs(high));
  return text(
    `${arm}: something that was not measured, differs between the arms and moves ${fit.outcome} by ${n(margin, 'en')} on average would bring 0 into the interval. The largest remaining measured difference is ${n(worst, 'en')} standard deviations.`,
    `${arm}：若存在未测量、两组不同且使 ${fit.outcome} 平均改变 ${n(margin, 'zh')} 的因素，区间就会包含 0。已测协变量中尚存的最大差异为 ${n(worst, 'zh')} 个标准差。`,
  );
}

/** The estimand as a sentence. */
export function estimandBlock(fit: AdjustedFit, estimand: Estimand, formula: string): TextBlock {
  const whom = POPULATIONS[estimand];
  return {
    kind: 'text',
    id: 'estimand',
    title: text('What is estimated', '估计对象'),
    body: text(
      `The mean of ${fit.outcome} if everybody had got the arm, minus its mean if everybody had got ${fit.control}, averaged over ${whom.en}: ${formula}.`,
      `假如所有人都接受该处理时 ${fit.outcome} 的均值，减去假如所有人都在 ${fit.control} 时的均值，对${whom.zh}取平均：${formula}。`,
    ),
  };
}
