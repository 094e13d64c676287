import { text } from '../../base/text.ts';
import type { Block, Report, TableData } from '../../report/blocks.ts';
import { coefficientFigure } from '../kit/regression/coefficient-figure.ts';
import { estimateRow } from '../kit/regression/coefficients.ts';
import { residualFigure } from './figures.ts';
import type { OlsFit } from './fit.ts';
import { notesOf } from './notes.ts';
import { estimandOf, readingOf, wouldChange } from './reading.ts';
import type { OlsSpec } from './spec.ts';

/** Writes the report: the sentence, the checks, the treatment, all coefficients, the fit. */
export function reportOls(fit: OlsFit, spec: OlsSpec): Report {
  const level = 1 - spec.alpha;
  const said = { level, n: fit.count };
  const estimand = spec.randomised ? 'average effect' : 'adjusted difference';
  const shown = fit.effects.length > 0 ? fit.effects : fit.coefficients.filter(({ column }) => column !== '');
  const effects: Block[] =
    fit.effects.length === 0
      ? []
      : [
          {
            kind: 'estimates',
            id: 'effects',
            title: text('The treatment', '处理'),
            rows: fit.effects.map((row) =>
              estimateRow(row, {
                ...said,
                estimand,
                ...(row.level === null ? {} : { contrast: `${row.level} − ${fit.treatment?.control}` }),
              }),
            ),
          },
        ];
  return {
    blocks: [
      { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, spec) },
      { kind: 'text', id: 'estimand', title: text('What is estimated', '估计对象'), body: estimandOf(fit, spec) },
      {
        kind: 'figure',
        id: 'residuals',
        title: text('Are the residuals even along the fitted values?', '残差沿拟合值是否均匀？'),
        subtitle: text('band: middle 80 % of the residuals; line: their median', '色带：中间 80 % 的残差；线：中位数'),
        ...residualFigure(fit),
      },
      { kind: 'table', id: 'inflation', title: text('Can the columns be told apart?', '各列能否相互区分？'), table: inflationTable(fit) },
      {
        kind: 'figure',
        id: 'coefficients-figure',
        title: text('How far are the coefficients from zero?', '各系数离零多远？'),
        subtitle: text(`n = ${fit.count}, ${errorName(spec)} errors`, `n = ${fit.count}，${errorName(spec)} 标准误`),
        ...coefficientFigure(shown, { title: text(`difference in ${fit.outcome} per unit`, `每单位对应的 ${fit.outcome} 差异`) }),
      },
      ...effects,
      {
        kind: 'estimates',
        id: 'coefficients',
        title: text('All coefficients', '全部系数'),
        rows: fit.coefficients.map((row) => estimateRow(row, { ...said, estimand: 'coefficient' })),
      },
      scalarsOf(fit, spec),
      {
        kind: 'text',
        id: 'what-would-change',
        title: text('What would change the conclusion', '什么会改变结论'),
        body: wouldChange(fit, spec),
      },
    ],
    notes: notesOf(fit, spec),
  };
}

function errorName(spec: OlsSpec): string {
  return spec.covariance === 'cluster' ? `clustered (${(spec.cluster ?? []).join(', ')})` : spec.covariance;
}

function inflationTable(fit: OlsFit): TableData {
  return {
    columns: [
      { name: 'term', label: text('term', '项') },
      { name: 'variance inflation', label: text('variance inflation', '方差膨胀因子') },
    ],
    rows: fit.inflation.map(({ name, factor }) => [name, factor]),
  };
}

function scalarsOf(fit: OlsFit, spec: OlsSpec): Block {
  const { spread, leverage, allSlopes } = fit;
  return {
    kind: 'scalars',
    id: 'fit',
    title: text('The fit', '拟合'),
    rows: [
      { name: 'n', value: fit.count, unit: 'rows' },
      { name: 'r-squared', label: text('R²', 'R²'), value: fit.explained },
      ...(fit.explainedWithin === null
        ? []
        : [{ name: 'within r-squared', label: text('R² within fixed effects', '组内 R²'), value: fit.explainedWithin }]),
      { name: 'residual standard error', label: text('residual standard error', '残差标准误'), value: fit.residualError },
      { name: 'residual degrees of freedom', label: text('residual degrees of freedom', '残差自由度'), value: fit.count - fit.parameters },
      { name: 'errors', label: text('standard errors', '标准误'), value: errorName(spec) },
      ...(allSlopes === null
        ? []
        : [
            { name: 'f', label: text('F of all slopes', '全部斜率的 F'), value: allSlopes.statistic },
            { name: 'f p', label: text('p of all slopes', '全部斜率的 p 值'), value: allSlopes.pValue },
          ]),
      ...(spread === null
        ? []
        : [
            { name: 'breusch-pagan', label: text('Breusch–Pagan (unequal spread)', 'Breusch–Pagan（异方差）'), value: spread.statistic },
            { name: 'breusch-pagan p', label: text('its p', '其 p 值'), value: spread.pValue },
          ]),
      ...(leverage === null
        ? []
        : [
            { name: 'largest leverage', label: text('largest leverage', '最大杠杆值'), value: leverage.largest },
            {
              name: 'rows of high leverage',
              label: text('rows above three times the mean leverage', '杠杆值超过均值三倍的行数'),
              value: leverage.above,
            },
          ]),
      ...fit.fixedEffects.map(({ column, count }) => ({ name: `fixed effect ${column}`, value: count, unit: 'groups' })),
      ...fit.clusters.map(({ column, count }) => ({ name: `clusters ${column}`, value: count, unit: 'clusters' })),
      ...fit.references.map(({ column, level }) => ({ name: `reference of ${column}`, value: level })),
    ],
  };
}
