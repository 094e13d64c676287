import type { Rule, RuleLeaf } from '../../../core/frame/expression/rule.ts';

/** A condition while it is edited: the column may still be missing (''), and so may its values. */
export interface TestPart {
  readonly kind: 'test';
  readonly id: number;
  readonly isNot: boolean;
  readonly leaf: RuleLeaf;
}

/** A group of conditions while it is edited. */
export interface GroupPart {
  readonly kind: 'all' | 'any';
  readonly id: number;
  readonly isNot: boolean;
  readonly parts: readonly Part[];
}

/** A node of the rule as the page draws it. "Not" stands at the node itself; a second one takes the first away. */
export type Part = TestPart | GroupPart;

/** A rule that is new. */
export const EMPTY_TREE: GroupPart = { kind: 'all', id: 0, isNot: false, parts: [] };

export const BLANK_LEAF: RuleLeaf = { column: '', is: 'equals' };

/** The rule as a tree to edit. Its root is always a group, so that there is a place for the next condition. */
export function treeOf(rule: Rule): GroupPart {
  const [root] = numbered(rule, 1);
  return root.kind === 'test' ? { kind: 'all', id: 0, isNot: false, parts: [root] } : { ...root, id: 0 };
}

/** A part with ids from `first` on, and the next id that is free. */
function numbered(rule: Rule, first: number): readonly [Part, number] {
  if ('not' in rule) {
    const [part, next] = numbered(rule.not, first);
    return [{ ...part, isNot: !part.isNot }, next];
  }
  if ('column' in rule) return [{ kind: 'test', id: first, isNot: false, leaf: rule }, first + 1];
  const parts: Part[] = [];
  let next = first + 1;
  for (const inner of 'all' in rule ? rule.all : rule.any) {
    const [part, after] = numbered(inner, next);
    parts.push(part);
    next = after;
  }
  return [{ kind: 'all' in rule ? 'all' : 'any', id: first, isNot: false, parts }, next];
}

/** What a tree says so far. */
export interface CountableRule {
  /** Null while no condition is complete. */
  readonly rule: Rule | null;
  /** Which part each branch of the rule is, in the order in which the host counts them; null inside of a "not". */
  readonly ids: readonly (number | null)[];
  /** False where conditions had to be left out because they are incomplete. */
  readonly isWhole: boolean;
}

/** The rule that the complete conditions of a tree make. */
export function countableRule(root: GroupPart, isComplete: (leaf: RuleLeaf) => boolean): CountableRule {
  let isWhole = true;
  const visit = (part: Part): { readonly rule: Rule; readonly ids: readonly (number | null)[] } | null => {
    const inner = part.kind === 'test' ? visitTest(part) : visitGroup(part);
    if (inner === null || !part.isNot) return inner;
    return { rule: { not: inner.rule }, ids: [part.id, null, ...inner.ids.slice(1)] };
  };
  const visitTest = ({ leaf, id }: TestPart) => {
    if (isComplete(leaf)) return { rule: leaf, ids: [id] };
    isWhole = false;
    return null;
  };
  const visitGroup = ({ kind, id, parts }: GroupPart) => {
    const found = parts.map(visit).filter((part) => part !== null);
    if (found.length === 0) return null;
    const rules = found.map(({ rule }) => rule);
    return { rule: kind === 'all' ? { all: rules } : { any: rules }, ids: [id, ...found.flatMap(({ ids }) => ids)] };
  };
  const whole = visit(root);
  return { rule: whole?.rule ?? null, ids: whole?.ids ?? [], isWhole };
}

/** An id that no part of the tree has. */
function freeId(part: Part): number {
  return 1 + (part.kind === 'test' ? part.id : Math.max(part.id, ...part.parts.map((inner) => freeId(inner) - 1)));
}

/** The tree with one part replaced by others; groups that this leaves empty go with it. */
function replaced(group: GroupPart, id: number, by: (part: Part) => readonly Part[]): GroupPart {
  const parts = group.parts.flatMap((part): readonly Part[] => {
    if (part.id === id) return by(part);
    if (part.kind === 'test') return [part];
    const inner = replaced(part, id, by);
    return inner.parts.length === 0 ? [] : [inner];
  });
  return { ...group, parts };
}

