import type { Work } from '../../base/work.ts';
import type { FeatureTable, Link, Model } from '../model.ts';
import { inverseLink } from '../predict.ts';
import { type Attempt, type Goal, type Hunt, makeAttempt, moveAt } from './counterfactual-attempts.ts';
import { pickDiverse } from './counterfactual-diversity.ts';
import { changeCost, listMoves, type MoveRules } from './counterfactual-moves.ts';
import { nearestPart, polish } from './counterfactual-polish.ts';
import { createProber } from './counterfactual-prober.ts';
import { keepCheapest, searchAttempts } from './counterfactual-search.ts';

/** What is asked about one row. */
export interface CounterfactualQuestion {
  readonly row: number;
  /** The wanted answers: at least the target, or below it; on the answer's own scale. */
  readonly side: 'above' | 'below';
  readonly target: number;
  readonly rules: MoveRules;
  /** Examples to give, and columns that each may change, at most. */
  readonly diverse: number;
  readonly mostChanges: number;
  /** Answers of the model that may be asked for. */
  readonly evaluations: number;
}

export interface CellChange {
  readonly feature: number;
  readonly from: number;
  readonly to: number;
  /** In median absolute deviations of the column; 1 for another category and for a value where none was known. */
  readonly distance: number;
}

/** A version of the row, and what the model answers to it. */
export interface Counterfactual {
  readonly changes: readonly CellChange[];
  readonly distance: number;
  readonly answer: number;
}

export interface CounterfactualResult {
  /** The model's answer to the row as it is. */
  readonly answer: number;
  /** Versions across the target, the smallest first. */
  readonly examples: readonly Counterfactual[];
  /** When there are none: the version that comes nearest. */
  readonly closest: Counterfactual | null;
  /** Answers asked for, and whether more would have been. */
  readonly used: number;
  readonly isCut: boolean;
  /** Features that had another value to take. */
  readonly movable: readonly number[];
}

/** Attempts that are polished before the examples are picked. */
const FEWEST_POLISHED = 24;

/**
 * Finds the smallest changes to one row that bring the model's answer across a target. Small means: few columns, and little
 * distance in median absolute deviations, which are added up. Single columns are searched in full (for trees exactly, as every
 * threshold is tried), pairs in full while the budget lasts, more columns by a beam; then every value is moved back as far as the
 * answer stays across. No clock is read: the budget counts answers, so the same question always gets the same examples.
 *
 * @throws when stopped, between two batches of answers
 * @see Wachter, Mittelstadt & Russell (2017), Harvard JOLT 31(2); Mothilal, Sharma & Tan (2020), FAT* (diverse sets)
 * Cost: at most `evaluations` answers.
 */
export function findCounterfactuals(
  { model, table }: { readonly model: Model; readonly table: FeatureTable },
  question: CounterfactualQuestion,
  { signal, progress }: Pick<Work, 'signal' | 'progress'>,
): CounterfactualResult {
  const { row, side, target, evaluations, mostChanges, diverse } = question;
  const goal: Goal = { side, target, rawTarget: rawOf(model.link, target), link: model.link };
  const prober = createProber(model, table, row, { evaluations, signal });
  const hunt: Hunt = { moves: listMoves(model, table, row, question.rules), prober, goal };
  const [raw = Number.NaN] = prober.ask({ count: 1, width: 0, features: new Int32Array(0), cells: new Float64Array(0) });
  const limits = { evaluations, mostChanges, signal, progress: (share: number) => progress(0.7 * share, 'searching') };
  const ledger = searchAttempts(hunt, makeAttempt(hunt, [], [], raw), limits);
  progress(0.7, 'polishing');
  const polished = new Map<string, Attempt>();
  for (const attempt of leading(ledger.flips, Math.max(FEWEST_POLISHED, 4 * diverse))) keepCheapest(hunt, polished, polish(hunt, attempt));
  const examples = pickDiverse(hunt, [...polished.values()], diverse);
  return {
    answer: inverseLink(model.link, raw),
    examples: examples.map((attempt) => described(hunt, attempt)),
    closest: examples.length > 0 ? null : described(hunt, nearestPart(hunt, ledger.closest)),
    used: prober.used(),
    isCut: ledger.isCut || prober.isSpent(),
    movable: hunt.moves.map(({ feature }) => feature),
  };
}

/** From the answer's scale to the raw one. */
function rawOf(link: Link, answer: number): number {
  if (link === 'logit') return Math.log(answer / (1 - answer));
  return link === 'log' ? Math.log(answer) : answer;
}

/** The cheapest attempts: first the best of every set of columns, then the others. */
function leading(flips: ReadonlyMap<string, Attempt>, most: number): Attempt[] {
  const sets = new Set<string>();
  const [first, others]: [Attempt[], Attempt[]] = [[], []];
  for (const attempt of [...flips.values()].sort((left, right) => left.cost - right.cost)) {
    const name = attempt.columns.join(' ');
    (sets.has(name) ? others : first).push(attempt);
    sets.add(name);
  }
  return [...first, ...others].slice(0, most);
}

function described(hunt: Hunt, { columns, cells, raw }: Attempt): Counterfactual {
  const changes = columns.map((column, k) => {
    const move = moveAt(hunt, column);
    const to = cells[k] as number;
    return { feature: move.feature, from: move.from, to, distance: changeCost(move, to) };
  });
  return {
    changes,
    distance: changes.reduce((sum, { distance }) => sum + distance, 0),
    answer: inverseLink(hunt.goal.link, raw),
  };
}
