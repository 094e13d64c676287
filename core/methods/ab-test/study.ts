import { refuse } from '../../base/problem.ts';
import { type Arms, readArms } from '../../frame/arms.ts';
import type { Column } from '../../frame/column.ts';
import { columnNamed, columnsWithRole, type Frame, listNames, numbersOf } from '../../frame/frame.ts';
import { sharedInts, shareFloats } from '../../frame/shared-memory.ts';
import { columnFor, columnsFor } from '../inputs.ts';
import { type Metric, readMetrics } from './metrics.ts';
import { type SampleRatio, testSampleRatio } from './sample-ratio.ts';
import type { AbTestSpec } from './spec.ts';

/** Groups of rows that were assigned, or behave, together. */
export interface Clusters {
  readonly column: string;
  /** n codes in 0 … count−1; −1 is missing. */
  readonly codes: Int32Array;
  readonly count: number;
}

/** A covariate measured before the test, with its gaps filled by its mean, and how many there were. */
export interface PrePeriod {
  readonly name: string;
  readonly values: Float64Array;
  readonly filled: number;
}

/** Everything that the options name, read out of the frame and checked. */
export interface Study {
  readonly arms: Arms;
  readonly metrics: readonly Metric[];
  readonly prePeriod: readonly PrePeriod[];
  readonly clusters: Clusters | undefined;
  readonly covariates: readonly string[];
  readonly sampleRatio: SampleRatio;
  readonly rowsWithoutArm: number;
  readonly rowsWithoutCluster: number;
}

/**
 * Reads the study, or says what is wrong with it.
 *
 * @throws every input problem of the method: columns, arms, outcomes, shares
 */
export function readStudy(frame: Frame, spec: AbTestSpec): Study {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or widen the segment.');
  const treatment = columnFor(frame, 'treatment', spec.treatment);
  const arms = readArms(frame, treatment, spec.control);
  arms.names.forEach((name, arm) => {
    if ((arms.counts[arm] as number) < 2) {
      refuse(
        'data/arm-too-small',
        `Arm "${name}" has ${arms.counts[arm]} row; a test needs at least 2.`,
        'Collect more rows, or leave that arm out by a segment.',
        {
          column: treatment,
        },
      );
    }
  });
  const metrics = readMetrics(frame, spec);
  for (const name of [...(spec.outcome ?? []), ...spec.prePeriod]) {
    if (name === treatment)
      refuse('option/invalid', `"${name}" is the treatment itself.`, 'Choose other columns for outcome and prePeriod.', { column: name });
  }
  const clusters = readClusters(frame, spec.cluster ?? onlyCluster(frame));
  const covariates = columnsFor(frame, 'covariate', spec.covariates, 'covariates');
  return {
    arms,
    metrics,
    prePeriod: spec.prePeriod.map((name) => readPrePeriod(frame, name, metrics)),
    clusters,
    covariates: [...new Set([...covariates, ...spec.prePeriod])].filter((name) => name !== treatment),
    sampleRatio: testSampleRatio(arms, spec.expectedShares),
    rowsWithoutArm: frame.rowCount - arms.counts.reduce((sum, count) => sum + count, 0),
    rowsWithoutCluster: clusters === undefined ? 0 : clusters.codes.reduce((sum, code) => sum + (code < 0 ? 1 : 0), 0),
  };
}

function onlyCluster(frame: Frame): string | undefined {
  const [first, ...others] = columnsWithRole(frame, 'cluster');
  return others.length === 0 ? first : undefined;
}

function readPrePeriod(frame: Frame, name: string, metrics: readonly Metric[]): PrePeriod {
  if (!frame.columns.has(name)) {
    refuse('data/unknown-column', `There is no column "${name}".`, `Columns here: ${listNames(frame)}.`, {
      column: name,
      option: 'prePeriod',
    });
  }
  if (metrics.some((metric) => metric.name === name)) {
    refuse(
      'option/invalid',
      `"${name}" is an outcome; adjusting an outcome by itself leaves nothing to measure.`,
      'Name the same measure from before the test.',
      {
        column: name,
        option: 'prePeriod',
      },
    );
  }
  const given = numbersOf(frame, name);
  let sum = 0;
  let missing = 0;
  for (const value of given) {
    if (Number.isNaN(value)) missing++;
    else sum += value;
  }
  if (missing === given.length) {
    refuse('data/missing-values', `Column "${name}" has no values.`, 'Leave it out of prePeriod.', { column: name, option: 'prePeriod' });
  }
  if (missing === 0) return { name, values: given, filled: 0 };
  const mean = sum / (given.length - missing);
  const values = shareFloats(given);
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) values[row] = mean;
  return { name, values, filled: missing };
}

function readClusters(frame: Frame, name: string | undefined): Clusters | undefined {
  if (name === undefined) return undefined;
  const column = columnNamed(frame, columnFor(frame, 'cluster', name));
  const { codes, count } = clusterCodes(column);
  if (count < 2) {
    refuse(
      'data/too-few-rows',
      `Column "${name}" has ${count} cluster; errors by cluster need at least 2, and are trusted from about 30.`,
      'Choose another cluster column, or none.',
      {
        column: name,
        option: 'cluster',
      },
    );
  }
  return { column: name, codes, count };
}

function clusterCodes(column: Column): { codes: Int32Array; count: number } {
  const keys = column.kind === 'category' ? column.codes : column.values;
  const isMissing = column.kind === 'category' ? -1 : column.kind === 'boolean' ? 2 : Number.NaN;
  const codeOf = new Map<number, number>();
  const codes = sharedInts(keys.length);
  for (let row = 0; row < codes.length; row++) {
    const key = keys[row] as number;
    if (Object.is(key, isMissing)) {
      codes[row] = -1;
      continue;
    }
    const known = codeOf.get(key);
    if (known === undefined) codeOf.set(key, codeOf.size);
    codes[row] = known ?? codeOf.size - 1;
  }
  return { codes, count: codeOf.size };
}
