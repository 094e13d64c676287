import { expect, it } from 'vitest';
import { goOn } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { confirmedSplits } from './prune.ts';
import { growUpliftTree, type UpliftData } from './tree.ts';

/** Arms by turns; the treated convert where the bin is above 4, the controls where it is not, and `flip` turns that round. */
function crossing(flip: (row: number) => boolean): UpliftData {
  const rows = 800;
  const rng = rngFromSeed(4);
  const [cells, arm, outcome] = [new Uint8Array(rows), new Uint8Array(rows), new Float64Array(rows)];
  for (let row = 0; row < rows; row++) {
    cells[row] = 1 + rng.below(8);
    arm[row] = row % 2;
    outcome[row] = Number(((cells[row] as number) > 4 === (arm[row] === 1)) !== flip(row));
  }
  return { rowCount: rows, featureCount: 1, cells, isCategory: Uint8Array.of(0), arms: 2, arm, outcome };
}

function grownOnFirstHalf(data: UpliftData) {
  const rows = (from: number) => Int32Array.from({ length: 400 }, (_, i) => from + i);
  const settings = { criterion: 'euclid', normalize: false, maxDepth: 1, minLeafRows: 20, nReg: 0, triedColumns: 1 } as const;
  const tree = growUpliftTree(data, settings, { grow: rows(0), fill: rows(0) }, { rng: rngFromSeed(1), signal: goOn });
  expect(tree.cut[0]).toBe(4);
  return confirmedSplits(tree, data, rows(400));
}

it('keeps a split that other rows confirm', () => {
  expect([...grownOnFirstHalf(crossing(() => false))]).toEqual([1, 0, 0]);
});

it('takes back a split that other rows contradict', () => {
  // In the second half every answer is turned round: both leaves' signs are wrong there.
  expect(grownOnFirstHalf(crossing((row) => row >= 400))[0]).toBe(0);
});
