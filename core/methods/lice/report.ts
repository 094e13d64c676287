import { type Text, text } from '../../base/text.ts';
import { inverseLink } from '../../learners/predict.ts';
import type { Block, Report, Scalar } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { NOT_CAUSAL, subjectWords } from '../kit/explanations/words.ts';
import { comparisonBlock, mapBlocks, RIVAL_NAMES, stripBlock } from './figures.ts';
import type { LiceFit } from './fit.ts';
import { flowFigure } from './flow-figure.ts';
import { ruleWords } from './membership.ts';
import { bestRival, notesOf } from './notes.ts';
import { cardBlocks, crossesBlock, localBlocks, pathsBlock, unitBlocks } from './tables.ts';

/** Writes the report: how far to believe it, the paths, the flow, then layer by layer. */
export function reportLice(fit: LiceFit): Report {
  const flow = flowFigure(fit);
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit) },
    comparisonBlock(fit),
    {
      kind: 'figure',
      id: 'flow',
      title: text('How do rows move from cluster to cluster?', '各行如何在簇之间移动？'),
      subtitle: text(`${fit.rows.length} rows; colour: mean answer of the cluster`, `${fit.rows.length} 行；颜色：簇的平均预测`),
      ...flow,
    },
    pathsBlock(fit),
    stripBlock(fit),
    { kind: 'text', id: 'shown-row', title: text(`The way of ${fit.shown.name}`, `${fit.shown.name} 的路径`), body: shownWords(fit) },
    ...mapBlocks(fit),
    ...cardBlocks(fit),
    ...unitBlocks(fit),
    ...crossesBlock(fit),
    { kind: 'scalars', id: 'details', title: text('Details', '细节'), rows: detailsOf(fit) },
    ...localBlocks(fit),
  ];
  return { blocks, notes: notesOf(fit) };
}

function readingOf(fit: LiceFit): Text {
  const [first] = fit.paths;
  const subject = subjectWords(fit.facts);
  const lost = lostWords(fit);
  const own = number(fit.byRules.r2);
  const said = text(
    `Clusters of ${fit.layers.length} layers, told by readable rules, repeat ${subject.en} with R² ${own.en} on held-out rows and decide alike in ${percent(fit.byRules.agreement)}.`,
    `${fit.layers.length} 层的簇以可读规则表述，在留出行上以 R² ${own.zh} 还原${subject.zh}，判定一致率 ${percent(fit.byRules.agreement)}。`,
  );
  const path = first === undefined ? text('', '') : pathWords(fit, first);
  return text([lost.en, said.en, path.en, NOT_CAUSAL.en].filter(Boolean).join(' '), [lost.zh, said.zh, path.zh, NOT_CAUSAL.zh].join(''));
}

function lostWords(fit: LiceFit): Text {
  const rival = bestRival(fit);
  if (rival === undefined) return text('', '');
  const [own, its] = [number(fit.byRules.r2), number(rival.score.r2)];
  return text(
    `A simpler explanation does better here: ${RIVAL_NAMES[rival.name].en} reaches R² ${its.en} where LICE reaches ${own.en}.`,
    `此处更简单的解释更好：${RIVAL_NAMES[rival.name].zh}的 R² 为 ${its.zh}，而 LICE 为 ${own.zh}。`,
  );
}

function pathWords(fit: LiceFit, { clusters, rows, meanRaw, membership }: LiceFit['paths'][number]): Text {
  const [way, rule] = [clusters.map((cluster) => cluster + 1).join(' → '), ruleWords(membership.parts)];
  const answer = inverseLink(fit.link, meanRaw);
  return text(
    `The best supported path, ${way}, holds ${formatNumber(rows, 'en')} rows with a mean answer of ${formatNumber(answer, 'en')}: ${rule === '*' ? 'all rows' : rule}.`,
    `支持度最高的路径 ${way} 含 ${formatNumber(rows, 'zh')} 行，平均预测为 ${formatNumber(answer, 'zh')}：${rule === '*' ? '全部行' : rule}。`,
  );
}

function shownWords({ shown, link, layers }: LiceFit): Text {
  const stops = shown.stops.map(({ cluster, local }, at) => {
    const rule = ruleWords(layers[at]?.cards[cluster]?.membership.parts ?? [], 1);
    const answer = inverseLink(link, local);
    return text(
      `Layer ${at + 1}: cluster ${cluster + 1} (${rule === '*' ? 'all rows' : rule}); its local model answers ${formatNumber(answer, 'en')}.`,
      `第 ${at + 1} 层：簇 ${cluster + 1}（${rule === '*' ? '全部行' : rule}），局部模型给出 ${formatNumber(answer, 'zh')}。`,
    );
  });
  const answer = inverseLink(link, shown.raw);
  return text(
    `${stops.map(({ en }) => en).join(' ')} The answer explained is ${formatNumber(answer, 'en')}.`,
    `${stops.map(({ zh }) => zh).join('')}被解释的预测为 ${formatNumber(answer, 'zh')}。`,
  );
}

function detailsOf(fit: LiceFit): Scalar[] {
  const { crossed } = fit;
  return [
    { name: 'rows', label: text('Rows explained', '被解释的行数'), value: fit.rows.length },
    { name: 'held_out', label: text('Held-out rows', '留出行数'), value: fit.heldOut.length },
    { name: 'threshold', label: text('Threshold for yes', '判为“是”的阈值'), value: fit.threshold },
    { name: 'r2_rules', label: text('R² by readable rules', '按可读规则的 R²'), value: fit.byRules.r2 },
    { name: 'r2_centroids', label: text('R² by the network’s clusters', '按网络簇的 R²'), value: fit.byCentroids.r2 },
    { name: 'rule_overlap', label: text('Columns shared by rules of other seeds', '不同种子规则共用列的比例'), value: fit.ruleOverlap },
    { name: 'cross_metric', label: text('Metric for combinations', '组合的评价指标'), value: crossed.metric },
    { name: 'without_crosses', label: text('Straight line without combinations', '不含组合的线性模型'), value: crossed.without },
    { name: 'with_crosses', label: text('Straight line with combinations', '含组合的线性模型'), value: crossed.with },
  ];
}

function number(value: number | null): { readonly en: string; readonly zh: string } {
  return value === null ? { en: '–', zh: '–' } : { en: formatNumber(value, 'en'), zh: formatNumber(value, 'zh') };
}

function percent(share: number): string {
  return `${Math.round(1000 * share) / 10} %`;
}
