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
  const { size } = basis;
  const from = absorbed === undefined ? 0 : 1;
  const shares = absorbed === undefined ? undefined : groupWeights(absorbed, weight);
  const positions = new Int32Array(1 + basis.numbers.length + basis.categories.length);
  const values = new Float64Array(positions.length);
  const leverage = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    if ((i & 0xffff) === 0) signal.throwIfAborted();
    const own = weight === undefined ? 1 : (weight[i] as number);
    const active = readRow(basis, rows[i] as number, positions, values);
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

/** The columns of one row that are not 0: their positions and values; how many there are. */
function readRow({ numbers, categories }: Basis, row: number, positions: Int32Array, into: Float64Array): number {
  into[0] = 1;
  for (let j = 0; j < numbers.length; j++) {
    const { values, shift, scale } = numbers[j] as Basis['numbers'][number];
    const entered = ((values[row] as number) - shift) * scale;
    positions[j + 1] = j + 1;
    into[j + 1] = Number.isNaN(entered) ? 0 : entered;
  }
  let active = 1 + numbers.length;
  for (let c = 0; c < categories.length; c++) {
    const { codes, positions: of } = categories[c] as Basis['categories'][number];
    const code = codes[row] as number;
    const position = code < 0 ? -1 : (of[code] as number);
    if (position < 0) continue;
    positions[active] = position;
    into[active++] = 1;
  }
  return active;
}

function groupWeights(groups: Groups, weight: Float64Array | undefined): Float64Array {
  const sums = new Float64Array(groups.count);
  for (let i = 0; i < groups.codes.length; i++) {
    const code = groups.codes[i] as number;
    sums[code] = (sums[code] as number) + (weight === undefined ? 1 : (weight[i] as number));
  }
  return sums;
}
