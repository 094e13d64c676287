import { type Language, type Text, text } from '../../base/text.ts';
import type { Block, Estimate, Note, Report, TableCell } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { comparisonFigure } from '../kit/instruments/figures.ts';
import {
  andersonRubinBlock,
  checksBlock,
  estimateRow,
  firstStageBlocks,
  instrumentNotes,
  isWeak,
  stretchesInWords,
} from '../kit/instruments/report.ts';
import { complianceFigure } from './figures.ts';
import type { LateFit } from './fit.ts';
import { reversedSides } from './monotone.ts';
import type { Described, GroupMean } from './profile.ts';
import type { LateSpec } from './spec.ts';

/** Writes the report: the sentence, who complies, the strength of the instrument, the effect, the profile. */
export function reportLate(fit: LateFit, spec: LateSpec): Report {
  const level = 1 - spec.alpha;
  const { result, isBinaryTreatment } = fit;
  const label = result.covariates.length === 0 ? 'Wald' : '2SLS';
  const percent = formatNumber(100 * level, 'en');
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, percent) },
    ...firstStageBlocks(result, level),
    ...complianceBlocks(fit, spec.alpha),
    {
      kind: 'figure',
      id: 'comparison',
      title: text('How far is the effect on compliers from plain regression?', '依从者的效应与普通回归相差多少？'),
      subtitle: text(`n = ${result.rowCount}, ${percent} % intervals`, `n = ${result.rowCount}，${percent} % 区间`),
      ...comparisonFigure(result, label),
    },
    { kind: 'estimates', id: 'effects', title: text('Effect on compliers', '依从者的效应'), rows: effectRows(fit, level) },
    andersonRubinBlock(result),
    checksBlock(result),
    ...(isBinaryTreatment ? [meansBlock(fit, level)] : []),
    ...sideBlocks(fit),
    { kind: 'text', id: 'estimand', title: text('What is estimated', '估计对象'), body: estimandOf(fit) },
    { kind: 'text', id: 'what-would-change', title: text('What would change the conclusion', '什么会改变结论'), body: WHAT_WOULD_CHANGE },
  ];
  return { blocks, notes: [...instrumentNotes(result, 'late'), ...ownNotes(fit, spec)] };
}

function effectRows({ result, plain, wald, isBinaryTreatment }: LateFit, level: number): Estimate[] {
  const estimand = isBinaryTreatment ? 'LATE' : 'average causal response per unit';
  const n = result.rowCount;
  const row = (coefficient: typeof plain, name: string) => estimateRow(coefficient, name, level, n);
  return [
    ...(result.covariates.length === 0 ? [] : [row(result.estimate, `${estimand} (2SLS with covariates)`)]),
    row(wald.ratio, `${estimand} (Wald, delta method)`),
    row(plain, `${estimand} (Wald, 2SLS errors)`),
    row(wald.onOutcome, 'effect of the encouragement on the outcome (ITT)'),
    row(wald.onTreatment, 'effect of the encouragement on the treatment'),
    row(result.ols, 'OLS coefficient'),
  ];
}

function complianceBlocks({ compliance }: LateFit, alpha: number): Block[] {
  if (compliance === null) return [];
  const cells = (mean: GroupMean | null): TableCell[] => [mean?.value ?? null, mean?.standardError ?? null];
  const row = (one: Described): TableCell[] => [
    one.name,
    ...cells(one.everyone),
    ...cells(one.compliers),
    ...cells(one.alwaysTakers),
    ...cells(one.neverTakers),
  ];
  const kinds = [
    text('everyone', '全体'),
    text('compliers', '依从者'),
    text('always-takers', '始终接受者'),
    text('never-takers', '从不接受者'),
  ];
  const profile: Block = {
    kind: 'table',
    id: 'complier-profile',
    title: text('Who are the compliers? Means with standard errors', '依从者是哪些人？均值与标准误'),
    table: {
      columns: [
        { name: 'column', label: text('column', '列') },
        ...kinds.flatMap(({ en, zh }) => [
          { name: en, label: text(en, zh) },
          { name: `${en} error`, label: text(`${en}: error`, `${zh}：标准误`) },
        ]),
      ],
      rows: compliance.profile.map(row),
    },
  };
  return [
    {
      kind: 'figure',
      id: 'compliance',
      title: text('How many follow the encouragement?', '有多少人随工具变量而改变？'),
      ...complianceFigure(compliance, alpha),
    },
    ...(compliance.profile.length === 0 ? [] : [profile]),
  ];
}

function meansBlock({ means, result }: LateFit, level: number): Block {
  const rows = (['treated', 'untreated'] as const).flatMap((side, at) => {
    const mean = means[at] ?? null;
    return mean === null ? [] : [{ ...estimateRow(mean, `compliers' mean ${side}`, level, result.rowCount), name: result.names.outcome }];
  });
  return { kind: 'estimates', id: 'complier-means', title: text("Compliers' mean outcome", '依从者的结果均值'), rows };
}

function sideBlocks({ sides }: LateFit): Block[] {
  if (sides.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'first-stage-by-group',
      title: text('Does the instrument push everybody in one direction?', '工具变量对各人群的推动方向一致吗？'),
      table: {
        columns: [
          { name: 'group', label: text('group', '人群') },
          { name: 'first stage', label: text('first stage', '第一阶段') },
          { name: 'error', label: text('error', '标准误') },
          { name: 'n', label: text('rows', '行数') },
        ],
        rows: sides.map(({ name, value, standardError, n }) => [name, value, standardError, n]),
      },
    },
  ];
}

