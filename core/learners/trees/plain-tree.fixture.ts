/**
 * A regression tree by exhaustive search over every feature and every pair of neighbouring values: slow, plain, and
 * written without anything of the engine, for tests to compare with.
 *
 * @returns each row's leaf mean
 */
export function plainTree(
  x: readonly (readonly number[])[],
  y: readonly number[],
  options: { readonly leaves: number; readonly minLeafRows: number; readonly growth: 'leaf-wise' | 'depth-wise' },
): number[] {
  interface Leaf {
    readonly rows: readonly number[];
    readonly depth: number;
    readonly born: number;
  }
  const meanOf = (rows: readonly number[]): number => rows.reduce((sum, row) => sum + (y[row] ?? 0), 0) / rows.length;
  const errorOf = (rows: readonly number[]): number => rows.reduce((sum, row) => sum + ((y[row] ?? 0) - meanOf(rows)) ** 2, 0);
  const bestSplit = (leaf: Leaf) => {
    let best: { gain: number; left: readonly number[]; right: readonly number[] } | undefined;
    for (let feature = 0; feature < (x[0]?.length ?? 0); feature++) {
      const at = (row: number): number => x[row]?.[feature] ?? 0;
      for (const cut of new Set(leaf.rows.map(at))) {
        const left = leaf.rows.filter((row) => at(row) <= cut);
        const right = leaf.rows.filter((row) => at(row) > cut);
        if (Math.min(left.length, right.length) < options.minLeafRows) continue;
        const gain = errorOf(leaf.rows) - errorOf(left) - errorOf(right);
        if (gain > (best?.gain ?? 1e-9)) best = { gain, left, right };
      }
    }
    return best;
  };
  let leaves: Leaf[] = [{ rows: [...y.keys()], depth: 0, born: 0 }];
  let born = 0;
  while (leaves.length < options.leaves) {
    const open = leaves.flatMap((leaf) => {
      const split = bestSplit(leaf);
      return split === undefined ? [] : [{ leaf, split }];
    });
    const rank = (entry: (typeof open)[number]): number => (options.growth === 'leaf-wise' ? -entry.split.gain : entry.leaf.depth);
    const [next] = open.sort((left, right) => rank(left) - rank(right) || left.leaf.born - right.leaf.born);
    if (next === undefined) break;
    const depth = next.leaf.depth + 1;
    leaves = leaves.filter((leaf) => leaf !== next.leaf);
    leaves.push({ rows: next.split.left, depth, born: ++born }, { rows: next.split.right, depth, born: ++born });
  }
  const answers = new Array<number>(y.length).fill(0);
  for (const leaf of leaves) for (const row of leaf.rows) answers[row] = meanOf(leaf.rows);
  return answers;
}
