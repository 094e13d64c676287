import { text } from '../../base/text.ts';
import type { Block, Estimate, Report, TableData } from '../../report/blocks.ts';
import type { Measured } from './estimate.ts';
import { checkFigure, checkTable, scatterFigure } from './figures.ts';
import type { RddFit } from './fit.ts';
import { notesOf } from './notes.ts';
import { estimandOf, overturning, readingOf } from './reading.ts';
import type { RddSpec } from './spec.ts';

/** The report: the sentence, the checks of the design, the picture, the estimates, and what would overturn them. */
export function reportRdd(fit: RddFit, spec: RddSpec): Report {
  return { blocks: [readingBlock(fit, spec), ...checkBlocks(fit), ...findingBlocks(fit, spec)], notes: notesOf(fit, spec) };
}

function readingBlock(fit: RddFit, spec: RddSpec): Block {
  return { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, spec) };
}

function checkBlocks(fit: RddFit): Block[] {
  const blocks: Block[] = [];
  const { density } = fit;
  if (density !== null) {
    blocks.push({
      kind: 'scalars',
      id: 'density',
      title: text('Do rows bunch on one side of the cut-off?', '断点某一侧是否有堆积？'),
      rows: [
        { name: 'test', label: text('test', '检验'), value: 'Cattaneo–Jansson–Ma local polynomial density' },
        { name: 'density below', label: text('density just below', '断点下侧密度'), value: density.below },
        { name: 'density above', label: text('density just above', '断点上侧密度'), value: density.above },
        { name: 't', label: text('t', 't 值'), value: density.statistic },
        { name: 'p', label: text('p', 'p 值'), value: density.pValue },
        { name: 'bandwidth below', label: text('bandwidth below', '下侧带宽'), value: density.bandwidths[0] },
        { name: 'bandwidth above', label: text('bandwidth above', '上侧带宽'), value: density.bandwidths[1] },
      ],
    });
  }
  if (fit.balance.length > 0) {
    blocks.push({
      kind: 'table',
      id: 'continuity',
      title: text('Do covariates jump at the cut-off?', '协变量在断点处是否跳跃？'),
      table: checkTable(fit.balance),
    });
  }
  if (fit.placebos.some(({ estimate }) => estimate !== null)) {
    const title = text('Does the outcome jump where nothing switches?', '在没有切换的位置，结果是否跳跃？');
    blocks.push({ kind: 'figure', id: 'placebo', title, ...checkFigure(fit.placebos, fit.names.outcome) });
  }
  return blocks;
}

function findingBlocks(fit: RddFit, spec: RddSpec): Block[] {
  return [
    {
      kind: 'figure',
      id: 'picture',
      title: text(`How does ${fit.names.outcome} run up to the cut-off and on?`, `${fit.names.outcome} 在断点两侧如何变化？`),
      subtitle: text(
        'Bin means with intervals; the lines are the local polynomials, the shade their window.',
        '分箱均值及其区间；曲线为局部多项式，阴影为其窗口。',
      ),
      ...scatterFigure(fit, spec),
    },
    { kind: 'estimates', id: 'estimates', title: text('Estimates at the cut-off', '断点处的估计'), rows: estimateRows(fit, spec) },
    { kind: 'table', id: 'windows', title: text('Windows and rows', '窗口与行数'), table: windowTable(fit) },
    {
      kind: 'figure',
      id: 'sensitivity',
      title: text('Does the answer depend on the bandwidth?', '结论是否取决于带宽？'),
      ...checkFigure(fit.widths, fit.names.outcome),
    },
    { kind: 'text', id: 'estimand', title: text('What is estimated', '估计的是什么'), body: estimandOf(fit, spec) },
    {
      kind: 'text',
      id: 'what-would-change',
      title: text('What would change the conclusion', '什么会改变结论'),
      body: overturning(fit, spec),
    },
  ];
}

function estimateRows(fit: RddFit, { alpha }: RddSpec): Estimate[] {
  const { estimate, firstStage, design, names } = fit;
  const n = estimate.rowsMain[0] + estimate.rowsMain[1];
  const estimand = design.isFuzzy
    ? 'LATE at the cut-off'
    : design.derivative === 0
      ? 'jump at the cut-off'
      : `jump of derivative ${design.derivative} at the cut-off`;
  const row = (name: string, what: string, measured: Measured): Estimate => ({
    name,
    estimand: what,
    value: measured.value,
    standardError: measured.standardError,
    interval: measured.interval,
    level: 1 - alpha,
    pValue: measured.pValue,
    n,
  });
  const rows = [
    row('robust', estimand, estimate.robust),
    row('bias-corrected', estimand, estimate.biasCorrected),
    row('conventional', estimand, estimate.conventional),
  ];
  if (!design.isFuzzy) return rows;
  const reduced: Estimate = { name: `reduced form of ${names.outcome}`, estimand: 'jump at the cut-off', value: estimate.reducedForm, n };
  const stage = `first stage of ${names.takeUp}`;
  return [
    ...rows,
    reduced,
    firstStage === null
      ? { name: stage, estimand: 'jump at the cut-off', value: estimate.takeUp, n }
      : row(stage, 'jump at the cut-off', firstStage),
  ];
}

function windowTable({ estimate, rows, distinct }: RddFit): TableData {
  const { main, bias } = estimate.bandwidths;
  return {
    columns: [
      { name: 'side', label: text('side', '侧') },
      { name: 'rows', label: text('rows', '行数') },
      { name: 'different values', label: text('different values', '不同取值') },
      { name: 'h', label: text('bandwidth h', '带宽 h') },
      { name: 'rows in h', label: text('rows in h', 'h 内行数') },
      { name: 'b', label: text('bandwidth of the bias b', '偏差带宽 b') },
      { name: 'rows in b', label: text('rows in b', 'b 内行数') },
    ],
    rows: ([0, 1] as const).map((at) => [
      at === 0 ? 'below' : 'above',
      rows[at],
      distinct[at],
      main[at],
      estimate.rowsMain[at],
      bias[at],
      estimate.rowsBias[at],
    ]),
  };
}
