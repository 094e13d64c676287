import { type Language, type Text, text } from '../../base/text.ts';
import type { Block, Figure, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { token } from '../../report/tokens.ts';
import { firstStageBlocks, instrumentNotes, isWeak } from '../kit/instruments/report.ts';
import type { DeepIvFit } from './fit.ts';
import type { DeepIvSpec } from './spec.ts';

/** Writes the report: the sentence, the instruments, the curve, the effect beside the straight line. */
export function reportDeepIv(fit: DeepIvFit, spec: DeepIvSpec): Report {
  const level = 1 - spec.alpha;
  const { line, effect, from, to } = fit;
  const { treatment, outcome } = line.names;
  const contrast = `${treatment}: ${from} → ${to}`;
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, level) },
    ...firstStageBlocks(line, level),
    {
      kind: 'figure',
      id: 'curve',
      title: text('How does the mean outcome follow the treatment?', '平均结果如何随处理变化？'),
      subtitle: text(
        `n = ${line.rowCount}; band from ${fit.resamples} retrained pairs of networks`,
        `n = ${line.rowCount}；区间带来自 ${fit.resamples} 次重新训练`,
      ),
      figure: curveFigure(fit),
      table: curveTable(fit),
    },
    {
      kind: 'estimates',
      id: 'effects',
      title: text('Effect of the change', '变化的效应'),
      rows: [
        {
          name: outcome,
          estimand: 'ATE',
          contrast,
          n: line.rowCount,
          value: effect.value,
          ...(effect.interval === undefined ? {} : { standardError: effect.standardError as number, interval: effect.interval, level }),
        },
        { name: outcome, estimand: '2SLS coefficient', contrast, n: line.rowCount, value: fit.lineEffect, ...lineInterval(fit, level) },
      ],
    },
    stagesBlock(fit),
    {
      kind: 'text',
      id: 'what-would-change',
      title: text('What would change the conclusion', '何种情况会改变结论'),
      body: WHAT_WOULD_CHANGE,
    },
  ];
  return { blocks, notes: [...instrumentNotes(line, 'deep-iv'), ...ownNotes(fit)] };
}

/** The straight line's interval for the same change. */
function lineInterval({ line, from, to }: DeepIvFit, level: number) {
  const step = to - from;
  const ends = line.estimate.interval.map((end) => end * step).sort((left, right) => left - right);
  return { standardError: line.estimate.standardError * Math.abs(step), interval: [ends[0] as number, ends[1] as number] as const, level };
}

function readingOf(fit: DeepIvFit, level: number): Text {
  const { line, effect, from, to } = fit;
  const { treatment, outcome, instruments } = line.names;
  const said = (language: Language) => {
    const number = (value: number) => formatNumber(value, language);
    return {
      from: number(from),
      to: number(to),
      value: number(effect.value),
      line: number(fit.lineEffect),
      percent: number(100 * level),
      interval: effect.interval?.map(number),
    };
  };
  const [en, zh] = [said('en'), said('zh')];
  const sure = isWeak(line) ? text(' The instruments are too weak to believe either.', '工具变量过弱，两者均不可信。') : text('', '');
  return text(
    `Raising ${treatment} from ${en.from} to ${en.to} goes with ${en.value} in ${outcome} on average${en.interval === undefined ? '' : ` (${en.percent} % interval ${en.interval.join(' to ')}, by resampling)`}; a straight line (2SLS) says ${en.line}. This holds only if ${instruments.join(', ')} touch ${outcome} through ${treatment} alone.${sure.en}`,
    `${treatment} 由 ${zh.from} 升至 ${zh.to} 时，${outcome} 平均变化 ${zh.value}${zh.interval === undefined ? '' : `（重抽样 ${zh.percent} % 区间 ${zh.interval.join(' 至 ')}）`}；直线模型（2SLS）为 ${zh.line}。前提是 ${instruments.join('、')} 只经由 ${treatment} 影响 ${outcome}。${sure.zh}`,
  );
}

