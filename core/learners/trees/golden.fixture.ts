/** Reads a plain CSV (no quotes) into columns of numbers, or of texts where a cell is no number. For tests. */
export function readColumns(csv: string): Record<string, (number | string)[]> {
  const [header = '', ...lines] = csv.trim().split('\n');
  const cells = lines.map((line) => line.trim().split(','));
  const columns = header
    .trim()
    .split(',')
    .map((name, at) => {
      const texts = cells.map((row) => row[at] ?? '');
      const isNumeric = texts.every((entry) => Number.isFinite(Number(entry)));
      return [name, isNumeric ? texts.map(Number) : texts] as const;
    });
  return Object.fromEntries(columns);
}

/** Rows with an even and with an odd id. */
export function evenAndOdd(columns: Record<string, (number | string)[]>): { readonly even: Int32Array; readonly odd: Int32Array } {
  const ids = (columns['id'] ?? []).map(Number);
  const rows = Int32Array.from(ids.keys());
  return { even: rows.filter((row) => (ids[row] as number) % 2 === 0), odd: rows.filter((row) => (ids[row] as number) % 2 === 1) };
}

/** Root mean square difference. */
export function rootMeanSquare(answers: Float64Array, truth: Float64Array): number {
  return Math.sqrt(truth.reduce((sum, value, i) => sum + ((answers[i] as number) - value) ** 2, 0) / truth.length);
}

/** Share of pairs (one, zero) put in the right order, ties half. */
export function areaUnderCurve(answers: Float64Array, truth: Float64Array): number {
  let right = 0;
  let pairs = 0;
  for (let i = 0; i < truth.length; i++) {
    for (let j = 0; j < truth.length; j++) {
      if (truth[i] !== 1 || truth[j] !== 0) continue;
      pairs++;
      right += Number((answers[i] as number) > (answers[j] as number)) + 0.5 * Number(answers[i] === answers[j]);
    }
  }
  return right / pairs;
}

/** Mean pinball loss. */
export function meanPinball(answers: Float64Array, truth: Float64Array, quantile: number): number {
  const sum = truth.reduce((total, value, i) => {
    const over = value - (answers[i] as number);
    return total + (over >= 0 ? quantile * over : (quantile - 1) * over);
  }, 0);
  return sum / truth.length;
}
