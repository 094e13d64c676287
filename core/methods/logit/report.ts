import { type Text, text } from '../../base/text.ts';
import type { Block, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { coefficientFigure } from '../kit/regression/coefficient-figure.ts';
import { type Coefficient, estimateRow } from '../kit/regression/coefficients.ts';
import { regressionNotes } from '../kit/regression/notes.ts';
import { calibrationFigure } from './figures.ts';
import type { LogitFit } from './fit.ts';
import type { LogitSpec } from './spec.ts';

/** Writes the report: the sentence, the calibration, probabilities, odds, the fit. */
export function reportLogit(fit: LogitFit, spec: LogitSpec): Report {
  const said = { level: 1 - spec.alpha, n: fit.count };
  const shown = fit.effects.length > 0 ? fit.effects : fit.margins;
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, spec) },
    {
      kind: 'text',
      id: 'estimand',
      title: text('What is estimated', '估计对象'),
      body: text(
        `The average over all rows of the difference in the probability of ${fit.outcome} = ${fit.positive}, at equal values of the other columns.`,
        `其他列取值相同时，${fit.outcome} = ${fit.positive} 的概率差异在全部行上的平均。`,
      ),
    },
    {
      kind: 'figure',
      id: 'calibration',
      title: text('Do fitted probabilities match what happened?', '拟合概率与实际是否相符？'),
      subtitle: text('tenths of the rows by fitted probability; bars: two standard errors', '按拟合概率十等分；误差线：两个标准误'),
      ...calibrationFigure(fit),
    },
    {
      kind: 'figure',
      id: 'margins-figure',
      title: text('How far does the probability differ?', '概率相差多少？'),
      subtitle: text(`n = ${fit.count}, ${spec.covariance} errors`, `n = ${fit.count}，${spec.covariance} 标准误`),
      ...coefficientFigure(shown, { title: text('average difference in probability', '概率的平均差异') }),
    },
    {
      kind: 'estimates',
      id: 'margins',
      title: text('Average differences in probability', '概率的平均差异'),
      rows: fit.margins.map((row) => estimateRow(row, { ...said, estimand: 'average marginal effect' })),
    },
    {
      kind: 'estimates',
      id: 'coefficients',
      title: text('Coefficients (log-odds)', '系数（对数几率）'),
      rows: fit.coefficients.map((row) => estimateRow(row, { ...said, estimand: 'log-odds' })),
    },
    { kind: 'table', id: 'odds-ratios', title: text('Odds ratios', '几率比'), table: oddsTable(fit) },
    {
      kind: 'scalars',
      id: 'fit',
      title: text('The fit', '拟合'),
      rows: [
        { name: 'n', value: fit.count, unit: 'rows' },
        { name: 'log likelihood', label: text('log likelihood', '对数似然'), value: fit.logLikelihood },
        { name: 'null log likelihood', label: text('log likelihood of the constant', '仅常数项的对数似然'), value: fit.nullLogLikelihood },
        {
          name: 'pseudo r-squared',
          label: text('pseudo R² (McFadden)', '伪 R²（McFadden）'),
          value: 1 - fit.logLikelihood / fit.nullLogLikelihood,
        },
        { name: 'likelihood ratio p', label: text('p of all slopes', '全部斜率的 p 值'), value: fit.likelihoodRatioPValue },
        ...fit.references.map(({ column, level }) => ({ name: `reference of ${column}`, value: level })),
      ],
    },
    {
      kind: 'text',
      id: 'what-would-change',
      title: text('What would change the conclusion', '什么会改变结论'),
      body: spec.randomised
        ? text('An assignment that was not random, or covariates measured after the treatment.', '分配并非随机，或协变量在处理之后才测得。')
        : text(
            'A column that is not in the table and goes along with both the treatment and the outcome; covariates that the treatment itself changes.',
            '表中没有、却与处理和结果都相关的因素；受处理影响的协变量。',
          ),
    },
  ];
  return { blocks, notes: regressionNotes('logit', fit) };
}

function oddsTable(fit: LogitFit) {
  return {
    columns: ['term', 'odds ratio', 'low', 'high'].map((name) => ({ name })),
    rows: fit.coefficients.slice(1).map(({ name, value, low, high }) => [name, ...[value, low, high].map(finiteExp)]),
  };
}

function finiteExp(value: number): number | null {
  const odds = Math.exp(value);
  return Number.isFinite(odds) ? odds : null;
}

function readingOf(fit: LogitFit, spec: LogitSpec): Text {
  if (fit.effects.length === 0) {
    return text(
      `The coefficients describe how the probability of ${fit.outcome} = ${fit.positive} differs between ${formatNumber(fit.count, 'en')} rows; they say nothing about a treatment.`,
      `系数描述 ${formatNumber(fit.count, 'zh')} 行之间 ${fit.outcome} = ${fit.positive} 的概率差异，并未涉及处理。`,
    );
  }
  const sentences = fit.effects.map((effect) => sentenceOf(effect, fit, spec));
  return text(sentences.map(({ en }) => en).join(' '), sentences.map(({ zh }) => zh).join(''));
}

function sentenceOf(effect: Coefficient, fit: LogitFit, spec: LogitSpec): Text {
  const level = formatNumber(100 * (1 - spec.alpha), 'en');
  const points = (value: number): string => formatNumber(100 * value, 'en');
  const what =
    effect.level === null
      ? text(`One unit more of ${effect.column}`, `${effect.column} 每增加一个单位`)
      : text(
          `${effect.column} = ${effect.level} instead of ${fit.treatment?.control}`,
          `${effect.column} 取 ${effect.level} 而非 ${fit.treatment?.control}`,
        );
  const verb = spec.randomised ? 'changes' : 'is associated with a difference in';
  const open = effect.low <= 0 && effect.high >= 0;
  return text(
    `${what.en} ${verb} the probability of ${fit.outcome} = ${fit.positive} ${spec.randomised ? 'by' : 'of'} ${points(effect.low)} to ${points(effect.high)} points of a hundred (${level} % interval), most likely ${points(effect.value)}.${open ? ' The interval holds zero, so the sign is open.' : ''}`,
    `其他列取值相同时，${what.zh}${spec.randomised ? '使' : '关联于'} ${fit.outcome} = ${fit.positive} 的概率相差 ${points(effect.low)} 至 ${points(effect.high)} 个百分点（${level} % 区间），最可能为 ${points(effect.value)}。${open ? '区间包含零，方向尚无定论。' : ''}`,
  );
}
