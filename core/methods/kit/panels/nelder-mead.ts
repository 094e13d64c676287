/**
 * Minimises a function of a few variables without derivatives, deterministically: the downhill simplex, started again
 * at its best point until a start brings nothing, since a simplex can collapse before the minimum.
 *
 * @param start first point; the other corners lie `step` away along each axis
 * @returns the best point and its value
 * @see Nelder & Mead (1965), Computer Journal 7, with the coefficients that depend on the dimension of Gao & Han
 *   (2012), Comput. Optim. Appl. 51, eq. 4.1
 * Cost: some 100–300 evaluations per variable.
 */
export function minimiseDownhill(
  loss: (point: Float64Array) => number,
  start: ArrayLike<number>,
  options: { readonly step: number; readonly tolerance: number; readonly mostSteps: number },
): { readonly point: Float64Array; readonly value: number } {
  let point: Float64Array = Float64Array.from(start);
  let value = loss(point);
  if (point.length === 0) return { point, value };
  for (let round = 0; round < 6; round++) {
    const found = descend(loss, point, { ...options, step: options.step * 0.5 ** round });
    const gained = value - found.value;
    if (found.value <= value) ({ point, value } = found);
    if (round > 0 && !(gained > options.tolerance * (Math.abs(value) + options.tolerance))) break;
  }
  return { point, value };
}

interface Corner {
  point: Float64Array;
  value: number;
}

function descend(
  loss: (point: Float64Array) => number,
  start: Float64Array,
  { step, tolerance, mostSteps }: { readonly step: number; readonly tolerance: number; readonly mostSteps: number },
): Corner {
  const size = start.length;
  const evaluate = (point: Float64Array): Corner => ({ point, value: finiteOrHigh(loss(point)) });
  const corners: Corner[] = [evaluate(start)];
  for (let axis = 0; axis < size; axis++) corners.push(evaluate(start.map((value, at) => (at === axis ? value + step : value))));
  const [expand, contract, shrink] = [1 + 2 / size, 0.75 - 1 / (2 * size), 1 - 1 / Math.max(2, size)];
  for (let steps = 0; steps < mostSteps; steps++) {
    corners.sort((left, right) => left.value - right.value);
    const [best, worst, second] = [corners[0], corners[size], corners[size - 1]];
    if (best === undefined || worst === undefined || second === undefined) break;
    if (worst.value - best.value <= tolerance * (Math.abs(best.value) + tolerance)) break;
    const centre = start.map((_, at) => corners.slice(0, size).reduce((sum, { point }) => sum + (point[at] as number), 0) / size);
    const along = (length: number): Corner => evaluate(centre.map((value, at) => value + length * ((worst.point[at] as number) - value)));
    const mirrored = along(-1);
    const next = nextCorner(mirrored, { best, worst, second }, along, { expand, contract: size === 1 ? 0.5 : contract });
    if (next === undefined) {
      for (let k = 1; k <= size; k++)
        corners[k] = evaluate(best.point.map((value, at) => value + shrink * ((corners[k]?.point[at] ?? value) - value)));
    } else corners[size] = next;
  }
  corners.sort((left, right) => left.value - right.value);
  return corners[0] ?? evaluate(start);
}

function nextCorner(
  mirrored: Corner,
  { best, worst, second }: { readonly best: Corner; readonly worst: Corner; readonly second: Corner },
  along: (length: number) => Corner,
  { expand, contract }: { readonly expand: number; readonly contract: number },
): Corner | undefined {
  if (mirrored.value < best.value) {
    const further = along(-expand);
    return further.value < mirrored.value ? further : mirrored;
  }
  if (mirrored.value < second.value) return mirrored;
  const inner = mirrored.value < worst.value ? along(-contract) : along(contract);
  return inner.value < Math.min(mirrored.value, worst.value) ? inner : undefined;
}

function finiteOrHigh(value: number): number {
  return Number.isFinite(value) ? value : Number.MAX_VALUE;
}
