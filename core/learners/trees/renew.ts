import type { Crew } from './crew.ts';
import { type LossRows, weightedQuantile } from './losses.ts';
import type { TreeNode } from './tree-plan.ts';

/**
 * Replaces the answers of leaves by a quantile of what is left to explain in them (y − s): a gradient of two values
 * says which way to go, not how far. As in LightGBM and Friedman (2001), Annals of Statistics 29:1189, algorithm 3.
 * Needs all rows on one thread.
 */
export function renewAnswers(
  crew: Crew,
  nodes: readonly TreeNode[],
  rows: LossRows,
  renewal: { readonly quantile: number; readonly rate: number; readonly answers: Float64Array },
): void {
  for (const node of nodes) {
    if (node.left >= 0 || node.count === 0) continue;
    const left = new Float64Array(node.count);
    const weight = new Float64Array(node.count);
    for (let i = 0; i < node.count; i++) {
      const row = crew.index[node.from + i] as number;
      left[i] = (rows.outcome[row] as number) - (rows.score[row] as number);
      weight[i] = rows.weight[row] as number;
    }
    renewal.answers[node.id] = renewal.rate * weightedQuantile(left, weight, renewal.quantile);
  }
}
