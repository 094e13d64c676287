import { type Text, text } from '../../base/text.ts';
import type { Note } from '../../report/blocks.ts';
import { formatNumber, formatPValue } from '../../report/format.ts';
import { IMBALANCE } from './balance.ts';
import type { MetricFit } from './estimate.ts';
import type { AbTestFit } from './fit.ts';

/** Below this the split is called broken: the level that large platforms use, as the test is run on every experiment. */
export const MISMATCH_LEVEL = 0.001;

/** Below this many yes (or no) answers in an arm, score intervals are rough. */
const FEW_EVENTS = 10;

/** Below this many clusters their errors are too small (Cameron & Miller 2015, §VI). */
const FEW_CLUSTERS = 30;

/** Everything about the data that the reader must know before trusting the numbers. */
export function notesOf(fit: AbTestFit): Note[] {
  return [
    ...mismatchNotes(fit),
    ...rowNotes(fit),
    ...fit.metrics.flatMap((metric) => metricNotes(metric, fit.arms)),
    ...imbalanceNotes(fit),
    ...prePeriodNotes(fit),
  ];
}

function note(severity: Note['severity'], what: string, message: Text): Note {
  return { severity, code: `ab-test/${what}`, message };
}

function mismatchNotes({ sampleRatio, arms, counts }: AbTestFit): Note[] {
  if (sampleRatio.pValue >= MISMATCH_LEVEL) return [];
  const sizes = arms.map((arm, index) => `${arm} ${counts[index]}`).join(', ');
  const p = formatPValue(sampleRatio.pValue);
  return [
    note(
      'stop',
      'sample-ratio-mismatch',
      sampleRatio.isPlanned
        ? text(
            `Arm sizes (${sizes}) do not fit the planned shares (p ${p}): something in the assignment or the logging lost rows. Find it before reading on.`,
            `各组样本量（${sizes}）与计划份额不符（p ${p}）：分流或日志环节丢失了数据。请查明后再解读结果。`,
          )
        : text(
            `Arm sizes (${sizes}) do not fit equal shares (p ${p}). If the plan was not equal, set expectedShares; otherwise find what lost rows before reading on.`,
            `各组样本量（${sizes}）与等分不符（p ${p}）。若计划并非等分，请设置 expectedShares；否则请先查明数据丢失原因。`,
          ),
    ),
  ];
}

function rowNotes({ rowsWithoutArm, cluster, treatment }: AbTestFit): Note[] {
  const notes: Note[] = [];
  if (rowsWithoutArm > 0) {
    notes.push(
      note(
        'warning',
        'missing-treatment',
        text(
          `${rowsWithoutArm} rows have no value in "${treatment}" and were left out.`,
          `“${treatment}”列有 ${rowsWithoutArm} 行缺失，已剔除。`,
        ),
      ),
    );
  }
  if (cluster === null) return notes;
  if (cluster.rowsWithout > 0) {
    notes.push(
      note(
        'warning',
        'missing-cluster',
        text(
          `${cluster.rowsWithout} rows have no value in "${cluster.column}" and were left out.`,
          `“${cluster.column}”列有 ${cluster.rowsWithout} 行缺失，已剔除。`,
        ),
      ),
    );
  }
  if (cluster.count < FEW_CLUSTERS) {
    notes.push(
      note(
        'warning',
        'few-clusters',
        text(
          `There are only ${cluster.count} clusters; below ${FEW_CLUSTERS} their standard errors tend to be too small.`,
          `仅有 ${cluster.count} 个聚类；少于 ${FEW_CLUSTERS} 个时标准误往往偏小。`,
        ),
      ),
    );
  }
  return notes;
}

