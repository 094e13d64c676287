import { CausewayError, type Problem } from '../../../core/base/problem.ts';
import { parseGraph } from '../../../core/methods/assumption-graph/parse.ts';

/** What a person says that a variable is. */
export type Mark = 'treatment' | 'outcome' | 'adjusted' | 'latent';

export const MARKS: readonly Mark[] = ['treatment', 'outcome', 'adjusted', 'latent'];

export interface Variable {
  readonly name: string;
  readonly marks: readonly Mark[];
}

/** An arrow from cause to effect, or a hidden common cause of both ends. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly isHiddenCause: boolean;
}

/** A causal graph as it is drawn. */
export interface Drawing {
  /** Whole lines of comment, which stay at the top. */
  readonly comments: readonly string[];
  readonly variables: readonly Variable[];
  readonly links: readonly Link[];
}

export const EMPTY: Drawing = { comments: [], variables: [], links: [] };

export type ReadDrawing = { readonly drawing: Drawing; readonly problem?: undefined } | { readonly problem: Problem };

/** Reads a drawing with the reader of the method itself, so that picture and engine never disagree about a text. */
export function readDrawing(source: string): ReadDrawing {
  const lines = source.split('\n').filter((line) => line.trim() !== '');
  const comments = lines.filter((line) => /^\s*(#|\/\/)/.test(line));
  if (lines.length === comments.length) return { drawing: { ...EMPTY, comments } };
  try {
    const { names, isHidden, children, marks, arcs } = parseGraph(source);
    const nameOf = (node: number): string => names[node] ?? '';
    const drawn = [...names.keys()].filter((node) => !arcs.has(node));
    return {
      drawing: {
        comments,
        variables: drawn.map((node) => ({
          name: nameOf(node),
          marks: MARKS.filter((mark) => (mark === 'latent' ? isHidden[node] === true : marks[mark].includes(node))),
        })),
        links: [
          ...drawn.flatMap((from) => (children[from] ?? []).map((to) => ({ from: nameOf(from), to: nameOf(to), isHiddenCause: false }))),
          ...[...arcs.values()].map(([from, to]) => ({ from: nameOf(from), to: nameOf(to), isHiddenCause: true })),
        ],
      },
    };
  } catch (error) {
    if (error instanceof CausewayError) return { problem: error.problem };
    throw error;
  }
}

/** The text of a drawing: one statement a line; reading it gives the same drawing. */
export function printDrawing({ comments, variables, links }: Drawing): string {
  const isLinked = new Set(links.flatMap(({ from, to }) => [from, to]));
  return [
    ...comments,
    ...variables
      .filter(({ name, marks }) => marks.length > 0 || !isLinked.has(name))
      .map(({ name, marks }) => (marks.length === 0 ? printName(name) : `${printName(name)} [${marks.join(', ')}]`)),
    ...links.map(({ from, to, isHiddenCause }) => `${printName(from)} ${isHiddenCause ? '<->' : '->'} ${printName(to)}`),
  ].join('\n');
}

function printName(name: string): string {
  return /^[\p{L}\p{N}_.]+$/u.test(name) ? name : `"${name}"`;
}

/** Whether a name can be written in a graph at all. */
export function isWritable(name: string): boolean {
  return name.trim() !== '' && !/["\n\r]/.test(name);
}

/** A new variable; the same drawing when it is there already. */
export function withVariable(drawing: Drawing, name: string, marks: readonly Mark[] = []): Drawing {
  if (drawing.variables.some((variable) => variable.name === name)) return drawing;
  return { ...drawing, variables: [...drawing.variables, { name, marks }] };
}

export function withoutVariables(drawing: Drawing, names: ReadonlySet<string>): Drawing {
  return {
    ...drawing,
    variables: drawing.variables.filter(({ name }) => !names.has(name)),
    links: drawing.links.filter(({ from, to }) => !names.has(from) && !names.has(to)),
  };
}

export function withLink(drawing: Drawing, link: Link): Drawing {
  return drawing.links.some((other) => isSameLink(other, link)) ? drawing : { ...drawing, links: [...drawing.links, link] };
}

export function withoutLink(drawing: Drawing, link: Link): Drawing {
  return { ...drawing, links: drawing.links.filter((other) => !isSameLink(other, link)) };
}

/** Marks a variable, or takes its marks off; there is one treatment and one outcome. */
export function withMark(drawing: Drawing, name: string, mark: Mark | null): Drawing {
  const isSingle = mark === 'treatment' || mark === 'outcome';
  return {
    ...drawing,
    variables: drawing.variables.map((variable) => {
      if (variable.name === name) return { name, marks: mark === null ? [] : [mark] };
      return isSingle && variable.marks.includes(mark)
        ? { ...variable, marks: variable.marks.filter((other) => other !== mark) }
        : variable;
    }),
  };
}

/** A name for something that no column holds. */
export function freeName({ variables }: Drawing, columns: readonly string[]): string {
  const taken = new Set([...variables.map(({ name }) => name), ...columns]);
  let count = 1;
  while (taken.has(`U${count}`)) count++;
  return `U${count}`;
}

export function keyOf({ from, to, isHiddenCause }: Link): string {
  return JSON.stringify([from, to, isHiddenCause]);
}

function isSameLink(left: Link, right: Link): boolean {
  if (left.isHiddenCause !== right.isHiddenCause) return false;
  if (left.from === right.from && left.to === right.to) return true;
  return left.isHiddenCause && left.from === right.to && left.to === right.from;
}
