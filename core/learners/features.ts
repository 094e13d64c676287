import { refuse } from '../base/problem.ts';
import type { CategoryColumn, Column } from '../frame/column.ts';
import { columnNamed, type Frame } from '../frame/frame.ts';
import { sharedFloats } from '../frame/shared-memory.ts';
import type { Feature, FeatureTable } from './model.ts';

/** Describes columns of a frame as features; categories keep the frame's dictionary order. */
export function describeFeatures(frame: Frame, names: readonly string[]): Feature[] {
  return names.map((name) => {
    const column = columnNamed(frame, name);
    return column.kind === 'category' ? { name, kind: column.kind, categories: column.dictionary } : { name, kind: column.kind };
  });
}

/**
 * Reads the columns that a model asks for out of a frame.
 *
 * @throws data/unknown-column; data/wrong-kind when a column that must be numeric holds text, or the reverse
 */
export function bindFeatures(frame: Frame, features: readonly Feature[]): FeatureTable {
  const columns = features.map((feature) => bindColumn(columnNamed(frame, feature.name), feature));
  return { rowCount: frame.rowCount, features, columns };
}

function bindColumn(column: Column, feature: Feature): Float64Array {
  if (feature.kind === 'category') {
    if (column.kind === 'category') return matchCodes(column, feature.categories ?? []);
    return refuse(
      'data/wrong-kind',
      `Column "${feature.name}" holds ${column.kind}s; the model was trained on categories.`,
      'Import the column as text.',
      { column: feature.name },
    );
  }
  if (column.kind === 'category') {
    return refuse(
      'data/wrong-kind',
      `Column "${feature.name}" holds text; the model was trained on ${feature.kind}s.`,
      'Import the column as numbers.',
      { column: feature.name },
    );
  }
  if (column.kind !== 'boolean') return column.values;
  const values = sharedFloats(column.values.length);
  for (let row = 0; row < values.length; row++) values[row] = column.values[row] === 2 ? Number.NaN : (column.values[row] as number);
  return values;
}

function matchCodes(column: CategoryColumn, categories: readonly string[]): Float64Array {
  const position = new Map(categories.map((name, code) => [name, code]));
  const matched = Float64Array.from(column.dictionary, (name) => position.get(name) ?? Number.NaN);
  const values = sharedFloats(column.codes.length);
  for (let row = 0; row < values.length; row++) {
    const code = column.codes[row] as number;
    values[row] = code < 0 ? Number.NaN : (matched[code] as number);
  }
  return values;
}

/** Some rows of a table, in their order, on shared memory. */
export function tableRows({ features, columns }: FeatureTable, rows: Int32Array): FeatureTable {
  const taken = columns.map((column) => {
    const cells = sharedFloats(rows.length);
    for (let i = 0; i < rows.length; i++) cells[i] = column[rows[i] as number] as number;
    return cells;
  });
  return { rowCount: rows.length, features, columns: taken };
}
