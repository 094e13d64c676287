import { allRows } from '../folds.ts';
import type { FeatureTable, NetworkInput } from '../model.ts';

/** Up to this many levels every one gets a direction of its own; more share a space that is learnt. */
const MOST_DIRECTIONS = 4;
const WIDEST = 16;

/** Centre and scale of the numbers among the rows, and room for the positions of the categories. */
export function planInputs(table: FeatureTable, given: Int32Array | undefined): NetworkInput[] {
  const rows = given ?? allRows(table.rowCount);
  return table.features.map(({ kind, categories = [] }, index) => {
    if (kind === 'category') {
      const width = Math.max(
        1,
        Math.min(WIDEST, categories.length <= MOST_DIRECTIONS ? categories.length : Math.ceil(1.6 * categories.length ** 0.56)),
      );
      return { kind: 'category', width, table: new Float64Array((categories.length + 1) * width) };
    }
    return numberInput(table.columns[index] as Float64Array, rows);
  });
}

function numberInput(column: Float64Array, rows: Int32Array): NetworkInput {
  let [mean, squares, present] = [0, 0, 0];
  for (let i = 0; i < rows.length; i++) {
    const cell = column[rows[i] as number] as number;
    if (Number.isNaN(cell)) continue;
    present++;
    const step = cell - mean;
    mean += step / present;
    squares += step * (cell - mean);
  }
  const deviation = Math.sqrt(squares / Math.max(1, present));
  return { kind: 'number', center: mean, scale: deviation > 0 ? 1 / deviation : 0, hasMissingFlag: present < rows.length };
}
