/** A surface's means move to the shapes until they are this small beside its largest value. */
const PURE = 1e-13;
const MOST_PASSES = 200;

/**
 * Makes a surface a pure interaction: moves the weighted mean of each row and column to the shapes of the two features, again
 * and again, which changes no answer. What is left has mean 0 along both axes.
 *
 * @param surface height × width, changed in place
 * @param shapes the two features' shapes by fine cell, changed in place
 * @param ofFine the surface's cell of each fine cell
 * @see Lengerich, Tan, Chang, Hooker & Caruana (2020), AISTATS, algorithm 1
 * Cost: passes × cells; a few dozen passes.
 */
export function purify(
  surface: Float64Array,
  weight: Float64Array,
  width: number,
  shapes: readonly [Float64Array, Float64Array],
  ofFine: readonly [Uint8Array, Uint8Array],
): void {
  const height = surface.length / width;
  const size = surface.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const rowMeans = new Float64Array(height);
  const columnMeans = new Float64Array(width);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const moved = Math.max(takeMeans(surface, weight, width, rowMeans, true), takeMeans(surface, weight, width, columnMeans, false));
    addMeans(shapes[0], rowMeans, ofFine[0]);
    addMeans(shapes[1], columnMeans, ofFine[1]);
    if (moved <= PURE * size) return;
  }
}

/** Subtracts the weighted mean of each row (or column); those without weight stay as they are. Returns the largest mean. */
function takeMeans(surface: Float64Array, weight: Float64Array, width: number, means: Float64Array, isRow: boolean): number {
  const [step, stride, count] = isRow ? [1, width, width] : [width, 1, surface.length / width];
  let most = 0;
  for (let line = 0; line < means.length; line++) {
    let [sum, total] = [0, 0];
    for (let k = 0; k < count; k++) {
      const cell = line * stride + k * step;
      sum += (weight[cell] as number) * (surface[cell] as number);
      total += weight[cell] as number;
    }
    const mean = total > 0 ? sum / total : 0;
    means[line] = mean;
    most = Math.max(most, Math.abs(mean));
    for (let k = 0; k < count; k++) surface[line * stride + k * step] = (surface[line * stride + k * step] as number) - mean;
  }
  return most;
}

function addMeans(shape: Float64Array, means: Float64Array, ofFine: Uint8Array): void {
  for (let cell = 0; cell < shape.length; cell++) shape[cell] = (shape[cell] as number) + (means[ofFine[cell] as number] as number);
}

/** Takes the weighted mean out of a shape and returns it; unseen missing values and categories then add nothing. */
export function centre(shape: Float64Array, weight: Float64Array, isCategory: boolean): number {
  let [sum, total] = [0, 0];
  for (let cell = 0; cell < shape.length; cell++) {
    sum += (weight[cell] as number) * (shape[cell] as number);
    total += weight[cell] as number;
  }
  const mean = total > 0 ? sum / total : 0;
  for (let cell = 0; cell < shape.length; cell++) {
    const isUnseen = weight[cell] === 0 && (cell === 0 || isCategory);
    shape[cell] = isUnseen ? 0 : (shape[cell] as number) - mean;
  }
  return mean;
}

/** Sets rows and columns of missing values, or of a category, that no row had: what trees say there is a neighbour's answer. */
export function clearUnseen(surface: Float64Array, weight: Float64Array, width: number, isCategory: readonly [boolean, boolean]): void {
  const height = surface.length / width;
  for (let a = 0; a < height; a++) {
    if ((a === 0 || isCategory[0]) && weight.subarray(a * width, (a + 1) * width).every((w) => w === 0))
      surface.fill(0, a * width, (a + 1) * width);
  }
  for (let b = 0; b < width; b++) {
    if (b > 0 && !isCategory[1]) break;
    let total = 0;
    for (let a = 0; a < height; a++) total += weight[a * width + b] as number;
    for (let a = 0; total === 0 && a < height; a++) surface[a * width + b] = 0;
  }
}
