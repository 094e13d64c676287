import { leafOf, type UpliftData, type UpliftTree } from './tree.ts';

/**
 * Nodes whose splits other rows do not confirm. A node answers for its arm of largest effect; its split stays only where
 * the leaves' own signs find more of an effect in the validation rows than the node's sign does, or where a split below
 * it stays.
 *
 * @param rows validation rows; they must not have grown the tree
 * @returns one flag a node: 1 where the node stays split
 * @see Rzepakowski & Jaroszewicz (2012), the maximum class probability difference; here with means and for several arms
 * Cost: rows × depth.
 */
export function confirmedSplits(tree: UpliftTree, data: UpliftData, rows: Int32Array): Uint8Array {
  const { arms, arm, outcome } = data;
  const count = tree.feature.length;
  const sums = new Float64Array(count * 2 * arms);
  for (const row of rows) {
    for (let node = leafOf(tree, data, row); node >= 0; node = tree.parent[node] as number) {
      const at = node * 2 * arms + (arm[row] as number);
      sums[at] = (sums[at] as number) + 1;
      sums[at + arms] = (sums[at + arms] as number) + (outcome[row] as number);
    }
  }
  const worth = Float64Array.from({ length: count }, (_, node) => worthOf(tree, sums, node, arms));
  const stays = new Uint8Array(count);
  // Children come after their parents, so that going back visits every child first.
  for (let node = count - 1; node >= 0; node--) {
    if ((tree.feature[node] as number) < 0) continue;
    const child = tree.child[node] as number;
    const below = (worth[child] as number) + (worth[child + 1] as number);
    if (stays[child] === 0 && stays[child + 1] === 0 && !(below > (worth[node] as number))) continue;
    stays[node] = 1;
    worth[node] = below;
  }
  return stays;
}

/** Validation rows times the effect among them of the node's arm, with the sign that the tree gives it. */
function worthOf({ rates }: UpliftTree, sums: Float64Array, node: number, arms: number): number {
  const effect = (arm: number): number => (rates[node * arms + arm] as number) - (rates[node * arms] as number);
  let strongest = 1;
  for (let arm = 2; arm < arms; arm++) if (Math.abs(effect(arm)) > Math.abs(effect(strongest))) strongest = arm;
  const at = node * 2 * arms;
  const [control, treated] = [sums[at] as number, sums[at + strongest] as number];
  // Rows that lack one of the two arms confirm nothing.
  if (control === 0 || treated === 0) return 0;
  let all = 0;
  for (let arm = 0; arm < arms; arm++) all += sums[at + arm] as number;
  const seen = (sums[at + arms + strongest] as number) / treated - (sums[at + arms] as number) / control;
  return all * Math.sign(effect(strongest)) * seen;
}
