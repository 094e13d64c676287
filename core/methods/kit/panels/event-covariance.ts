import { refuse } from '../../../base/problem.ts';
import { text } from '../../../base/text.ts';
import type { Block, Report } from '../../../report/blocks.ts';

/** Effects by periods since the start, with their joint covariance: what bounds on trends are made from. */
export interface EventStudy {
  /** Ascending; the reference period is not among them. */
  readonly lags: readonly number[];
  readonly values: Float64Array;
  /** lags², row-major. */
  readonly covariance: Float64Array;
}

const ID = 'event-covariance';

/** The table by which an event study hands its covariance on. */
export function eventCovarianceBlock({ lags, values, covariance }: EventStudy): Block {
  return {
    kind: 'table',
    id: ID,
    title: text('Effects by period and their covariance', '各期效应及其协方差'),
    table: {
      columns: ['lag', 'effect', ...lags.map((lag) => `covariance with ${lag}`)].map((name) => ({ name })),
      rows: lags.map((lag, i) => [lag, values[i] ?? null, ...covariance.subarray(i * lags.length, (i + 1) * lags.length)]),
    },
  };
}

/**
 * Reads the event study out of a report.
 *
 * @throws data/too-few-rows when the report has none
 */
export function readEventStudy(report: Report): EventStudy {
  const block = report.blocks.find(({ id }) => id === ID);
  if (block?.kind !== 'table')
    return refuse(
      'data/too-few-rows',
      'The method gave no effects by period.',
      'Set unit and time, so that there are several periods before and after the start.',
      {
        option: 'spec',
      },
    );
  const rows = block.table.rows.map((row) => row.map(Number));
  return {
    lags: rows.map(([lag = 0]) => lag),
    values: Float64Array.from(rows, ([, value = 0]) => value),
    covariance: Float64Array.from(rows.flatMap(([, , ...cells]) => cells)),
  };
}
