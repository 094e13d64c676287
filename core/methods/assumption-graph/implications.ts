import type { CausalGraph, Nodes } from './graph.ts';
import { minimalSeparators } from './separation.ts';

/** "These two are independent once those are held fixed": what the graph says about data. */
export interface Implication {
  readonly left: number;
  readonly right: number;
  readonly given: Nodes;
}

/**
 * Every independence of two observed variables without an arrow between them, given each minimal set of observed
 * variables: if the data contradict one, some arrow is missing (Pearl 2009, section 1.4).
 *
 * @param most sets per pair
 */
export function impliedIndependencies(graph: CausalGraph, most: number): Implication[] {
  const observed = [...graph.names.keys()].filter((node) => graph.isHidden[node] !== true);
  const implications: Implication[] = [];
  for (const [place, left] of observed.entries()) {
    for (const right of observed.slice(place + 1)) {
      if (graph.children[left]?.includes(right) === true || graph.parents[left]?.includes(right) === true) continue;
      const sets = minimalSeparators(graph, left, right, { isAllowed: (node) => graph.isHidden[node] !== true, most });
      for (const given of sets) implications.push({ left, right, given });
    }
  }
  return implications;
}
