import type { StopSignal } from '../../../base/work.ts';
import type { Basis } from '../../../numeric/basis.ts';
import type { Groups } from './clusters.ts';

/**
 * Leverage h_i = w_i·x_iᵀ·A·x_i of every row: how far its own outcome moves its own fitted value.
 *
 * @param bread A = (XᵀWX)⁻¹ on the basis' scale
 * @param absorbed one absorbed fixed effect adds w_i/Σw of its group (Frisch–Waugh–Lovell); the intercept is then part of it
 * @see Belsley, Kuh & Welsch (1980), section 2.1
 * Cost: n·k²/2 for k active columns a row.
 */
export function leverageOf(
  { basis, rows, weight }: { readonly basis: Basis; readonly rows: Int32Array; readonly weight: Float64Array | undefined },
  bread: Float64Array,
  signal: StopSignal,
  absorbed?: Groups,
): Float64Array {
  const { size, numbers, categories } = basis;
  const from = absorbed === undefined ? 0 : 1;
  const shares = absorbed === undefined ? undefined : groupWeights(absorbed, weight);
  const positions = new Int32Array(1 + numbers.length + categories.length);
  const values = new Float64Array(positions.length);
  const leverage = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    if ((i & 0xffff) === 0) signal.throwIfAborted();
    const row = rows[i] as number;
    const own = weight === undefined ? 1 : (weight[i] as number);
    values[0] = 1;
    for (let j = 0; j < numbers.length; j++) {
      const { values: column, shift, scale } = numbers[j] as Basis['numbers'][number];
      positions[j + 1] = j + 1;
      values[j + 1] = ((column[row] as number) - shift) * scale;
    }
    let active = 1 + numbers.length;
    for (let c = 0; c < categories.length; c++) {
      const { codes, positions: of } = categories[c] as Basis['categories'][number];
      const position = of[codes[row] as number] as number;
      if (position < 0) continue;
      positions[active] = position;
      values[active++] = 1;
    }
    let sum = shares === undefined ? 0 : 1 / (shares[absorbed?.codes[i] as number] as number);
    for (let a = from; a < active; a++) {
      const line = (positions[a] as number) * size;
      let dot = 0.5 * (values[a] as number) * (bread[line + (positions[a] as number)] as number);
      for (let b = from; b < a; b++) dot += (values[b] as number) * (bread[line + (positions[b] as number)] as number);
      sum += 2 * dot * (values[a] as number);
    }
    leverage[i] = own * sum;
  }
  return leverage;
}

function groupWeights(groups: Groups, weight: Float64Array | undefined): Float64Array {
  const sums = new Float64Array(groups.count);
  for (let i = 0; i < groups.codes.length; i++) {
    const code = groups.codes[i] as number;
    sums[code] = (sums[code] as number) + (weight === undefined ? 1 : (weight[i] as number));
  }
  return sums;
}