function ownNotes({ sides, wald, chances, result }: LateFit, { alpha }: LateSpec): Note[] {
  const notes: Note[] = [];
  const reversed = reversedSides(sides, wald.onTreatment.value, alpha).map(({ name }) => name);
  if (reversed.length > 0)
    notes.push({
      severity: 'stop',
      code: 'late/reversed-first-stage',
      message: text(
        `The instrument moves the treatment the other way where ${reversed.join('; ')}: some people do the opposite of what they are encouraged to, and the ratio is then no effect on anybody.`,
        `在 ${reversed.join('；')} 的人群中，工具变量的推动方向相反：有人反其道而行，此时该比值不代表任何人群的效应。`,
      ),
    });
  if (result.covariates.length > 0 && (chances[0] < 0.02 || chances[1] > 0.98))
    notes.push({
      severity: 'warning',
      code: 'late/lopsided-encouragement',
      message: text(
        'Some rows were almost sure to be encouraged, or not to be, given their covariates; their compliers are hardly seen.',
        '给定协变量后，部分行几乎必然（或几乎不可能）受到推动，其中的依从者几乎无从观察。',
      ),
    });
  return notes;
}

function readingOf({ result, isBinaryTreatment, compliance, encouraged }: LateFit, percent: string): Text {
  const { names, estimate, ols, andersonRubin } = result;
  const said = (language: Language) => ({
    low: formatNumber(estimate.interval[0], language),
    high: formatNumber(estimate.interval[1], language),
    value: formatNumber(estimate.value, language),
    ols: formatNumber(ols.value, language),
    robust: stretchesInWords(andersonRubin.stretches, language),
    share: formatNumber(100 * (compliance?.compliers.value ?? 0), language),
  });
  const [en, zh] = [said('en'), said('zh')];
  const instrument = names.instruments.join(', ');
  const whom = isBinaryTreatment
    ? text(
        `This speaks about the ${en.share} % of rows whose ${names.treatment} follows ${instrument} (${encouraged} against the rest), and only if ${instrument} touches ${names.outcome} through ${names.treatment} alone.`,
        `这只涉及其 ${names.treatment} 随 ${instrument}（${encouraged} 对其余）而变的 ${zh.share} % 的行，且前提是 ${instrument} 只经由 ${names.treatment} 影响 ${names.outcome}。`,
      )
    : text(
        `This is an average over those whose ${names.treatment} ${instrument} moves, weighted by how far, and holds only if ${instrument} touches ${names.outcome} through ${names.treatment} alone.`,
        `这是 ${instrument} 所影响人群的平均值，按 ${names.treatment} 的变动幅度加权，且前提是 ${instrument} 只经由 ${names.treatment} 影响 ${names.outcome}。`,
      );
  if (isWeak(result))
    return text(
      `The instrument is too weak for an ordinary interval; the data are compatible with ${en.robust} in ${names.outcome} (Anderson–Rubin, ${percent} %). The point estimate is ${en.value}. ${whom.en}`,
      `工具变量太弱，常规区间不可用；与数据相容的 ${names.outcome} 变化为 ${zh.robust}（Anderson–Rubin，${percent} %），点估计为 ${zh.value}。${whom.zh}`,
    );
  return text(
    `Among compliers, ${names.treatment} moves ${names.outcome} by ${en.low} to ${en.high} (${percent} % interval), most likely ${en.value}; plain regression says ${en.ols}. ${whom.en}`,
    `在依从者中，${names.treatment} 使 ${names.outcome} 变化 ${zh.low} 至 ${zh.high}（${percent} % 区间），最可能为 ${zh.value}；普通回归为 ${zh.ols}。${whom.zh}`,
  );
}

function estimandOf({ result: { names }, isBinaryTreatment }: LateFit): Text {
  const instrument = names.instruments.join(', ');
  return isBinaryTreatment
    ? text(
        `The mean of ${names.outcome} with ${names.treatment} minus without it, among those who take it when ${instrument} is on and leave it when ${instrument} is off (the local average treatment effect). Those who always or never take it are not spoken about.`,
        `在 ${instrument} 开启时接受、关闭时不接受 ${names.treatment} 的人群（依从者）中，接受与不接受时 ${names.outcome} 均值之差，即局部平均处理效应；始终接受者与从不接受者不在其列。`,
      )
    : text(
        `The effect of one more unit of ${names.treatment} on ${names.outcome}, averaged over the units that ${instrument} adds.`,
        `${names.treatment} 增加一个单位对 ${names.outcome} 的效应，按 ${instrument} 所增加的单位平均。`,
      );
}

const WHAT_WOULD_CHANGE = text(
  'A way from the instrument to the outcome that does not pass through the treatment (exclusion), people who do the opposite of what they are encouraged to (monotonicity), or something behind both instrument and outcome (independence). The first and the last cannot be seen in the data; they have to be argued from how the encouragement was given. Compliers of another encouragement are other people, with another effect.',
  '若工具变量另有途径影响结果（违反排他性）、有人反其道而行（违反单调性），或有因素同时影响工具变量与结果（违反独立性），结论就会改变。第一与第三点无法由数据检验，须依据工具变量的来历论证。换一种推动方式，依从者就是另一批人，效应也随之不同。',
);
