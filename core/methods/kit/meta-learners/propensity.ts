import { partOf, type Work } from '../../../base/work.ts';
import type { Predictor, School } from './school.ts';
import type { MetaSpec } from './spec.ts';
import type { MetaStudy } from './study.ts';

/** How likely each arm was for a row, before anyone saw the outcome. */
export interface Propensity {
  /** K columns of shares for the given rows; each row's add up to 1. */
  sharesOf(rows: Int32Array): { readonly shares: readonly Float64Array[]; readonly clippedRows: number };
  /** The share of an arm among the rows of that arm and the control. */
  against(arm: number, rows: Int32Array): Float64Array;
}

/** Estimated shares stay this far from 0 and 1; beyond it one row would weigh as much as a hundred. */
const CLIP = 0.01;

interface Lessons {
  readonly study: MetaStudy;
  readonly school: School;
  readonly rowsOfArm: readonly Int32Array[];
  readonly mode: MetaSpec['propensity'];
}

/** The arms' own shares where the assignment was random; otherwise a classifier of each arm against the control. */
export async function learnPropensity({ study, school, rowsOfArm, mode }: Lessons, work: Work): Promise<Propensity> {
  if (mode === 'shares') return constantShares(study.counts);
  const classifiers: Predictor[] = [];
  const isArm = new Float64Array(study.codes.length);
  for (let arm = 1; arm < rowsOfArm.length; arm++) {
    for (let row = 0; row < isArm.length; row++) isArm[row] = Number(study.codes[row] === arm);
    const rows = merged(rowsOfArm[0] as Int32Array, rowsOfArm[arm] as Int32Array);
    classifiers.push(await school.learn({ task: 'binary', values: isArm, rows }, partOf(work, arm, 0, 1)));
  }
  return learnedShares(classifiers);
}

function constantShares(counts: readonly number[]): Propensity {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    sharesOf: (rows) => ({ shares: counts.map((count) => new Float64Array(rows.length).fill(count / total)), clippedRows: 0 }),
    against: (arm, rows) => {
      const count = counts[arm] as number;
      return new Float64Array(rows.length).fill(count / (count + (counts[0] as number)));
    },
  };
}

/** Joins the pairwise classifiers: P(arm) ∝ odds against the control, P(control) ∝ 1. */
function learnedShares(classifiers: readonly Predictor[]): Propensity {
  const against = (arm: number, rows: Int32Array): Float64Array => {
    const chances = (classifiers[arm - 1] as Predictor)(rows);
    return chances.map((chance) => Math.min(1 - CLIP, Math.max(CLIP, chance)));
  };
  return {
    against,
    sharesOf: (rows) => {
      const odds = classifiers.map((_, index) => against(index + 1, rows).map((chance) => chance / (1 - chance)));
      const total = new Float64Array(rows.length).fill(1);
      for (const column of odds) for (let i = 0; i < total.length; i++) total[i] = (total[i] as number) + (column[i] as number);
      let clippedRows = 0;
      const atEdge = [CLIP / (1 - CLIP), (1 - CLIP) / CLIP];
      for (let i = 0; i < total.length; i++) if (odds.some((column) => atEdge.includes(column[i] as number))) clippedRows++;
      return {
        shares: [total.map((sum) => 1 / sum), ...odds.map((column) => column.map((value, i) => value / (total[i] as number)))],
        clippedRows,
      };
    },
  };
}

function merged(first: Int32Array, second: Int32Array): Int32Array {
  const all = new Int32Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all.sort();
}
