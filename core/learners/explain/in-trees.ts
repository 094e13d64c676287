import type { Hands } from '../learner.ts';
import type { FeatureTable, TreeModel } from '../model.ts';
import type { Judge, MeasuredRule } from './in-trees-judge.ts';
import { type ListedRule, learnRuleList } from './in-trees-list.ts';
import { pruneRule } from './in-trees-prune.ts';
import { type Conditions, nameOfRule, type Reading, type RowFinder, rowFinder, rulesOfTrees } from './in-trees-rules.ts';
import { selectRules } from './in-trees-select.ts';
import { areSame } from './row-bits.ts';

export interface InTreesRules extends Reading {
  /** Share of the rows that a rule must hold for. */
  readonly frequency: number;
  /** Growth of the error that a dropped condition may bring. */
  readonly decay: number;
  /** Rules that are chosen, at most. */
  readonly mostSelected: number;
}

export interface InTrees {
  /** Paths that were read. */
  readonly read: number;
  /** Whether there were more than may be read. */
  readonly isCut: boolean;
  /** Conditions before and after pruning, over all different paths. */
  readonly conditionsBefore: number;
  readonly conditionsAfter: number;
  /** Different rules that hold for enough rows, by error, then frequency, then length. */
  readonly rules: readonly MeasuredRule[];
  /** Positions in `rules`, in order of choice. */
  readonly selected: readonly number[];
  readonly list: readonly ListedRule[];
}

/**
 * Reads the rules of a tree ensemble, measures them, drops idle conditions and repetitions, chooses few, and orders those
 * into a list that predicts by itself.
 *
 * @param table the rows that rules are measured on, those of the judge
 * @see Deng (2019), "Interpreting tree ensembles with inTrees", International Journal of Data Science and Analytics 7, 277–287
 * Cost: paths × conditions² × rows / 32; 100 trees of 31 leaves on 10,000 rows take about a second.
 */
export function simplifyTrees(model: TreeModel, table: FeatureTable, judge: Judge, rules: InTreesRules, hands: Hands): InTrees {
  const findRows = rowFinder(table);
  const paths = rulesOfTrees(model, table, { ...rules, most: rules.most + 1 });
  const read = paths.slice(0, rules.most);
  const unlike = [...new Map(read.map((path) => [nameOfRule(path), path])).values()];
  const fewest = rules.frequency * table.rowCount;
  const pruned = new Map<string, Conditions>();
  let [before, after] = [0, 0];
  for (const [at, path] of unlike.entries()) {
    if (at % 100 === 0) hands.signal.throwIfAborted();
    if (at % 100 === 0) hands.progress((0.7 * at) / unlike.length, 'pruning rules');
    if (judge.verdict(findRows(path)).rows === 0) continue;
    const kept = pruneRule(path, findRows, judge, rules.decay);
    before += path.length;
    after += kept.length;
    pruned.set(nameOfRule(kept), kept);
  }
  const measured = measure([...pruned.values()], findRows, judge).filter(({ verdict }) => verdict.rows >= Math.max(1, fewest));
  const different = withoutTwins(measured.sort(byErrorThenFrequency));
  hands.progress(0.8, 'choosing rules');
  const selected = selectRules(different, judge, rules.mostSelected, hands.signal);
  const list = learnRuleList(
    selected.map((at) => different[at] as MeasuredRule),
    judge,
    fewest,
  );
  return {
    read: read.length,
    isCut: paths.length > read.length,
    conditionsBefore: before,
    conditionsAfter: after,
    rules: different,
    selected,
    list,
  };
}

function measure(rules: readonly Conditions[], findRows: RowFinder, judge: Judge): MeasuredRule[] {
  return rules.map((conditions) => {
    const rows = findRows(conditions);
    return { conditions, rows, verdict: judge.verdict(rows) };
  });
}

function byErrorThenFrequency(left: MeasuredRule, right: MeasuredRule): number {
  return (
    left.verdict.error - right.verdict.error || right.verdict.rows - left.verdict.rows || left.conditions.length - right.conditions.length
  );
}

/** Of rules that hold for the same rows only the first is kept; sorted rules stand together when they could be twins. */
function withoutTwins(sorted: readonly MeasuredRule[]): MeasuredRule[] {
  const kept: MeasuredRule[] = [];
  for (const rule of sorted) {
    let at = kept.length - 1;
    while (at >= 0 && couldBeTwin(kept[at] as MeasuredRule, rule) && !areSame((kept[at] as MeasuredRule).rows, rule.rows)) at--;
    if (at < 0 || !couldBeTwin(kept[at] as MeasuredRule, rule)) kept.push(rule);
  }
  return kept;
}

function couldBeTwin({ verdict: one }: MeasuredRule, { verdict: other }: MeasuredRule): boolean {
  return one.rows === other.rows && one.error === other.error;
}