function curveFigure({ curve, line, from, to }: DeepIvFit): Figure {
  const { amounts, means, low, high } = curve;
  const { treatment, outcome } = line.names;
  const [x, mid] = [Array.from(amounts), Math.floor(amounts.length / 2)];
  const straight = x.map((amount) => (means[mid] as number) + line.estimate.value * (amount - (amounts[mid] as number)));
  const band =
    low === undefined || high === undefined
      ? []
      : [
          {
            type: 'scatter',
            mode: 'lines',
            x,
            y: Array.from(low),
            line: { width: 0, color: token('treated') },
            hoverinfo: 'skip',
            showlegend: false,
          },
          {
            type: 'scatter',
            mode: 'lines',
            x,
            y: Array.from(high),
            line: { width: 0, color: token('treated') },
            fill: 'tonexty',
            opacity: 0.3,
            hoverinfo: 'skip',
            showlegend: false,
          },
        ];
  return {
    data: [
      ...band,
      {
        type: 'scatter',
        mode: 'lines',
        name: text('two networks', '双网络'),
        x,
        y: Array.from(means),
        line: { color: token('treated'), width: 2 },
      },
      {
        type: 'scatter',
        mode: 'lines',
        name: text('straight line (2SLS)', '直线（2SLS）'),
        x,
        y: straight,
        line: { color: token('control'), width: 1.5, dash: 'dash' },
      },
    ],
    layout: {
      xaxis: { title: { text: text(treatment, treatment) }, gridcolor: token('line') },
      yaxis: { title: { text: text(`mean ${outcome}`, `${outcome} 均值`) }, gridcolor: token('line') },
      shapes: [from, to].map((at) => ({
        type: 'line',
        x0: at,
        x1: at,
        yref: 'paper',
        y0: 0,
        y1: 1,
        line: { color: token('ink-2'), width: 1, dash: 'dot' },
      })),
      height: 320,
    },
  };
}

function curveTable({ curve: { amounts, means, low, high }, line }: DeepIvFit) {
  return {
    columns: [line.names.treatment, 'mean', 'low', 'high'].map((name) => ({ name })),
    rows: Array.from(amounts, (amount, at) => [amount, means[at] as number, low?.[at] ?? null, high?.[at] ?? null]),
  };
}

function stagesBlock({ stages }: DeepIvFit): Block {
  const names = [
    text('treatment, given instruments and covariates', '处理（给定工具变量与协变量）'),
    text('outcome, given the foreseen treatment', '结果（给定预期处理）'),
  ];
  return {
    kind: 'table',
    id: 'stages',
    title: text('How the networks were trained', '网络的训练情况'),
    table: {
      columns: [
        { name: 'stage', label: text('stage', '阶段') },
        { name: 'epochs', label: text('epochs', '轮数') },
        { name: 'loss', label: text('loss on held-back rows', '留出行上的损失') },
      ],
      rows: stages.map(({ epochs, loss }, at) => [names[at]?.en ?? '', epochs, Number.isFinite(loss) ? loss : null]),
    },
  };
}

function ownNotes({ resamples, effect, lineEffect }: DeepIvFit): Note[] {
  const note = (severity: Note['severity'], code: string, message: Text): Note => ({ severity, code: `deep-iv/${code}`, message });
  const notes = [
    note(
      'info',
      'no-theory',
      text(
        'No theory gives intervals for this estimator. The one shown is the spread of retrained networks; it does not know of the pull towards smooth curves.',
        '该估计量没有理论区间。所示区间为重新训练网络的离散程度，未计入模型偏向平滑曲线的偏差。',
      ),
    ),
  ];
  if (resamples === 0)
    notes.push(note('warning', 'no-interval', text('There is no interval: resamples is below 2.', '没有区间：resamples 小于 2。')));
  const [low, high] = effect.interval ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (lineEffect < low || lineEffect > high)
    notes.push(
      note(
        'warning',
        'not-straight',
        text(
          'The straight line lies outside the interval: the effect bends, or the networks pull it towards 0.',
          '直线估计落在区间之外：效应可能非线性，或网络将其压向 0。',
        ),
      ),
    );
  return notes;
}

const WHAT_WOULD_CHANGE = text(
  'A path from an instrument to the outcome past the treatment; noise that does not simply add to the outcome; or another size of the networks: run it again with other hidden layers and another seed, and trust only what stays.',
  '若工具变量另有不经处理而影响结果的途径、误差不是简单相加于结果，或改变网络规模，结论都可能改变：请用不同的隐藏层与随机种子重跑，只相信保持不变的部分。',
);
