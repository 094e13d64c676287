/**
 * Walking rows down trees. A node takes 32 bytes:
 *   threshold f64 (a leaf's answer) · feature offset i32 · left i32 · right i32 · missingLeft i32 · words i32 · bits i32
 * Children are byte positions of nodes; a leaf is its own child on both sides, so that rows may wait there for others.
 */

@inline
function step(node: usize, row: usize): usize {
  const value = load<f64>(row + <usize>load<i32>(node, 8));
  const words = load<i32>(node, 24);
  let left = value <= load<f64>(node);
  if (words != 0) left = holds(load<i32>(node, 28), words, value);
  left = left | (i32(value != value) & load<i32>(node, 20)) != 0;
  return <usize>select<i32>(load<i32>(node, 12), load<i32>(node, 16), left);
}

/** Whether a category code is in a set of bits; NaN is in none. */
function holds(bits: usize, words: i32, value: f64): bool {
  if (!(value >= 0) || value >= <f64>(words << 5)) return false;
  const code = <u32>value;
  return ((load<u32>(bits + <usize>((code >> 5) << 2)) >> (code & 31)) & 1) != 0;
}

/**
 * Adds the answers of all trees to `out`, tree by tree, four rows at a time: each row waits for its own loads, so four
 * that wait together take hardly longer than one.
 *
 * @param rows row-major floats, `pitch` bytes a row; room for a multiple of four rows
 * @param roots byte positions of the roots, 4 bytes each
 * @param out one float a row, with what it starts from
 */
export function addTrees(rows: usize, count: i32, pitch: usize, roots: usize, treeCount: i32, out: usize): void {
  for (let tree = 0; tree < treeCount; tree++) {
    const root = <usize>load<u32>(roots + (<usize>tree << 2));
    let place = out;
    let row = rows;
    for (let i = 0; i < count; i += 4, row += 4 * pitch, place += 32) {
      const row1 = row + pitch;
      const row2 = row1 + pitch;
      const row3 = row2 + pitch;
      let a = root;
      let b = root;
      let c = root;
      let d = root;
      let moved: usize;
      do {
        const a1 = step(a, row);
        const b1 = step(b, row1);
        const c1 = step(c, row2);
        const d1 = step(d, row3);
        moved = (a ^ a1) | (b ^ b1) | (c ^ c1) | (d ^ d1);
        a = a1;
        b = b1;
        c = c1;
        d = d1;
      } while (moved != 0);
      store<f64>(place, load<f64>(place) + load<f64>(a));
      store<f64>(place, load<f64>(place, 8) + load<f64>(b), 8);
      store<f64>(place, load<f64>(place, 16) + load<f64>(c), 16);
      store<f64>(place, load<f64>(place, 24) + load<f64>(d), 24);
    }
  }
}
