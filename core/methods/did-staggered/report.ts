import { type Text, text } from '../../base/text.ts';
import type { Block, Estimate, Note, Report } from '../../report/blocks.ts';
import { formatNumber, formatPValue } from '../../report/format.ts';
import { eventCovarianceBlock } from '../kit/panels/event-covariance.ts';
import { eventFigure } from '../kit/panels/figures.ts';
import type { Averages, DidStaggeredFit, Measured } from './fit.ts';
import type { DidStaggeredSpec } from './spec.ts';
import { backwardsShare, twoWayBlock } from './two-way.ts';

/** Normal intervals and the chi-squared test lean on this many independent draws at least. */
const FEW_CLUSTERS = 30;

/** Writes the report: the sentence, the periods before and after, the averages, every group-time effect. */
export function reportDidStaggered(fit: DidStaggeredFit, spec: DidStaggeredSpec): Report {
  const row = (name: string, estimand: string, { value, standardError, low, high, pValue }: Measured): Estimate => ({
    name,
    estimand,
    value,
    standardError,
    interval: [low, high],
    level: 1 - spec.alpha,
    ...(pValue === null ? {} : { pValue }),
    n: fit.units,
  });
  const label = (at: number): string => fit.timeLabels[at] ?? 'never';
  const percent = formatNumber(100 * (1 - spec.alpha), 'en');
  const events = fit.dynamic.parts.map(({ at, ...rest }) => ({ lag: at, ...rest }));
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, percent) },
    {
      kind: 'figure',
      id: 'events',
      title: text('Did units move before they started, and what followed?', '处理开始前是否已有变动，之后又如何？'),
      subtitle: text(`${fit.units} units; thin bars hold all periods at once`, `${fit.units} 个单位；细线同时覆盖各期`),
      ...eventFigure(events, fit.outcome),
    },
    {
      kind: 'estimates',
      id: 'effects',
      title: text('Average effects on the treated', '处理组平均效应'),
      rows: [
        row('all treated cells', 'ATT weighted by cohort size', fit.simple),
        row('over time since the start', 'ATT averaged over lags', fit.dynamic.overall),
        row('over cohorts', 'ATT averaged over cohorts', fit.group.overall),
        row('over periods', 'ATT averaged over periods', fit.calendar.overall),
      ],
    },
    partsBlock('cohorts', text('By cohort', '按批次'), fit.group, label),
    partsBlock('periods', text('By period', '按时期'), fit.calendar, label),
    cellsBlock(fit, label),
    ...(fit.twoWay === null ? [] : [twoWayBlock(fit.twoWay)]),
    covarianceBlock(fit),
    {
      kind: 'text',
      id: 'estimand',
      title: text('What is estimated', '估计的是什么'),
      body: text(
        'For each cohort and period: the mean difference that the treatment made to those treated, against what parallel trends say.',
        '对每个批次与时期：处理给已处理单位带来的平均差异，以平行趋势推得的情形为参照。',
      ),
    },
    {
      kind: 'text',
      id: 'what-would-change',
      title: text('What would change the conclusion', '什么会改变结论'),
      body: text(
        'Cohorts that were drifting apart already, another event at the same time in some cohorts only, reactions before the start, or effects that reach the controls.',
        '各批次原本就在分化、同期只影响部分批次的其他事件、处理前的提前反应，或效应波及对照单位。',
      ),
    },
  ];
  return { blocks, notes: notesOf(fit) };
}

function cellsBlock(fit: DidStaggeredFit, label: (at: number) => string): Block {
  return {
    kind: 'table',
    id: 'cells',
    title: text('Every cohort in every period', '各批次各时期'),
    table: {
      columns: ['cohort', 'period', 'effect', 'standard error', 'low', 'high', 'controls'].map((name) => ({ name })),
      rows: fit.cells.map((cell) => [
        label(cell.cohort),
        label(cell.at),
        cell.value,
        cell.standardError,
        cell.low,
        cell.high,
        cell.controls,
      ]),
    },
  };
}

