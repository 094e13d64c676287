import type { Feature } from '../../../learners/model.ts';
import type { MetaStudy } from './study.ts';

/** A covariate that tells more about the arm than chance allows. */
export interface Telltale {
  readonly name: string;
  readonly arm: string;
  /** Share of the variance of "in the arm, not the control" that the column explains alone. */
  readonly explained: number;
}

/** Single columns that explain so much leave hardly anybody to compare with. */
export const GIVES_AWAY = 0.9;

/** n·R² is about χ² with one degree of freedom per level; chance exceeds this once in ten million columns. */
const SURE = 28;
const SURE_PER_LEVEL = 3;

/** Less than this is no matter, however sure. */
const WORTH_TELLING = 0.01;

/**
 * Columns that go with the assignment: numbers by their squared correlation with the arm, categories by the variance
 * between their levels. The rows of each arm and the control are looked at.
 *
 * Cost: one pass per column and arm.
 */
export function telltalesOf({ table, codes, arms }: MetaStudy): Telltale[] {
  return table.features.flatMap((feature, at) => {
    const values = table.columns[at] as Float64Array;
    const found = arms.names.slice(1).flatMap((arm, index) => {
      const { explained, count, levels } = explainedBy(feature, values, codes, index + 1);
      const isSure = count * explained > SURE + SURE_PER_LEVEL * levels && explained > WORTH_TELLING;
      return isSure ? [{ name: feature.name, arm, explained }] : [];
    });
    const [worst] = found.sort((left, right) => right.explained - left.explained);
    return worst === undefined ? [] : [worst];
  });
}

function explainedBy(feature: Feature, values: Float64Array, codes: Int32Array, arm: number) {
  return feature.kind === 'category' ? betweenLevels(feature.categories?.length ?? 0, values, codes, arm) : correlation(values, codes, arm);
}

function correlation(values: Float64Array, codes: Int32Array, arm: number) {
  let [count, meanX, meanW, xx, ww, xw] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < codes.length; row++) {
    const [code, x] = [codes[row] as number, values[row] as number];
    if ((code !== 0 && code !== arm) || Number.isNaN(x)) continue;
    count++;
    const w = code === 0 ? 0 : 1;
    const [stepX, stepW] = [x - meanX, w - meanW];
    meanX += stepX / count;
    meanW += stepW / count;
    xx += stepX * (x - meanX);
    ww += stepW * (w - meanW);
    xw += stepX * (w - meanW);
  }
  return { explained: xx > 0 && ww > 0 ? (xw * xw) / (xx * ww) : 0, count, levels: 1 };
}

function betweenLevels(levels: number, values: Float64Array, codes: Int32Array, arm: number) {
  const [rows, treated] = [new Float64Array(levels), new Float64Array(levels)];
  let [count, total] = [0, 0];
  for (let row = 0; row < codes.length; row++) {
    const [code, level] = [codes[row] as number, values[row] as number];
    if ((code !== 0 && code !== arm) || Number.isNaN(level)) continue;
    const w = code === 0 ? 0 : 1;
    rows[level] = (rows[level] as number) + 1;
    treated[level] = (treated[level] as number) + w;
    count++;
    total += w;
  }
  const share = total / count;
  let between = 0;
  for (let level = 0; level < levels; level++) {
    const own = rows[level] as number;
    if (own > 0) between += own * ((treated[level] as number) / own - share) ** 2;
  }
  const spread = count * share * (1 - share);
  // As many levels as rows would explain everything by chance.
  return { explained: spread > 0 ? Math.max(0, between / spread - levels / count) : 0, count, levels };
}
