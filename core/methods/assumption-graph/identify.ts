import { ancestorsOf, type CausalGraph, descendantsOf, type EdgeTest, type Nodes, withoutArrows } from './graph.ts';
import { inOrder, isSeparated, minimalSeparators, moralGraph } from './separation.ts';

/** Which effect: through every path, or only along the direct arrow. */
export type EffectKind = 'total' | 'direct';

/** A question to a graph. */
export interface Question {
  readonly graph: CausalGraph;
  readonly treatment: number;
  readonly outcome: number;
  readonly effect: EffectKind;
  /** Held fixed in any case. */
  readonly adjusted: Nodes;
  /** No more sets of each kind than these. */
  readonly most: number;
}

/** Most variables of a front-door set that are tried; published ones have one or two. */
const LARGEST_FRONT = 3;

/** Variables on the causal paths from treatment to outcome, the treatment left out. */
export function causalPathNodes({ graph, treatment, outcome }: Pick<Question, 'graph' | 'treatment' | 'outcome'>): Set<number> {
  const below = descendantsOf(graph, [treatment]);
  const above = ancestorsOf(graph, [outcome], (from) => from === treatment);
  return new Set([...below].filter((node) => node !== treatment && above.has(node)));
}

/** Variables that must not be held fixed: on a causal path, or caused by something on it (van der Zander et al. 2014, definition 5). */
export function forbiddenNodes(question: Question): Set<number> {
  if (question.effect === 'direct') return descendantsOf(question.graph, [question.outcome]);
  return descendantsOf(question.graph, causalPathNodes(question));
}

/** The graph in which only what biases is left: without the causal arrows out of the treatment. */
function biasGraph({ graph, treatment, outcome, effect }: Question): CausalGraph {
  if (effect === 'direct') return withoutArrows(graph, (from, to) => from === treatment && to === outcome);
  return withoutArrows(graph, causalStarts({ graph, treatment, outcome }));
}

function causalStarts(question: Pick<Question, 'graph' | 'treatment' | 'outcome'>): EdgeTest {
  const path = causalPathNodes(question);
  return (from, to) => from === question.treatment && path.has(to);
}

/** Whether holding these variables fixed makes the comparison of the treatment's levels free of bias. */
export function isAdjustmentSet(question: Question, set: Nodes): boolean {
  const forbidden = forbiddenNodes(question);
  if ([...set].some((node) => forbidden.has(node) || node === question.treatment)) return false;
  return isSeparated(biasGraph(question), [question.treatment], new Set([question.outcome]), set);
}

/** Every minimal set of observed variables whose adjustment identifies the effect; empty when there is none. */
export function adjustmentSets(question: Question): Set<number>[] {
  const { graph, treatment, outcome, adjusted, most } = question;
  const forbidden = forbiddenNodes(question);
  if ([...adjusted].some((node) => forbidden.has(node))) return [];
  return minimalSeparators(biasGraph(question), treatment, outcome, {
    isAllowed: (node) => graph.isHidden[node] !== true && !forbidden.has(node),
    required: adjusted,
    most,
  });
}

/** Sets of mediators through which the effect can be found though treatment and outcome have a hidden common cause (Pearl 1995). */
export function frontDoorSets(question: Question): Set<number>[] {
  const { graph, outcome, most } = question;
  const path = causalPathNodes(question);
  const candidates = [...path].filter((node) => node !== outcome && graph.isHidden[node] !== true);
  const found: Set<number>[] = [];
  for (let size = 1; size <= Math.min(LARGEST_FRONT, candidates.length) && found.length < most; size++) {
    for (const chosen of subsets(candidates, size)) {
      if (found.some((smaller) => [...smaller].every((node) => chosen.includes(node)))) continue;
      if (isFrontDoor(question, new Set(chosen))) found.push(new Set(chosen));
    }
  }
  return inOrder(graph, found).slice(0, most);
}

function isFrontDoor({ graph, treatment, outcome }: Question, set: Nodes): boolean {
  const isCaught = !ancestorsOf(graph, [outcome], (from) => set.has(from)).has(treatment);
  if (!isCaught) return false;
  const behindTreatment = withoutArrows(graph, (from) => from === treatment);
  if (!isSeparated(behindTreatment, [treatment], set, new Set())) return false;
  const behindSet = withoutArrows(graph, (from) => set.has(from));
  return isSeparated(behindSet, set, new Set([outcome]), new Set([treatment]));
}

function* subsets(items: readonly number[], size: number, from = 0): Generator<number[]> {
  if (size === 0) yield [];
  for (let at = from; size > 0 && at <= items.length - size; at++) {
    for (const rest of subsets(items, size - 1, at + 1)) yield [items[at] as number, ...rest];
  }
}

/** A variable that moves the outcome only through the treatment, once `given` is held fixed. */
export interface Instrument {
  readonly node: number;
  readonly given: Nodes;
}

/** Conditional instruments (Brito & Pearl 2002; the conditioning set after van der Zander, Textor & Liśkiewicz 2015, nearest separator). */
export function instruments(question: Question): Instrument[] {
  const { graph, treatment, outcome } = question;
  const path = causalPathNodes(question);
  if (path.size === 0) return [];
  const without = withoutArrows(graph, causalStarts(question));
  const banned = descendantsOf(graph, path);
  const found: Instrument[] = [];
  for (const node of graph.names.keys()) {
    if (node === treatment || node === outcome || graph.isHidden[node] === true || banned.has(node)) continue;
    const isAllowed = (other: number): boolean =>
      other !== treatment && other !== node && graph.isHidden[other] !== true && !banned.has(other);
    const given = nearestSeparator(without, outcome, node, isAllowed);
    if (given !== undefined && !isSeparated(without, [node], new Set([treatment]), given)) found.push({ node, given });
  }
  return found;
}

/** The separator that lies closest to the first node; undefined when none exists. */
export function nearestSeparator(
  graph: CausalGraph,
  near: number,
  far: number,
  isAllowed: (node: number) => boolean,
): Set<number> | undefined {
  const moral = moralGraph(graph, [near, far]);
  const fromNear = walk(moral, near, isAllowed);
  if (fromNear.passed.has(far)) return undefined;
  return walk(moral, far, (node) => fromNear.stops.has(node)).stops;
}

/** Walks in all directions until nodes that stop it. */
function walk(
  moral: ReadonlyMap<number, ReadonlySet<number>>,
  start: number,
  isStop: (node: number) => boolean,
): { passed: Set<number>; stops: Set<number> } {
  const passed = new Set([start]);
  const stops = new Set<number>();
  for (const node of passed) for (const next of moral.get(node) ?? []) (isStop(next) ? stops : passed).add(next);
  return { passed, stops };
}