function covarianceBlock({ dynamic: { parts }, eventCovariance }: DidStaggeredFit): Block {
  const values = Float64Array.from(parts, ({ value }) => value);
  return eventCovarianceBlock({ lags: parts.map(({ at }) => at), values, covariance: eventCovariance });
}

function partsBlock(id: string, title: Text, { parts }: Averages, label: (at: number) => string): Block {
  return {
    kind: 'table',
    id,
    title,
    table: {
      columns: [id === 'cohorts' ? 'cohort' : 'period', 'effect', 'standard error', 'low', 'high', 'band low', 'band high'].map((name) => ({
        name,
      })),
      rows: parts.map((part) => [label(part.at), part.value, part.standardError, part.low, part.high, part.bandLow, part.bandHigh]),
    },
  };
}

function notesOf(fit: DidStaggeredFit): Note[] {
  const notes: Note[] = [];
  const say = (severity: Note['severity'], code: string, message: Text): void => {
    notes.push({ severity, code: `did-staggered/${code}`, message });
  };
  const { preTrend } = fit;
  if (preTrend === null)
    say('warning', 'no-pre-trend', text('No period before the start can be tested.', '处理开始前没有可供检验的时期。'));
  else if (preTrend.pValue < 0.05) {
    const p = formatPValue(preTrend.pValue);
    say(
      'stop',
      'pre-trend',
      text(`Cohorts moved apart before they started already (joint test p ${p}).`, `各批次在处理开始前就已分化（联合检验 p ${p}）。`),
    );
  }
  if (fit.twoWay !== null && backwardsShare(fit.twoWay) > 0) {
    const [share, estimate] = [100 * backwardsShare(fit.twoWay), fit.twoWay.estimate];
    say(
      'info',
      'two-way',
      text(
        `A two-way regression would say ${formatNumber(estimate, 'en')}; ${formatNumber(share, 'en')} % of it takes units already treated as controls.`,
        `双向固定效应回归的结果为 ${formatNumber(estimate, 'zh')}，其中 ${formatNumber(share, 'zh')} % 以已处理单位为对照。`,
      ),
    );
  }
  const small = fit.cohorts.filter(({ units }) => units < 5);
  if (small.length > 0)
    say(
      'warning',
      'small-cohort',
      text(
        `${small.length} cohorts have fewer than 5 units; their standard errors are too small.`,
        `${small.length} 个批次不足 5 个单位，其标准误偏小。`,
      ),
    );
  if (fit.clusters < FEW_CLUSTERS)
    say(
      'warning',
      'few-clusters',
      text(
        `Only ${fit.clusters} independent units or clusters; intervals are too narrow.`,
        `仅有 ${fit.clusters} 个独立单位或聚类，区间偏窄。`,
      ),
    );
  if (fit.alwaysTreated > 0)
    say(
      'warning',
      'always-treated',
      text(
        `${fit.alwaysTreated} units are treated from the first period on and left out.`,
        `${fit.alwaysTreated} 个单位自首期起即受处理，未计入。`,
      ),
    );
  if (fit.unitsLeftOut > 0)
    say(
      'warning',
      'units-left-out',
      text(`${fit.unitsLeftOut} units with gaps are left out.`, `剔除了 ${fit.unitsLeftOut} 个有缺口的单位。`),
    );
  return notes;
}

function readingOf(fit: DidStaggeredFit, percent: string): Text {
  const { low, high, value } = fit.simple;
  const open = low <= 0 && high >= 0;
  return text(
    `If each cohort would have changed like its controls, the treatment changed the average ${fit.outcome} of the treated by ${formatNumber(low, 'en')} to ${formatNumber(high, 'en')} (${percent} % interval), most likely ${formatNumber(value, 'en')}.${open ? ' The interval holds zero, so the sign is open.' : ''}`,
    `若各批次与其对照本会同样变化，则处理使处理组 ${fit.outcome} 的平均值改变 ${formatNumber(low, 'zh')} 至 ${formatNumber(high, 'zh')}（${percent} % 区间），最可能为 ${formatNumber(value, 'zh')}。${open ? '区间包含零，方向尚无定论。' : ''}`,
  );
}
