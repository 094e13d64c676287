import { inputProblem, type Problem, refuse } from '../../base/problem.ts';
import type { Work } from '../../base/work.ts';
import { columnsWithRole, type Frame } from '../../frame/frame.ts';
import { type ControlKind, classifyControls } from './controls.ts';
import { checkImplications, type DataCheck } from './data-check.ts';
import type { CausalGraph } from './graph.ts';
import { adjustmentSets, causalPathNodes, type EffectKind, frontDoorSets, instruments, type Question } from './identify.ts';
import { impliedIndependencies } from './implications.ts';
import { parseGraph } from './parse.ts';
import { namesOf } from './separation.ts';
import type { AssumptionGraphSpec } from './spec.ts';

/** Sets of each kind that are listed. */
export const MOST_SETS = 50;

/** Sets per pair of variables without an arrow that are held against the data. */
const SETS_PER_PAIR = 5;

export interface GraphNode {
  readonly name: string;
  readonly isHidden: boolean;
  readonly role: 'treatment' | 'outcome' | ControlKind | null;
  /** No column of the table has this name, though the graph says that it can be observed. */
  readonly isAbsent: boolean;
}

export interface AssumptionGraphFit {
  readonly treatment: string;
  readonly outcome: string;
  readonly effect: EffectKind;
  readonly nodes: readonly GraphNode[];
  readonly arrows: readonly (readonly [number, number])[];
  readonly arcs: readonly (readonly [number, number])[];
  /** Whether any path leads from the treatment to the outcome. */
  readonly hasEffect: boolean;
  readonly adjustment: readonly (readonly string[])[];
  readonly frontDoor: readonly (readonly string[])[];
  readonly instruments: readonly { readonly name: string; readonly given: readonly string[] }[];
  /** The covariates in use that bias, with what they are. */
  readonly badControls: readonly { readonly name: string; readonly kind: ControlKind }[];
  readonly checks: readonly DataCheck[];
}

interface Reading {
  readonly question: Question;
  readonly drawn: CausalGraph;
}

/** Everything that can be wrong before the run. */
export function checkGraph(spec: AssumptionGraphSpec, frame: Frame): void {
  readQuestion(spec, frame);
}

function readQuestion(spec: AssumptionGraphSpec, frame: Frame): Reading {
  const graph = parseGraph(spec.graph);
  const treatment = endOf('treatment', spec.treatment, graph, frame);
  const outcome = endOf('outcome', spec.outcome, graph, frame);
  if (treatment === outcome)
    refuse('option/invalid', `"${graph.names[treatment]}" is both treatment and outcome.`, 'Choose two variables.', { option: 'outcome' });
  const question = { graph, treatment, outcome, effect: spec.effect, adjusted: new Set(graph.marks.adjusted), most: MOST_SETS };
  return { question, drawn: graph };
}

/** The option, else the mark in the text, else the column with that role where the graph has it. */
function endOf(role: 'treatment' | 'outcome', chosen: string | undefined, graph: CausalGraph, frame: Frame): number {
  const fromRole = columnsWithRole(frame, role).filter((name) => graph.names.includes(name));
  const marked = graph.marks[role];
  const name =
    chosen ?? (marked.length === 1 ? graph.names[marked[0] as number] : undefined) ?? (fromRole.length === 1 ? fromRole[0] : undefined);
  if (name === undefined)
    return refuse(
      'option/invalid',
      `The graph does not say which variable is the ${role}.`,
      `Write [${role}] behind its name, or choose it here.`,
      {
        option: role,
      },
    );
  const node = graph.names.indexOf(name);
  if (node < 0)
    return refuse('option/invalid', `The graph has no variable "${name}".`, `Its variables: ${graph.names.join(', ')}.`, { option: role });
  return node;
}

/** What the graph says about the effect, and what the table says about the graph. */
export function fitGraph(spec: AssumptionGraphSpec, frame: Frame, work: Pick<Work, 'signal'>): AssumptionGraphFit {
  const { question } = readQuestion(spec, frame);
  const { graph, treatment, outcome } = question;
  const sets = adjustmentSets(question);
  const kinds = classifyControls(question, sets);
  const used = spec.controls ?? columnsWithRole(frame, 'covariate');
  const names = (nodes: ReadonlySet<number>): string[] => namesOf(graph, nodes);
  const implications = spec.testsData ? impliedIndependencies(graph, SETS_PER_PAIR) : [];
  const isDrawn = (node: number): boolean => !graph.arcs.has(node);
  return {
    treatment: graph.names[treatment] ?? '',
    outcome: graph.names[outcome] ?? '',
    effect: spec.effect,
    nodes: graph.names.flatMap((name, node) =>
      isDrawn(node)
        ? [
            {
              name,
              isHidden: graph.isHidden[node] === true,
              role: node === treatment ? ('treatment' as const) : node === outcome ? ('outcome' as const) : (kinds.get(node) ?? null),
              isAbsent: graph.isHidden[node] !== true && !frame.columns.has(name),
            },
          ]
        : [],
    ),
    arrows: graph.children.flatMap((list, from) => (isDrawn(from) ? list.map((to) => [from, to] as const) : [])),
    arcs: [...graph.arcs.values()],
    hasEffect: causalPathNodes(question).has(outcome),
    adjustment: sets.map(names),
    frontDoor: frontDoorSets(question).map(names),
    instruments: instruments(question).map(({ node, given }) => ({ name: graph.names[node] ?? '', given: names(given) })),
    badControls: [...kinds].flatMap(([node, kind]) => {
      const name = graph.names[node] ?? '';
      return used.includes(name) && (kind === 'mediator' || kind === 'descendant' || kind === 'collider') ? [{ name, kind }] : [];
    }),
    checks: checkImplications(
      implications.map(({ left, right, given }) => ({
        left: graph.names[left] ?? '',
        right: graph.names[right] ?? '',
        given: names(given),
      })),
      frame,
      work.signal,
    ),
  };
}

/** Controls that the graph does not know are no error: the analyst may control for more than was drawn. */
export function unknownControls(spec: AssumptionGraphSpec, frame: Frame): Problem[] {
  return (spec.controls ?? [])
    .filter((name) => !frame.columns.has(name))
    .map((name) =>
      inputProblem('data/unknown-column', `There is no column "${name}".`, 'Choose a column of the table.', {
        column: name,
        option: 'controls',
      }),
    );
}
