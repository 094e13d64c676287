import { text, verbatim } from '../../base/text.ts';
import type { Block, FigureBlock, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { token } from '../../report/tokens.ts';
import type { ArmComparison, TruthFit } from './math.ts';

/** An estimate that ranks no better than this against the truth should not steer a budget. */
const WEAK_CORRELATION = 0.3;

/** Lays estimate and truth side by side. */
export function summarizeTruth(fit: TruthFit): Report {
  const blocks: Block[] = [reading(fit), comparison(fit), ...fit.arms.map((arm) => calibrationFigure(arm, fit.outcome))];
  const weak = fit.arms.filter((arm) => arm.correlation === null || arm.correlation < WEAK_CORRELATION);
  const notes: Note[] = weak.map((arm) => ({
    severity: 'warning',
    code: 'reveal-truth/weak-ranking',
    isTruth: true,
    message: text(
      `The estimates for ${arm.arm} hardly rank customers as the truth does.`,
      `对 ${arm.arm} 的估计几乎不能按真实效应给客户排序。`,
    ),
  }));
  return { blocks, notes };
}

function reading(fit: TruthFit): Block {
  const en = fit.arms
    .map((arm) => `${arm.arm}: estimated ${formatNumber(arm.meanEstimated, 'en')}, true ${formatNumber(arm.meanTruth, 'en')}`)
    .join('; ');
  const zh = fit.arms
    .map((arm) => `${arm.arm}：估计 ${formatNumber(arm.meanEstimated, 'zh')}，真值 ${formatNumber(arm.meanTruth, 'zh')}`)
    .join('；');
  const plan = fit.plan;
  const planEn =
    plan === undefined
      ? ''
      : ` The plan was expected to add ${formatNumber(Math.round(plan.expected), 'en')}; it truly adds ${formatNumber(Math.round(plan.truth), 'en')}.`;
  const planZh =
    plan === undefined
      ? ''
      : `方案预计带来 ${formatNumber(Math.round(plan.expected), 'zh')}，实际为 ${formatNumber(Math.round(plan.truth), 'zh')}。`;
  return {
    kind: 'text',
    id: 'reading',
    isTruth: true,
    title: text('Estimate beside truth', '估计与真值对照'),
    body: text(`Average effect on ${fit.outcome}. ${en}.${planEn}`, `对 ${fit.outcome} 的平均效应。${zh}。${planZh}`),
  };
}

function comparison(fit: TruthFit): Block {
  return {
    kind: 'table',
    id: 'comparison',
    title: text('How close the estimates come, arm by arm', '各组估计的接近程度'),
    table: {
      columns: [
        { name: 'arm', label: text('Arm', '组别') },
        { name: 'estimated', label: text('Mean effect, estimated', '平均效应（估计）') },
        { name: 'truth', label: text('Mean effect, true', '平均效应（真值）'), isTruth: true },
        { name: 'pehe', label: text('Typical error of one customer (PEHE)', '单个客户的典型误差 (PEHE)'), isTruth: true },
        { name: 'correlation', label: text('Correlation with the truth', '与真值的相关系数'), isTruth: true },
        { name: 'sign', label: text('Share with the right sign', '符号正确的比例'), isTruth: true },
      ],
      rows: fit.arms.map((arm) => [arm.arm, arm.meanEstimated, arm.meanTruth, arm.pehe, arm.correlation, arm.signShare]),
    },
  };
}

function calibrationFigure(arm: ArmComparison, outcome: string): FigureBlock {
  const groups = arm.groups.map((_, index) => index + 1);
  return {
    kind: 'figure',
    id: `truth-${arm.arm}`,
    title: text(`${arm.arm}: does a higher estimate mean a higher true effect?`, `${arm.arm}：估计越高，真实效应是否越高？`),
    subtitle: text('Customers in groups of equal size, from the lowest to the highest estimate', '按估计值从低到高等分的客户组'),
    figure: {
      data: [
        {
          type: 'bar',
          x: groups,
          y: arm.groups.map((group) => group.estimated),
          name: text('estimated', '估计'),
          marker: { color: arm.groups.map((group) => token(group.estimated < 0 ? 'loss' : 'gain')), opacity: 0.75 },
        },
        {
          type: 'scatter',
          mode: 'lines+markers',
          x: groups,
          y: arm.groups.map((group) => group.truth),
          name: text('true', '真值'),
          meta: { truth: true },
          line: { color: token('ink'), width: 2, shape: 'hvh' },
          marker: { color: token('ink'), size: 5 },
        },
      ],
      layout: {
        xaxis: { title: { text: text('Group by estimated effect', '按估计效应分组') }, dtick: 1 },
        yaxis: { title: { text: text(`Effect on ${outcome}`, `对 ${outcome} 的效应`) }, zeroline: true, zerolinecolor: token('ink-3') },
      },
    },
    table: {
      columns: [{ name: 'group' }, { name: 'n' }, { name: 'estimated' }, { name: 'truth', isTruth: true }].map((column) => ({
        ...column,
        label: verbatim(column.name),
      })),
      rows: arm.groups.map((group, index) => [index + 1, group.n, group.estimated, group.truth]),
    },
  };
}
