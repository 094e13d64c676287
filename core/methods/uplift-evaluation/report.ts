import { type Text, text } from '../../base/text.ts';
import type { Block, Estimate, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { qiniFigure, qiniTitle, sliceFigure } from './figures.ts';
import type { ArmEvaluation, Measured, UpliftEvaluationFit } from './fit.ts';
import { notesOf } from './notes.ts';
import { rateBlocks } from './rate-block.ts';
import type { Definition, UpliftEvaluationSpec } from './spec.ts';

const DEFINITIONS: Readonly<Record<Definition, Text>> = {
  sklift: text(
    'Definition (scikit-uplift): Qini = (area under the Qini curve − area at random) / (area of the perfect ranking − area at random); AUUC is the same ratio for the cumulative-gain curve. 0 is chance, 1 is perfect. Tied scores make one point of the curve.',
    '定义（scikit-uplift）：Qini =（Qini 曲线下面积 − 随机面积）/（完美排序面积 − 随机面积）；AUUC 为累计增益曲线的同一比值。0 表示随机，1 表示完美。得分相同的客户合为曲线上的一点。',
  ),
  causalml: text(
    'Definition (causalml): Qini = mean over customers of the Qini curve, divided by its last value, less ½ for chance; AUUC = mean of the cumulative-gain curve divided by its last value. For AUUC chance is ½. Tied scores are walked through in table order.',
    '定义（causalml）：Qini = Qini 曲线的均值除以其末端值，再减去随机的 ½；AUUC = 累计增益曲线的均值除以其末端值，随机水平为 ½。得分相同的客户按表中顺序依次计入。',
  ),
};

/** The finding in a sentence, the measures with intervals, the curves and the slices. */
export function reportUpliftEvaluation(fit: UpliftEvaluationFit, spec: UpliftEvaluationSpec): Report {
  const sentences = fit.arms.map((arm) => sentenceOf(arm, fit, spec));
  const definition = DEFINITIONS[spec.definition];
  const bands = text(
    spec.replicates === 0
      ? 'No bootstrap.'
      : `Bands: ${formatNumber(100 * (1 - spec.alpha), 'en')} % from ${spec.replicates} bootstrap replicates.`,
    spec.replicates === 0
      ? '未做自助法。'
      : `区间带：${spec.replicates} 次自助抽样的 ${formatNumber(100 * (1 - spec.alpha), 'zh')} % 区间。`,
  );
  const blocks: Block[] = [
    {
      kind: 'text',
      id: 'reading',
      title: text('Reading', '解读'),
      body: text(sentences.map(({ en }) => en).join('\n\n'), sentences.map(({ zh }) => zh).join('\n\n')),
    },
    {
      kind: 'estimates',
      id: 'estimates',
      title: text('How good is the ranking?', '排序有多好？'),
      rows: fit.arms.flatMap((arm) => estimatesOf(arm, fit, spec)),
    },
    { kind: 'figure', id: 'qini', title: qiniTitle(fit), subtitle: bands, ...qiniFigure(fit) },
    {
      kind: 'figure',
      id: 'slices',
      title: text('Do the best-ranked customers respond the most?', '排名靠前的客户增量是否最大？'),
      subtitle: bands,
      ...sliceFigure(fit),
    },
    ...rateBlocks(fit, spec, bands),
    { kind: 'table', id: 'areas', title: text('Before normalising', '归一化之前'), table: areasOf(fit) },
    { kind: 'text', id: 'definition', title: text('Definition', '定义'), body: definition },
  ];
  return { blocks, notes: notesOf(fit, spec) };
}

function sentenceOf({ arm, qini, overall, cuts }: ArmEvaluation, fit: UpliftEvaluationFit, spec: UpliftEvaluationSpec): Text {
  const [cut] = cuts.slice(-1);
  const level = `${formatNumber(100 * (1 - spec.alpha), 'en')} %`;
  if (qini.value === null) {
    return text(
      `For ${arm} the ranking cannot be judged: the curve has no spread to compare with.`,
      `${arm}：曲线没有可供比较的起伏，无法评判排序。`,
    );
  }
  const said = rangeOf(qini);
  const opening =
    qini.interval === null
      ? text(
          `For ${arm} the Qini coefficient is ${said.en}, with no interval to say how sure that is.`,
          `${arm} 的 Qini 系数为 ${said.zh}，未能给出区间。`,
        )
      : qini.interval[0] > 0
        ? text(
            `For ${arm} the ranking beats targeting at random: Qini ${said.en} (${level} interval).`,
            `${arm}：按排序触达优于随机触达，Qini ${said.zh}（${level} 区间）。`,
          )
        : qini.interval[1] < 0
          ? text(
              `For ${arm} the ranking is worse than chance: Qini ${said.en} (${level} interval).`,
              `${arm}：排序不如随机，Qini ${said.zh}（${level} 区间）。`,
            )
          : text(
              `For ${arm} the ranking cannot be told from chance: Qini ${said.en} (${level} interval).`,
              `${arm}：无法判定排序优于随机，Qini ${said.zh}（${level} 区间）。`,
            );
  if (cut === undefined || cut.value === null || overall.value === null) return opening;
  const share = `${formatNumber(100 * cut.k, 'en')} %`;
  const [top, all] = [rangeOf(cut), rangeOf(overall)];
  return text(
    `${opening.en} In the best-ranked ${share} the uplift in ${fit.outcome} is ${top.en}, over everyone ${all.en}.`,
    `${opening.zh}排名前 ${share} 的客户，${fit.outcome} 的增量${top.zh}；全体为${all.zh}。`,
  );
}

/** "between a and b, most likely c". */
function rangeOf({ value, interval }: Measured): Text {
  const [en, zh] = (['en', 'zh'] as const).map((language) => formatNumber(value ?? 0, language));
  if (interval === null) return text(en ?? '', zh ?? '');
  const [low, high] = interval;
  return text(
    `between ${formatNumber(low, 'en')} and ${formatNumber(high, 'en')}, most likely ${en}`,
    `介于 ${formatNumber(low, 'zh')} 与 ${formatNumber(high, 'zh')} 之间，最可能为 ${zh}`,
  );
}

function estimatesOf(evaluation: ArmEvaluation, fit: UpliftEvaluationFit, spec: UpliftEvaluationSpec): Estimate[] {
  const n = evaluation.treatedCount + evaluation.controlCount;
  const contrast = `${evaluation.arm} vs ${fit.control}`;
  const row = (name: string, estimand: string, { value, standardError, interval }: Measured): Estimate[] => {
    if (value === null) return [];
    const estimate = { name, estimand, contrast, value, n };
    return [interval === null || standardError === null ? estimate : { ...estimate, standardError, interval, level: 1 - spec.alpha }];
  };
  return [
    ...row('qini', `Qini (${spec.definition})`, evaluation.qini),
    ...row('auuc', `AUUC (${spec.definition})`, evaluation.auuc),
    ...row('uplift', `difference in means of ${fit.outcome}, everyone`, evaluation.overall),
    ...evaluation.cuts.flatMap((cut) =>
      row(`uplift@${formatNumber(100 * cut.k, 'en')}%`, `difference in means of ${fit.outcome}, best-ranked share ${cut.k}`, cut),
    ),
  ];
}

function areasOf(fit: UpliftEvaluationFit) {
  return {
    columns: [
      { name: 'arm', label: text('Arm', '组') },
      { name: 'qini', label: text('Qini, raw', 'Qini（未归一化）') },
      { name: 'auuc', label: text('AUUC, raw', 'AUUC（未归一化）') },
      { name: 'treated', label: text('Rows in the arm', '处理组行数') },
      { name: 'control', label: text('Control rows', '对照组行数') },
      { name: 'distinctScores', label: text('Distinct scores', '不同得分数') },
    ],
    rows: fit.arms.map(({ arm, qiniRaw, auucRaw, treatedCount, controlCount, distinctScores }) => [
      arm,
      Number.isFinite(qiniRaw) ? qiniRaw : null,
      Number.isFinite(auucRaw) ? auucRaw : null,
      treatedCount,
      controlCount,
      distinctScores,
    ]),
  };
}
