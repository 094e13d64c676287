import type { StopSignal } from '../../base/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { type BalanceRow, balanceTable } from './balance.ts';
import { estimateMetric, type MetricFit } from './estimate.ts';
import { adjustPValues } from './multiplicity.ts';
import type { SampleRatio } from './sample-ratio.ts';
import type { AbTestSpec } from './spec.ts';
import { readStudy, type Study } from './study.ts';

/** Everything that the report is written from. */
export interface AbTestFit {
  readonly treatment: string;
  /** Arm names; the control comes first. */
  readonly arms: readonly string[];
  readonly counts: readonly number[];
  readonly rowsWithoutArm: number;
  readonly cluster: { readonly column: string; readonly count: number; readonly rowsWithout: number } | null;
  readonly prePeriod: readonly { readonly name: string; readonly filled: number }[];
  readonly sampleRatio: SampleRatio;
  readonly metrics: readonly MetricFit[];
  readonly balance: readonly BalanceRow[];
}

/** Looks that the work may take between metrics. */
export interface Progress {
  readonly signal: StopSignal;
  progress(share: number, what: string): void;
}

/** Analyses the test: one pass over the rows per metric and per covariate. */
export function fitAbTest(spec: AbTestSpec, frame: Frame, work: Progress): AbTestFit {
  const study = readStudy(frame, spec);
  const codes = codesInTest(study);
  const metrics = study.metrics.map((metric, index) => {
    work.progress(index / (study.metrics.length + 1), metric.name);
    return estimateMetric(metric, study, codes, spec.alpha, work.signal);
  });
  work.progress(study.metrics.length / (study.metrics.length + 1), 'balance');
  const balance = balanceTable(frame, study.covariates, study.arms, work.signal);
  return {
    treatment: study.arms.column,
    arms: study.arms.names,
    counts: study.arms.counts,
    rowsWithoutArm: study.rowsWithoutArm,
    cluster:
      study.clusters === undefined
        ? null
        : { column: study.clusters.column, count: study.clusters.count, rowsWithout: study.rowsWithoutCluster },
    prePeriod: study.prePeriod.map(({ name, filled }) => ({ name, filled })),
    sampleRatio: study.sampleRatio,
    metrics: adjusted(metrics, spec),
    balance,
  };
}

/** Arm codes with the rows taken out that have no cluster, where errors go by cluster. */
function codesInTest({ arms, clusters, rowsWithoutCluster }: Study): Int32Array {
  if (clusters === undefined || rowsWithoutCluster === 0) return arms.codes;
  return arms.codes.map((code, row) => ((clusters.codes[row] as number) < 0 ? -1 : code));
}

/** Adjusts all p-values of the scorecard as one family. */
function adjusted(metrics: readonly MetricFit[], spec: AbTestSpec): MetricFit[] {
  const raw = metrics.flatMap((metric) => metric.contrasts.flatMap((contrast) => contrast.pValue ?? []));
  const after = adjustPValues(raw, spec.adjust).values();
  return metrics.map((metric) => ({
    ...metric,
    contrasts: metric.contrasts.map((contrast) => ({
      ...contrast,
      adjusted: contrast.pValue === null ? null : (after.next().value ?? null),
    })),
  }));
}
