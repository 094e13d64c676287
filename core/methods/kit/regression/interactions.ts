import { type Design, levelsIn } from './design.ts';
import type { NumberPart, Part } from './parts.ts';

/**
 * The regressors of a fully interacted regression: every arm (or the dose) times every covariate less its mean over
 * the rows, so that the arm's own coefficient stays the average difference.
 *
 * @see Lin (2013), Annals of Applied Statistics 7(1), section 4
 * Cost: one column of numbers per pair.
 */
export function centredInteractions(
  treatment: Part,
  covariates: readonly Part[],
  { rows, rowCount, weight }: { readonly rows: Int32Array; readonly rowCount: number; readonly weight: Float64Array | undefined },
): NumberPart[] {
  const left = writeDense(treatment, rows, rowCount);
  const right = covariates
    .flatMap((part) => writeDense(part, rows, rowCount))
    .map((part) => ({ ...part, mean: meanOf(part.values, rows, weight) }));
  return left.flatMap((arm) =>
    right.map(({ name, values, mean }) => {
      const product = new Float64Array(rowCount).fill(Number.NaN);
      for (const row of rows) product[row] = (arm.values[row] as number) * ((values[row] as number) - mean);
      return { kind: 'number', name: `${arm.name} × ${name}`, column: `${arm.column} × ${name}`, values: product };
    }),
  );
}

/** A part as columns with one entry per row of the frame. */
function writeDense(part: Part, rows: Int32Array, rowCount: number): { name: string; column: string; values: Float64Array }[] {
  if (part.kind === 'number') return [part];
  const { levels, reference } = levelsIn(part, rows);
  return levels
    .filter((code) => code !== reference)
    .map((code) => {
      const values = new Float64Array(rowCount);
      for (const row of rows) values[row] = part.codes[row] === code ? 1 : 0;
      return { name: `${part.column} = ${part.dictionary[code]}`, column: part.column, values };
    });
}

function meanOf(values: Float64Array, rows: Int32Array, weight: Float64Array | undefined): number {
  let sum = 0;
  let total = 0;
  for (const row of rows) {
    const own = weight === undefined ? 1 : (weight[row] as number);
    sum += own * (values[row] as number);
    total += own;
  }
  return sum / total;
}

/** Positions of a column's terms in a design. */
export function positionsOf(design: Design, column: string): number[] {
  return design.terms.filter((term) => term.column === column).map((term) => term.position);
}
