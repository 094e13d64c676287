import { type Language, type Text, text } from '../../../base/text.ts';
import { type GainShare, gainShares } from '../../../learners/evaluation/gain-importance.ts';
import type { Measured } from '../../../learners/evaluation/measured.ts';
import type { MetricId } from '../../../learners/evaluation/quality.ts';
import { studentTwoSided, studentUpperQuantile } from '../../../numeric/distributions.ts';
import { normalTwoSided, normalUpperQuantile } from '../../../numeric/normal.ts';
import type { Block, Estimate, EstimatesBlock, Report, ScalarsBlock, TableBlock } from '../../../report/blocks.ts';
import { formatNumber } from '../../../report/format.ts';
import { calibrationBlock, rocBlock, scatterBlock } from './figures.ts';
import type { ModelFit } from './fit.ts';
import { importanceBlock, learningBlock } from './learning-figures.ts';
import { modelNotes } from './notes.ts';

/** What every model method says: how good, how honest, what it leans on. */
export function reportModel(id: string, fit: ModelFit, alpha: number): Report {
  const shares = gainShares(fit.model);
  const level = 1 - alpha;
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, level) },
    qualityBlock(fit, level),
    calibrationBlock(fit),
    fit.task === 'binary' ? rocBlock(fit) : scatterBlock(fit),
    learningBlock(fit),
    ...(fit.line === null ? [] : [coefficientsBlock(fit, level)]),
    ...(shares.length === 0 ? [] : [importanceBlock(fit, shares)]),
    gainBlock(fit),
    rowsBlock(fit, shares),
  ];
  return { blocks, notes: modelNotes(id, fit, shares) };
}

const NAMES: Readonly<Record<MetricId, string>> = {
  auc: 'AUC',
  logLoss: 'log loss',
  brier: 'Brier score',
  rmse: 'RMSE',
  mae: 'MAE',
  r2: 'R²',
};

function qualityBlock(fit: ModelFit, level: number): EstimatesBlock {
  const { metrics, line } = fit.quality;
  const rows = metrics.map(({ id, measured }) => estimateOf(id, NAMES[id], measured, level, fit.counts.heldOut));
  const lines =
    line === undefined
      ? []
      : [
          estimateOf('calibrationSlope', 'calibration slope', line.slope, level, fit.counts.heldOut),
          estimateOf('calibrationIntercept', 'calibration intercept', line.intercept, level, fit.counts.heldOut),
        ];
  return { kind: 'estimates', id: 'quality', title: text('On rows it has not seen', '在未见过的数据上'), rows: [...rows, ...lines] };
}

/** Numbers that double precision cannot hold are left out rather than reported as infinite. */
function estimateOf(name: string, estimand: string, { value, standardError, interval }: Measured, level: number, n: number): Estimate {
  const isWhole = Number.isFinite(standardError) && interval.every(Number.isFinite);
  const known = Number.isFinite(value) ? value : 0;
  return isWhole ? { name, estimand, value: known, standardError, interval, level, n } : { name, estimand, value: known, n };
}

function coefficientsBlock(fit: ModelFit, level: number): EstimatesBlock {
  const estimand = fit.task === 'binary' ? 'log odds per unit' : 'change per unit';
  const line = fit.line;
  const degrees = fit.task === 'binary' ? Number.POSITIVE_INFINITY : (line?.degreesOfFreedom ?? 1);
  const reference = new Map(line?.references.map(({ feature, category }) => [feature, category]));
  const rows = (line?.coefficients ?? []).map((row) => {
    const against = reference.get(row.feature);
    const contrast = row.category === undefined ? {} : { contrast: against === undefined ? row.category : `${row.category} vs ${against}` };
    return {
      name: row.category === undefined ? row.feature : `${row.feature} = ${row.category}`,
      estimand,
      ...contrast,
      ...spread(row, degrees, level),
    };
  });
  const intercept = { name: '(intercept)', estimand: 'intercept', ...spread(line?.intercept ?? { value: 0 }, degrees, level) };
  return {
    kind: 'estimates',
    id: 'coefficients',
    title: text('Coefficients, in the units of the columns; association, not effect', '系数（以各列单位计）；为相关关系，并非效应'),
    rows: [intercept, ...rows],
  };
}

function spread({ value, standardError }: { readonly value: number; readonly standardError?: number }, degrees: number, level: number) {
  if (standardError === undefined || !Number.isFinite(standardError)) return { value };
  const isNormal = degrees === Number.POSITIVE_INFINITY;
  const reach = standardError * (isNormal ? normalUpperQuantile((1 - level) / 2) : studentUpperQuantile((1 - level) / 2, degrees));
  const interval: readonly [number, number] = [value - reach, value + reach];
  if (standardError === 0) return { value, standardError, interval, level };
  const statistic = value / standardError;
  return { value, standardError, interval, level, pValue: isNormal ? normalTwoSided(statistic) : studentTwoSided(statistic, degrees) };
}

function gainBlock(fit: ModelFit): TableBlock {
  return {
    kind: 'table',
    id: 'gain',
    title: text('Best scores first: what each tenth of the held-out rows holds', '按得分从高到低：留出数据每十分之一的情况'),
    table: {
      columns: ['part', 'rows', 'predicted', 'actual', 'lift', 'cumulativeGain'].map((name) => ({ name })),
      rows: fit.quality.gain.map((row) =>
        [row.part, row.n, row.meanPredicted, row.meanActual, row.lift, row.cumulativeGain].map((cell) =>
          Number.isFinite(cell) ? cell : null,
        ),
      ),
    },
  };
}

