import type { FeatureTable } from '../../learners/model.ts';
import { type Coefficient, robustRegression } from './robust-regression.ts';
import type { Averaging } from './scores.ts';

/** More columns than this make a table that nobody reads, and standard errors that the sample cannot bear. */
const MOST_COLUMNS = 20;

/** Of a text column that many frequent values get a coefficient of their own. */
const MOST_LEVELS = 6;

/** Columns of the projection by name; the first value of a text column is what the others are compared with. */
export interface ProjectionColumns {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

/** The columns that effects are projected on: those asked for, else all covariates, up to twenty. Missing numbers count as the mean. */
export function projectionColumns(table: FeatureTable, wanted: readonly string[] | undefined): ProjectionColumns {
  const names: string[] = [];
  const columns: Float64Array[] = [];
  table.features.forEach((feature, at) => {
    if (wanted !== undefined && wanted.length > 0 && !wanted.includes(feature.name)) return;
    const cells = table.columns[at] as Float64Array;
    if (feature.kind === 'category') {
      for (const level of levelsOf(cells)) {
        names.push(`${feature.name} = ${feature.categories?.[level] ?? level}`);
        columns.push(cells.map((cell) => Number(cell === level)));
      }
      return;
    }
    names.push(feature.name);
    columns.push(filled(cells));
  });
  return { names: names.slice(0, MOST_COLUMNS), columns: columns.slice(0, MOST_COLUMNS) };
}

/** The most frequent values but the first one, most frequent first. */
function levelsOf(cells: Float64Array): number[] {
  const counts = new Map<number, number>();
  for (const cell of cells) if (!Number.isNaN(cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return [...counts]
    .sort(([one, left], [other, right]) => right - left || one - other)
    .slice(1, 1 + MOST_LEVELS)
    .map(([level]) => level);
}

function filled(cells: Float64Array): Float64Array {
  let [sum, count] = [0, 0];
  for (const cell of cells) {
    if (!Number.isFinite(cell)) continue;
    sum += cell;
    count++;
  }
  const mean = count === 0 ? 0 : sum / count;
  return cells.map((cell) => (Number.isFinite(cell) ? cell : mean));
}

/**
 * The best straight-line description of how effects depend on columns: regression of the doubly robust scores on them,
 * which is right about the line even where effects themselves are not linear.
 *
 * @see Semenova & Chernozhukov (2021), Econometrics J. 24(2), 264–289; grf's best_linear_projection
 */
export function project({ names, columns }: ProjectionColumns, scores: Float64Array, { alpha, clusters }: Averaging): Coefficient[] {
  const constant = new Float64Array(scores.length).fill(1);
  return robustRegression({ names: ['(constant)', ...names], columns: [constant, ...columns], outcome: scores, clusters, alpha });
}
