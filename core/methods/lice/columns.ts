import type { Column } from '../../frame/column.ts';
import { booleanColumn, categoryColumn, type Frame, numberColumn, withColumns } from '../../frame/frame.ts';
import { inverseLink } from '../../learners/predict.ts';
import type { LiceFit } from './fit.ts';

/** Hands each explained row its path, the readable rules' answer, and what it adds to the printed R²; other rows stay empty. */
export function withPaths(fit: LiceFit, frame: Frame): Frame {
  const n = frame.rowCount;
  const path = new Array<string | null>(n).fill(null);
  const heldOut = new Array<boolean | null>(n).fill(null);
  const [answer, fidelity] = [new Float64Array(n).fill(Number.NaN), new Float64Array(n).fill(Number.NaN)];
  fit.rows.forEach((row, at) => {
    path[row] = fit.layers.map(({ labels }) => (labels[at] as number) + 1).join(' → ');
    heldOut[row] = false;
    answer[row] = inverseLink(fit.link, fit.guesses[at] as number);
    fidelity[row] = fit.fidelity[at] as number;
  });
  for (const at of fit.heldOut) heldOut[fit.rows[at] as number] = true;
  const columns: [string, Column][] = [
    ['lice_path', categoryColumn(path)],
    ['lice_answer', numberColumn(answer)],
    ['lice_held_out', booleanColumn(heldOut)],
    ['lice_fidelity', numberColumn(fidelity)],
  ];
  return withColumns(frame, columns);
}
