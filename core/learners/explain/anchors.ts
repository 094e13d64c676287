import type { Hands } from '../learner.ts';
import { type Arm, bestArms, lowerOf, upperOf } from './anchors-arms.ts';
import { type AnchorQuestion, type AnchorSampler, anchorSampler } from './anchors-draws.ts';
import type { Predicate, PredicateList } from './anchors-predicates.ts';
import { countRows, countShared, everyRow, keepShared, type RowBits } from './row-bits.ts';

export interface AnchorRules {
  /** Precision that a rule must have. */
  readonly tau: number;
  /** Chance of being wrong about it that is put up with. */
  readonly delta: number;
  /** Rules whose precision differs by less are as good as each other. */
  readonly epsilon: number;
  /** Rules that are kept and made longer at each length. */
  readonly beam: number;
  readonly mostConditions: number;
  /** Model answers that may be asked for. */
  readonly budget: number;
}

export interface Anchor {
  /** Positions of its predicates, in the order in which they were added; empty when none is needed. */
  readonly predicates: readonly number[];
  /** Whether its precision is at least tau with probability 1 − delta; otherwise it is the best that was found. */
  readonly isReached: boolean;
  /** Model answers that the search asked for. */
  readonly answers: number;
  /** Whether the budget ended the search. */
  readonly isSpent: boolean;
}

/** Draws at a time. */
const BATCH = 100;
/** Share of the budget that one rule may take to be told from tau: several near it must not starve the longer ones. */
const SETTLING_SHARE = 0.05;

interface Candidate extends Arm {
  readonly anchor: readonly number[];
}

/**
 * The rule with the greatest coverage whose precision is at least tau with probability 1 − delta: rows for which it holds get
 * the explained row's decision. Beam search from the empty rule, one predicate at a time, by KL-LUCB.
 *
 * @returns where no rule is sure to reach tau, the one with the greatest lower bound
 * @see Ribeiro, Singh & Guestrin (2018), AAAI 32, 1527–1535, algorithms 1 and 2
 * Cost: at most `budget` model answers, and rows × predicates × beam / 32 steps a length.
 */
export function searchAnchor(question: AnchorQuestion, list: PredicateList, rules: AnchorRules, hands: Hands): Anchor {
  const sampler = anchorSampler(question, list.predicates, rules.budget, hands);
  const rate = Math.log((1 + (rules.beam - 1) * list.predicates.length) / rules.delta);
  const empty: Candidate = { anchor: [], draws: 0, agree: 0, coverage: 1 };
  let fallback = empty;
  const goal = { tau: rules.tau, rate, mostDraws: SETTLING_SHARE * rules.budget };
  let found = settle(empty, goal, sampler) ? empty : undefined;
  let beam = [empty];
  for (let length = 1; length <= rules.mostConditions && beam.length > 0 && found !== empty && sampler.left() >= BATCH; length++) {
    hands.progress(length / (rules.mostConditions + 1), 'searching');
    const candidates = longer(beam, list, question.table.rowCount).filter(({ coverage }) => coverage > (found?.coverage ?? 0));
    beam = choose(candidates, rules, sampler);
    for (const candidate of beam) {
      const isSure = settle(candidate, goal, sampler);
      if (isSure && candidate.coverage > (found?.coverage ?? 0)) found = candidate;
      if (lowerOf(candidate, rate) > lowerOf(fallback, rate)) fallback = candidate;
    }
  }
  const { anchor } = found ?? fallback;
  const answers = rules.budget - sampler.left();
  return { predicates: anchor, isReached: found !== undefined, answers, isSpent: sampler.left() < BATCH };
}

/** The rows of the table for which a rule holds. */
export function rowsOfAnchor(anchor: readonly number[], { rows }: PredicateList, rowCount: number): RowBits {
  const bits = everyRow(rowCount);
  for (const at of anchor) keepShared(bits, rows[at] as RowBits);
  return bits;
}

interface Goal {
  readonly tau: number;
  readonly rate: number;
  readonly mostDraws: number;
}

/** Draws until it is sure on which side of tau a rule's precision lies; undecided counts as not reached. */
function settle(candidate: Candidate, { tau, rate, mostDraws }: Goal, sampler: AnchorSampler): boolean {
  for (;;) {
    if (candidate.draws > 0 && lowerOf(candidate, rate) > tau) return true;
    if (upperOf(candidate, rate) < tau || candidate.draws >= mostDraws || sampler.left() < BATCH) return false;
    pull([candidate], BATCH, sampler);
  }
}

/** A level of the search may use half of what is left, so that the next one has something too. */
function choose(candidates: readonly Candidate[], rules: AnchorRules, sampler: AnchorSampler): Candidate[] {
  if (candidates.length === 0) return [];
  const keep = sampler.left() / 2;
  const first = Math.min(BATCH, Math.max(1, Math.floor(keep / 2 / candidates.length)));
  pull(candidates.slice(0, Math.floor(sampler.left() / first)), first, sampler);
  const chosen = bestArms(candidates, { ...rules, most: rules.beam }, (positions) => {
    if (sampler.left() - positions.length * BATCH < keep) return false;
    pull(
      positions.map((at) => candidates[at] as Candidate),
      BATCH,
      sampler,
    );
    return true;
  });
  return chosen.map((at) => candidates[at] as Candidate);
}

function pull(candidates: readonly Candidate[], draws: number, sampler: AnchorSampler): void {
  const agree = sampler.agreeing(candidates.map(({ anchor }) => ({ anchor, draws })));
  candidates.forEach((candidate, at) => {
    candidate.draws += draws;
    candidate.agree += agree[at] as number;
  });
}

/** Every rule of the beam with one predicate more that changes which rows it holds for; the same set of predicates once. */
function longer(beam: readonly Candidate[], list: PredicateList, rowCount: number): Candidate[] {
  const known = new Set<string>();
  const candidates: Candidate[] = [];
  for (const { anchor } of beam) {
    const rows = rowsOfAnchor(anchor, list, rowCount);
    const count = countRows(rows);
    for (const [at, predicate] of list.predicates.entries()) {
      if (anchor.some((other) => isSameSide(list.predicates[other] as Predicate, predicate))) continue;
      const name = [...anchor, at].sort((left, right) => left - right).join(' ');
      if (known.has(name)) continue;
      known.add(name);
      const shared = countShared(rows, list.rows[at] as RowBits);
      if (shared < count) candidates.push({ anchor: [...anchor, at], draws: 0, agree: 0, coverage: shared / rowCount });
    }
  }
  return candidates;
}

/** One condition on a side of a feature is enough: the tighter of two would make the other idle. */
function isSameSide(one: Predicate, other: Predicate): boolean {
  return one.feature === other.feature && one.kind === other.kind;
}
