import { type Attempt, explore, type Hunt, moveAt } from './counterfactual-attempts.ts';
import { type ColumnMoves, changeCost } from './counterfactual-moves.ts';

/** Values of each of two columns that are tried together. */
const VALUES = 32;

/** Trading is left alone when it would take more than this share of the answers that are left. */
const SHARE = 0.05;

/**
 * Lets two changes of an attempt give and take: all combinations of their values that are no further than both are now. Moving one
 * value back alone cannot find these, as the answer would fall short on the way.
 */
export function trade(hunt: Hunt, attempt: Attempt): Attempt {
  let best = attempt;
  const gradual = attempt.columns.map((_, k) => k).filter((k) => moveAt(hunt, attempt.columns[k] as number).isGradual);
  for (const first of gradual) {
    for (const second of gradual.filter((k) => k > first)) {
      const room = distanceAt(hunt, best, first) + distanceAt(hunt, best, second);
      const lists = best.columns.map((column, k) => {
        const to = best.cells[k] as number;
        return k === first || k === second ? within(moveAt(hunt, column), to, room) : Float64Array.of(to);
      });
      const count = lists.reduce((product, { length }) => product * length, 1);
      if (count > SHARE * hunt.prober.left()) return best;
      const { flips } = explore(hunt, best.columns, lists, Number.NaN);
      for (const flip of flips) if (flip.cost < best.cost) best = flip;
    }
  }
  return best;
}

function distanceAt(hunt: Hunt, { columns, cells }: Attempt, k: number): number {
  return changeCost(moveAt(hunt, columns[k] as number), cells[k] as number);
}

/** The value as it is, and others on its side of the row that lie within a distance, spread evenly over their ranks. */
function within(move: ColumnMoves, to: number, room: number): Float64Array {
  const listed = move.values.filter((value) => value > move.from === to > move.from && changeCost(move, value) <= room);
  const most = Math.min(VALUES, listed.length);
  const picked = Array.from({ length: most }, (_, at) => listed[Math.floor((at * listed.length) / most)] as number);
  return Float64Array.from(new Set([...picked, to]));
}
