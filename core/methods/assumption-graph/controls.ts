import { ancestorsOf, type CausalGraph, descendantsOf, type Nodes, withoutArrows } from './graph.ts';
import { causalPathNodes, isAdjustmentSet, type Question } from './identify.ts';
import { isSeparated } from './separation.ts';

/** What holding a variable fixed does to the estimate (after Cinelli, Forney & Pearl 2022, "A crash course in good and bad controls"). */
export type ControlKind = 'confounder' | 'mediator' | 'descendant' | 'collider' | 'instrument' | 'precision' | 'neutral';

/** Those that bias the effect when they are held fixed. */
export const BAD_CONTROLS: readonly ControlKind[] = ['mediator', 'descendant', 'collider'];

/** Says of every observed variable what it is to the effect. */
export function classifyControls(question: Question, sets: readonly Nodes[]): Map<number, ControlKind> {
  const kinds = new Map<number, ControlKind>();
  for (const node of question.graph.names.keys()) {
    if (question.graph.isHidden[node] === true || node === question.treatment || node === question.outcome) continue;
    kinds.set(node, kindOf(node, question, sets));
  }
  return kinds;
}

function kindOf(node: number, question: Question, sets: readonly Nodes[]): ControlKind {
  const { graph, treatment, outcome } = question;
  const path = causalPathNodes(question);
  // For the direct effect the mediators are to be held fixed: there they close a path like any confounder.
  if (question.effect === 'total') {
    if (path.has(node) && node !== outcome) return 'mediator';
    if (descendantsOf(graph, path).has(node)) return 'descendant';
  } else if (descendantsOf(graph, [outcome]).has(node)) return 'descendant';
  if (sets.some((set) => set.has(node))) return 'confounder';
  if (sets.some((set) => !isAdjustmentSet(question, new Set([...set, node])))) return 'collider';
  const bare = withoutTreatmentEffects(graph, treatment);
  const fixed = sets[0] ?? new Set<number>();
  const movesOutcome =
    ancestorsOf(bare, [outcome]).has(node) && !isSeparated(bare, [node], new Set([outcome]), new Set([...fixed, treatment]));
  if (movesOutcome) return 'precision';
  const movesTreatment = !isSeparated(graph, [node], new Set([treatment]), fixed);
  return movesTreatment ? 'instrument' : 'neutral';
}

function withoutTreatmentEffects(graph: CausalGraph, treatment: number): CausalGraph {
  return withoutArrows(graph, (from) => from === treatment);
}
