import { type Text, text } from '../../base/text.ts';
import type { Block, Note, Report } from '../../report/blocks.ts';
import { formatNumber, formatPValue } from '../../report/format.ts';
import { eventCovarianceBlock } from '../kit/panels/event-covariance.ts';
import { estimateRow } from '../kit/regression/coefficients.ts';
import { regressionNotes } from '../kit/regression/notes.ts';
import { eventFigure } from './figures.ts';
import type { DidFit } from './fit.ts';
import type { DidSpec } from './spec.ts';

/** Writes the report: the sentence, the periods before and after, the estimate, the decomposition. */
export function reportDid(fit: DidFit, spec: DidSpec): Report {
  const said = { level: 1 - spec.alpha, n: fit.count };
  const events: Block[] =
    fit.events.length === 0
      ? []
      : [
          {
            kind: 'figure',
            id: 'events',
            title: text('Were the groups alike before the start?', '处理开始前两组是否相似？'),
            ...eventFigure(fit),
          },
        ];
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, spec) },
    ...events,
    {
      kind: 'estimates',
      id: 'effect',
      title: text('Difference in differences', '双重差分'),
      rows: [estimateRow(fit.effect, { ...said, estimand: 'ATT under parallel trends' })],
    },
    {
      kind: 'estimates',
      id: 'coefficients',
      title: text('All coefficients', '全部系数'),
      rows: fit.coefficients.map((row) => estimateRow(row, { ...said, estimand: 'coefficient' })),
    },
    ...(fit.bacon.length === 0 ? [] : [baconBlock(fit)]),
    ...(fit.events.length === 0 ? [] : [covarianceBlock(fit)]),
    {
      kind: 'text',
      id: 'what-would-change',
      title: text('What would change the conclusion', '什么会改变结论'),
      body: text(
        'Another event at the same time that touched one group only, groups that were drifting apart already, or reactions before the start.',
        '同期只影响一组的其他事件、两组原本就在分化，或处理开始前的提前反应。',
      ),
    },
  ];
  return { blocks, notes: notesOf(fit) };
}

function covarianceBlock({ events, eventCovariance }: DidFit): Block {
  const values = Float64Array.from(events, ({ value }) => value);
  return eventCovarianceBlock({ lags: events.map(({ lag }) => lag), values, covariance: eventCovariance });
}

function baconBlock(fit: DidFit): Block {
  const nameOf = (start: number): number | string => fit.times[start] ?? 'never';
  return {
    kind: 'table',
    id: 'bacon',
    title: text('Which comparisons make up the estimate?', '估计由哪些比较构成？'),
    table: {
      columns: ['comparison', 'treated from', 'control from', 'weight', 'estimate'].map((name) => ({ name })),
      rows: fit.bacon.map(({ kind, treated, control, weight, estimate }) => [kind, nameOf(treated), nameOf(control), weight, estimate]),
    },
  };
}

function notesOf(fit: DidFit): Note[] {
  const notes = regressionNotes('did', fit);
  if (fit.preTrend !== null && fit.preTrend.pValue < 0.05) {
    const p = formatPValue(fit.preTrend.pValue);
    notes.push({
      severity: 'stop',
      code: 'did/pre-trend',
      message: text(
        `The groups moved apart before the start already (joint test p ${p}).`,
        `两组在处理开始前就已分化（联合检验 p ${p}）。`,
      ),
    });
  }
  const backwards = fit.bacon.filter(({ kind }) => kind === 'later-earlier').reduce((sum, { weight }) => sum + weight, 0);
  if (backwards > 0) {
    const share = formatNumber(100 * backwards, 'en');
    notes.push({
      severity: 'warning',
      code: 'did/treated-as-controls',
      message: text(
        `${share} % of the estimate compares later starters with units already treated; it misleads where effects change over time.`,
        `估计中有 ${share} % 以已处理单位作为后处理者的对照；效应随时间变化时会产生误导。`,
      ),
    });
  }
  return notes;
}

function readingOf(fit: DidFit, spec: DidSpec): Text {
  const { low, high, value } = fit.effect;
  const level = formatNumber(100 * (1 - spec.alpha), 'en');
  const open = low <= 0 && high >= 0;
  return text(
    `If both groups would have changed alike without the treatment, it changed the average ${fit.outcome} of the treated by ${formatNumber(low, 'en')} to ${formatNumber(high, 'en')} (${level} % interval), most likely ${formatNumber(value, 'en')}.${open ? ' The interval holds zero, so the sign is open.' : ''}`,
    `若无处理时两组变化相同，则处理使处理组 ${fit.outcome} 的平均值改变 ${formatNumber(low, 'zh')} 至 ${formatNumber(high, 'zh')}（${level} % 区间），最可能为 ${formatNumber(value, 'zh')}。${open ? '区间包含零，方向尚无定论。' : ''}`,
  );
}