function metricNotes(metric: MetricFit, arms: readonly string[]): Note[] {
  const notes: Note[] = [];
  const { name } = metric;
  if (metric.counted !== undefined) {
    notes.push(
      note('info', 'level-counted', text(`In "${name}", "${metric.counted}" counts as 1.`, `“${name}”中，“${metric.counted}”记为 1。`)),
    );
  }
  if (metric.missing > 0) {
    notes.push(
      note(
        'warning',
        'missing-outcome',
        text(
          `${metric.missing} rows have no value of "${name}" and were left out of it. If leaving values out depends on the arm, the comparison is biased.`,
          `“${name}”有 ${metric.missing} 行缺失，未计入该指标。若缺失与组别有关，比较会有偏差。`,
        ),
      ),
    );
  }
  const still = metric.contrasts.filter((contrast) => contrast.pValue === null);
  if (still.length > 0) {
    const named = still.map((contrast) => arms[contrast.arm]).join(', ');
    notes.push(
      note(
        'warning',
        'no-spread',
        text(
          `"${name}" does not vary within ${named} and the control, so the data say nothing about the uncertainty of their difference.`,
          `“${name}”在 ${named} 与对照组内没有变化，数据无法说明其差值的不确定性。`,
        ),
      ),
    );
  }
  if (still.length < metric.contrasts.length) notes.push(...rareNotes(metric), ...liftNotes(metric));
  return notes;
}

function rareNotes(metric: MetricFit): Note[] {
  if (metric.kind !== 'share') return [];
  const rarest = Math.min(...metric.arms.map(({ value, n }) => Math.min(value, 1 - value) * n));
  if (rarest >= FEW_EVENTS) return [];
  return [
    note(
      'warning',
      'few-events',
      text(
        `An arm has only ${Math.round(rarest)} rows on the rarer side of "${metric.name}"; its interval and p-value are rough.`,
        `某组“${metric.name}”较少的一侧仅有 ${Math.round(rarest)} 行；区间与 p 值较粗略。`,
      ),
    ),
  ];
}

function liftNotes(metric: MetricFit): Note[] {
  if (metric.contrasts.every((contrast) => contrast.lift !== null)) return [];
  return [
    note(
      'info',
      'no-relative-lift',
      text(
        `No relative lift is given for "${metric.name}": the control cannot be told from zero.`,
        `“${metric.name}”未给出相对提升：对照组与零无法区分。`,
      ),
    ),
  ];
}

function imbalanceNotes({ balance, arms }: AbTestFit): Note[] {
  const off = balance.filter(({ difference }) => difference === null || Math.abs(difference) > IMBALANCE);
  const [worst] = [...off].sort((left, right) => size(right.difference) - size(left.difference));
  if (worst === undefined) return [];
  const name = worst.level === null ? worst.covariate : `${worst.covariate} = ${worst.level}`;
  const by = worst.difference === null ? '∞' : formatNumber(worst.difference, 'en');
  return [
    note(
      'warning',
      'imbalance',
      text(
        `${off.length} of ${balance.length} covariate comparisons differ by more than ${IMBALANCE} standard deviations; the largest is ${name} in ${arms[worst.arm]} (${by}). In small samples this can be chance; adjust for it with prePeriod where it was measured before the test.`,
        `${balance.length} 项协变量比较中有 ${off.length} 项相差超过 ${IMBALANCE} 个标准差；最大的是 ${arms[worst.arm]} 的 ${name}（${by}）。小样本中可能出于偶然；若为实验前变量，可用 prePeriod 校正。`,
      ),
    ),
  ];
}

function size(difference: number | null): number {
  return difference === null ? Number.POSITIVE_INFINITY : Math.abs(difference);
}

function prePeriodNotes({ prePeriod, metrics }: AbTestFit): Note[] {
  const notes = prePeriod
    .filter(({ filled }) => filled > 0)
    .map(({ name, filled }) =>
      note(
        'info',
        'pre-period-filled',
        text(`${filled} missing values of "${name}" were filled with its mean.`, `“${name}”的 ${filled} 个缺失值以均值填补。`),
      ),
    );
  const unused = prePeriod.filter((_, j) => metrics.every((metric) => metric.slopes[j] === 0)).map(({ name }) => `"${name}"`);
  if (unused.length === 0) return notes;
  const listed = unused.join(', ');
  return [
    ...notes,
    note(
      'info',
      'pre-period-unused',
      text(`${listed} are constant or repeat other covariates and took no part.`, `${listed} 为常数或与其他协变量重复，未起作用。`),
    ),
  ];
}
