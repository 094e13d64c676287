import type { StopSignal } from '../../base/work.ts';
import type { Judge, MeasuredRule } from './in-trees-judge.ts';
import { listRows } from './row-bits.ts';

/** A rule with one condition more must explain this much more to be preferred. */
const LENGTH_FACTOR = 0.9;
/** A rule that explains less of the target's variance than this, beside those before it, says nothing new. */
const LEAST_SHARE = 0.001;

/**
 * Chooses few rules that do not repeat each other: again and again the rule that explains most of what the chosen ones leave
 * open, times 0.9 for each condition after the first; the means of the rows that it holds for, and of the others, are then
 * taken out of what is open. A plain stand-in for the guided regularised forest of the paper, with the same aim.
 *
 * @returns positions in order of choice
 * @see Deng (2019), section 4.2; Mallat & Zhang (1993), IEEE Trans. Signal Processing 41 (matching pursuit)
 * Cost: chosen × rows that rules hold for, summed over all rules.
 */
export function selectRules(rules: readonly MeasuredRule[], judge: Judge, most: number, signal: StopSignal): number[] {
  const center = judge.values.reduce((sum, value) => sum + value, 0) / judge.rowCount;
  const open = judge.values.map((value) => value - center);
  const total = open.reduce((sum, value) => sum + value * value, 0);
  const list = new Int32Array(open.length);
  const chosen: number[] = [];
  const isChosen = new Uint8Array(rules.length);
  while (chosen.length < Math.min(most, rules.length)) {
    signal.throwIfAborted();
    const best = bestOf(rules, isChosen, open, list);
    if (best.at < 0 || best.gain < LEAST_SHARE * total) break;
    chosen.push(best.at);
    isChosen[best.at] = 1;
    takeMeans(open, list, listRows((rules[best.at] as MeasuredRule).rows, list));
  }
  return chosen;
}

/** What is open adds up to 0, so the rows outside a rule add up to the opposite of those inside. */
function bestOf(rules: readonly MeasuredRule[], isChosen: Uint8Array, open: Float64Array, list: Int32Array): { at: number; gain: number } {
  const n = open.length;
  let [at, most, gain] = [-1, 0, 0];
  for (let rule = 0; rule < rules.length; rule++) {
    if (isChosen[rule] === 1) continue;
    const { rows, conditions } = rules[rule] as MeasuredRule;
    const count = listRows(rows, list);
    if (count === 0 || count === n) continue;
    const own = (sumOver(open, list, count) ** 2 * n) / (count * (n - count));
    const score = own * LENGTH_FACTOR ** (conditions.length - 1);
    if (score > most) [at, most, gain] = [rule, score, own];
  }
  return { at, gain };
}

function takeMeans(open: Float64Array, list: Int32Array, count: number): void {
  const sum = sumOver(open, list, count);
  const [inside, outside] = [sum / count, -sum / (open.length - count)];
  for (let row = 0; row < open.length; row++) open[row] = (open[row] as number) - outside;
  for (let i = 0; i < count; i++) open[list[i] as number] = (open[list[i] as number] as number) + outside - inside;
}

function sumOver(values: Float64Array, list: Int32Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[list[i] as number] as number;
  return sum;
}
