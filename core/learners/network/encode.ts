import type { NetworkInput } from '../model.ts';

/** How many numbers the inputs become. */
export function inputWidth(inputs: readonly NetworkInput[]): number {
  return inputs.reduce((sum, input) => sum + (input.kind === 'number' ? 1 + Number(input.hasMissingFlag) : input.width), 0);
}

/**
 * Turns rows of a table into what the first layer reads: numbers centred and scaled (missing ones at the centre, with a
 * flag beside them where training met any), categories as their learnt positions; unknown and missing ones share a place.
 *
 * @param columns F columns, category codes as numbers
 * @param rows the rows to encode are rows[from] … rows[from + count − 1]; without it from … from + count − 1
 * @param out count × width, row-major
 */
export function encodeRows(
  inputs: readonly NetworkInput[],
  columns: readonly Float64Array[],
  block: { readonly rows?: Int32Array | undefined; readonly from: number; readonly count: number },
  out: Float64Array,
): void {
  const width = inputWidth(inputs);
  let at = 0;
  for (const [feature, input] of inputs.entries()) {
    const column = columns[feature] as Float64Array;
    if (input.kind === 'number') at += encodeNumber(input, column, block, { out, at, width });
    else at += encodeCategory(input, column, block, { out, at, width });
  }
}

type Block = Parameters<typeof encodeRows>[2];

interface Place {
  readonly out: Float64Array;
  readonly at: number;
  readonly width: number;
}

function encodeNumber(
  { center, scale, hasMissingFlag }: Extract<NetworkInput, { kind: 'number' }>,
  column: Float64Array,
  { rows, from, count }: Block,
  { out, at, width }: Place,
): number {
  for (let i = 0; i < count; i++) {
    const cell = column[rows === undefined ? from + i : (rows[from + i] as number)] as number;
    const isMissing = Number.isNaN(cell);
    out[i * width + at] = isMissing ? 0 : (cell - center) * scale;
    if (hasMissingFlag) out[i * width + at + 1] = isMissing ? 1 : 0;
  }
  return hasMissingFlag ? 2 : 1;
}

function encodeCategory(
  { width: own, table }: Extract<NetworkInput, { kind: 'category' }>,
  column: Float64Array,
  { rows, from, count }: Block,
  { out, at, width }: Place,
): number {
  const unknown = table.length / own - 1;
  for (let i = 0; i < count; i++) {
    const code = column[rows === undefined ? from + i : (rows[from + i] as number)] as number;
    const place = (code >= 0 && code < unknown ? code : unknown) * own;
    for (let k = 0; k < own; k++) out[i * width + at + k] = table[place + k] as number;
  }
  return own;
}