/** Changes one part, the root included. */
export function changePart(root: GroupPart, id: number, change: (part: Part) => Part): GroupPart {
  if (root.id !== id) return replaced(root, id, (part) => [change(part)]);
  const changed = change(root);
  return changed.kind === 'test' ? root : changed;
}

/** Adds a blank condition at the end of a group. */
export function addTest(root: GroupPart, group: number): GroupPart {
  const test: Part = { kind: 'test', id: freeId(root), isNot: false, leaf: BLANK_LEAF };
  return changePart(root, group, (part) => (part.kind === 'test' ? part : { ...part, parts: [...part.parts, test] }));
}

/** Adds a group with a blank condition; it asks for any where its group asks for all, for else it would say nothing new. */
export function addGroup(root: GroupPart, group: number): GroupPart {
  const id = freeId(root);
  const test: Part = { kind: 'test', id: id + 1, isNot: false, leaf: BLANK_LEAF };
  return changePart(root, group, (part) => {
    if (part.kind === 'test') return part;
    const inner: Part = { kind: part.kind === 'all' ? 'any' : 'all', id, isNot: false, parts: [test] };
    return { ...part, parts: [...part.parts, inner] };
  });
}

/** Takes a part out. */
export function removePart(root: GroupPart, id: number): GroupPart {
  return replaced(root, id, () => []);
}

/** Puts a copy of a part behind it. */
export function duplicatePart(root: GroupPart, id: number): GroupPart {
  return replaced(root, id, (part) => [part, renumbered(part, freeId(root))]);
}

function renumbered(part: Part, shift: number): Part {
  if (part.kind === 'test') return { ...part, id: part.id + shift };
  return { ...part, id: part.id + shift, parts: part.parts.map((inner) => renumbered(inner, shift)) };
}

/** Puts a part into a group of its own. */
export function wrapPart(root: GroupPart, id: number): GroupPart {
  return replaced(root, id, (part) => [{ kind: 'any', id: freeId(root), isNot: false, parts: [part] }]);
}

/**
 * Moves a part by one place: past its neighbour, into a group that is its neighbour, or out of its own group at either
 * end, so that every place of the tree can be reached. The tree itself where there is no further place.
 */
export function movePart(root: GroupPart, id: number, way: 'up' | 'down'): GroupPart {
  const at = root.parts.findIndex((part) => part.id === id);
  const moved = root.parts[at];
  if (moved !== undefined) {
    const other = at + (way === 'up' ? -1 : 1);
    const neighbour = root.parts[other];
    if (neighbour === undefined) return root;
    const rest = root.parts.filter((part) => part !== moved);
    if (neighbour.kind === 'test') return { ...root, parts: rest.toSpliced(other, 0, moved) };
    const inner = { ...neighbour, parts: way === 'up' ? [...neighbour.parts, moved] : [moved, ...neighbour.parts] };
    return { ...root, parts: rest.map((part) => (part === neighbour ? inner : part)) };
  }
  return { ...root, parts: root.parts.flatMap((part) => movedBelow(part, id, way)) };
}

/** The part after the move; two parts where the moved one left it, one or none where nothing else is in it. */
function movedBelow(part: Part, id: number, way: 'up' | 'down'): readonly Part[] {
  if (part.kind === 'test') return [part];
  const leaving = part.parts.at(way === 'up' ? 0 : -1);
  if (leaving?.id !== id) return [movePart(part, id, way)];
  const rest = part.parts.filter((inner) => inner !== leaving);
  const left = rest.length === 0 ? [] : [{ ...part, parts: rest }];
  return way === 'up' ? [leaving, ...left] : [...left, leaving];
}

/** Whether a part can be moved further. */
export function canMove(root: GroupPart, id: number, way: 'up' | 'down'): boolean {
  return root.parts.at(way === 'up' ? 0 : -1)?.id !== id;
}
