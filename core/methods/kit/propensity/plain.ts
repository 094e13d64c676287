import type { PairScores } from './scores.ts';
import type { AssignmentStudy } from './study.ts';

/** The difference in means without any adjustment. Cost: one pass. */
export function plainDifference(study: Pick<AssignmentStudy, 'values'>, { rows, treated }: Pick<PairScores, 'rows' | 'treated'>): number {
  const sums = [0, 0];
  const counts = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const side = treated[i] as number;
    sums[side] = (sums[side] as number) + (study.values[rows[i] as number] as number);
    counts[side] = (counts[side] as number) + 1;
  }
  return (sums[1] as number) / (counts[1] as number) - (sums[0] as number) / (counts[0] as number);
}