function rowsBlock(fit: ModelFit, shares: readonly GainShare[]): ScalarsBlock {
  const { counts, quality, line } = fit;
  const rows = [
    { name: 'task', label: text('Task', '任务'), value: fit.task },
    ...(fit.positive === null ? [] : [{ name: 'positive', label: text('Counts as 1', '计为 1 的取值'), value: fit.positive }]),
    { name: 'rows', label: text('Rows used', '所用行数'), value: counts.rows },
    { name: 'trainingRows', label: text('Learnt from, for judging', '评估时的训练行数'), value: counts.training },
    { name: 'heldOutRows', label: text('Held out', '留出行数'), value: counts.heldOut },
    { name: 'meanOutcome', label: text('Mean outcome', '结果均值'), value: fit.meanOutcome },
    { name: 'covariates', label: text('Covariates', '协变量数'), value: fit.covariates.length },
    ...(quality.averagePrecision === undefined
      ? []
      : [{ name: 'averagePrecision', label: text('Average precision', '平均精确率'), value: quality.averagePrecision }]),
    ...(line === null ? [] : [{ name: 'strength', label: text('Penalty strength', '惩罚强度'), value: line.strength }]),
    ...(shares.length === 0
      ? []
      : [{ name: 'trees', label: text('Trees', '树的数量'), value: fit.model.kind === 'trees' ? fit.model.treeStart.length - 1 : 0 }]),
  ];
  return { kind: 'scalars', id: 'rows', title: text('What went in', '输入概况'), rows };
}

const SENSE = text(
  'The added column holds, for every row, the answer of a model that had not seen that row; this predicts, and says nothing about what acting would change.',
  '新增的列为每一行给出未见过该行的模型的预测；这是预测，不说明采取行动会改变什么。',
);

function readingOf(fit: ModelFit, level: number): Text {
  const sentence = fit.task === 'binary' ? rankingSentence(fit, level) : varianceSentence(fit, level);
  return text(`${sentence.en} ${SENSE.en}`, `${sentence.zh}${SENSE.zh}`);
}

/** [low, high, value] for reading in one language; `hundredths` turns shares into percent with one decimal. */
function said({ value, interval }: Measured, unit: 'hundredths' | 'own', language: Language): readonly [string, string, string] {
  const digits = (number: number): string => (unit === 'hundredths' ? percent(number) : formatNumber(number, language));
  return [digits(interval[0]), digits(interval[1]), digits(value)];
}

function measuredOf(fit: ModelFit, id: MetricId): Measured {
  return fit.quality.metrics.find((metric) => metric.id === id)?.measured ?? { value: 0, standardError: 0, interval: [0, 0] };
}

/** A share in percent: one decimal where it says something. */
function percent(share: number): string {
  const tenths = Math.round(share * 1000) / 10;
  return `${tenths < 0 ? '−' : ''}${Number.isInteger(tenths) ? Math.abs(tenths) : Math.abs(tenths).toFixed(1)}`;
}

function rankingSentence(fit: ModelFit, level: number): Text {
  const auc = measuredOf(fit, 'auc');
  const [en, zh] = [said(auc, 'hundredths', 'en'), said(auc, 'hundredths', 'zh')];
  const { positive, negative, outcome, counts } = fit;
  const rate = `${percent(level)} %`;
  return text(
    `Of one row with ${outcome} = ${positive} and one with ${negative}, the model gives the first the higher score between ${en[0]} and ${en[1]} times in 100, most likely ${en[2]} (${rate} interval, ${counts.heldOut} held-out rows; 50 would be a coin).`,
    `任取一行 ${outcome} = ${positive} 与一行 ${negative}，模型给前者更高得分的次数，每 100 次介于 ${zh[0]} 与 ${zh[1]} 之间，最可能为 ${zh[2]}（${rate} 区间，留出 ${counts.heldOut} 行；50 相当于抛硬币）。`,
  );
}

function varianceSentence(fit: ModelFit, level: number): Text {
  const [r2, rmse] = [measuredOf(fit, 'r2'), measuredOf(fit, 'rmse')];
  const [en, zh] = [said(r2, 'hundredths', 'en'), said(r2, 'hundredths', 'zh')];
  const [enOff, zhOff] = [said(rmse, 'own', 'en'), said(rmse, 'own', 'zh')];
  const rate = `${percent(level)} %`;
  return text(
    `The model explains between ${en[0]} and ${en[1]} % of the variance of ${fit.outcome}, most likely ${en[2]} %; its answers are typically off by ${enOff[0]} to ${enOff[1]}, most likely ${enOff[2]} (root mean square, ${rate} intervals, ${fit.counts.heldOut} held-out rows).`,
    `模型解释了 ${fit.outcome} 方差的 ${zh[0]}% 至 ${zh[1]}%，最可能为 ${zh[2]}%；预测误差通常在 ${zhOff[0]} 与 ${zhOff[1]} 之间，最可能为 ${zhOff[2]}（均方根，${rate} 区间，留出 ${fit.counts.heldOut} 行）。`,
  );
}
