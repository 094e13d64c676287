import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { classifyControls } from './controls.ts';
import type { CausalGraph, Nodes } from './graph.ts';
import {
  adjustmentSets,
  type EffectKind,
  frontDoorSets,
  instruments,
  isAdjustmentSet,
  nearestSeparator,
  type Question,
} from './identify.ts';
import { impliedIndependencies } from './implications.ts';
import { parseGraph } from './parse.ts';
import { PUBLISHED } from './published.ts';
import { isSeparated, namesOf } from './separation.ts';

function ask(source: string, effect: EffectKind = 'total', more: { readonly [mark in 'treatment' | 'outcome']?: string } = {}): Question {
  const graph = parseGraph(source);
  const find = (mark: 'treatment' | 'outcome'): number => {
    const name = more[mark];
    return name === undefined ? (graph.marks[mark][0] ?? -1) : graph.names.indexOf(name);
  };
  return { graph, treatment: find('treatment'), outcome: find('outcome'), effect, adjusted: new Set(graph.marks.adjusted), most: 1000 };
}

const shown = (graph: CausalGraph, sets: readonly Nodes[]): string[] => sets.map((set) => `{${namesOf(graph, set).join(', ')}}`).sort();

describe('published graphs, with the sets that DAGitty or the paper gives', () => {
  it.each(PUBLISHED)('$name', ({ graph: source, total, direct, given }) => {
    const question = ask(source);
    expect(shown(question.graph, adjustmentSets(question)), given).toEqual([...total].sort());
    if (direct !== undefined)
      expect(shown(question.graph, adjustmentSets({ ...question, effect: 'direct' })), given).toEqual([...direct].sort());
  });

  it('are more than twenty', () => expect(PUBLISHED.length).toBeGreaterThanOrEqual(20));
});

describe('instruments, as DAGitty finds them', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['u [latent]; x [e]; y [o]; w -> z -> x -> y; w -> u -> x; u -> y', 'z | w'],
    ['u [latent]; x [e]; y [o]; z -> x -> y; u -> x; u -> y', 'z'],
  ];
  it.each(cases)('%s gives %s', (source, expected) => {
    const question = ask(source);
    const found = instruments(question).map(({ node, given }) =>
      [question.graph.names[node], ...namesOf(question.graph, given)].join(' | '),
    );
    expect(found).toEqual([expected]);
  });

  it('finds the nearest separator', () => {
    const graph = parseGraph('u1 [latent]; u2 [latent]; u2 -> d -> a -> z; a -> c -> b -> z; u2 -> y; b -> u1 -> y');
    const at = (name: string): number => graph.names.indexOf(name);
    const set = nearestSeparator(graph, at('y'), at('z'), (node) => graph.isHidden[node] !== true);
    expect(set === undefined ? undefined : namesOf(graph, set)).toEqual(['b', 'd']);
  });
});

test("what a graph implies of data: the list that DAGitty's own tests hold for a graph with three hidden causes", () => {
  const graph = parseGraph(
    'X;Y;A [latent];B [latent];C [latent];V;W1;W2;Z1;Z2; A -> {W2 W1}; B -> {W1 X}; C -> {Y W2}; V -> {Z1 Z2}; W1 -> Z1; W2 -> Z2; X -> Y; Z1 -> X; Z2 -> Y',
  );
  const said = impliedIndependencies(graph, 100).map(
    ({ left, right, given }) => `${graph.names[left]} ${graph.names[right]} | ${namesOf(graph, given).join(', ')}`,
  );
  expect(said.sort()).toEqual(
    [
      'X V | W1, Z1',
      'X Z2 | V, W2',
      'X Z2 | W1, W2, Z1',
      'Y V | W1, W2, Z1, Z2',
      'V W1 | ',
      'V W2 | ',
      'W1 Z2 | W2',
      'W2 Z1 | W1',
      'Z1 Z2 | V, W2',
      'Z1 Z2 | V, W1',
    ].sort(),
  );
});

describe('the front door', () => {
  it('opens through smoking’s tar (Pearl 1995)', () => {
    const question = ask('smoking [e] -> tar -> cancer [o]; smoking <-> cancer');
    expect(adjustmentSets(question)).toEqual([]);
    expect(shown(question.graph, frontDoorSets(question))).toEqual(['{tar}']);
  });

  it('stays shut when the mediator has a hidden cause in common with the outcome', () => {
    expect(frontDoorSets(ask('x [e] -> m -> y [o]; x <-> y; m <-> y'))).toEqual([]);
  });
});

test('each control is called what it is', () => {
  const source = 'x [e] -> m -> y [o]; m -> k; c -> {x y}; z -> x; p -> y; a -> {x b}; d -> {y b}; n; a [latent]; d [latent]';
  const question = ask(source);
  const kinds = classifyControls(question, adjustmentSets(question));
  const named = Object.fromEntries([...kinds].map(([node, kind]) => [question.graph.names[node], kind]));
  expect(named).toEqual({ m: 'mediator', k: 'descendant', c: 'confounder', z: 'instrument', p: 'precision', b: 'collider', n: 'neutral' });
});

/** Independence by the definition: every path, arrow by arrow. */
function isBlockedEverywhere(graph: CausalGraph, from: number, to: number, given: Nodes): boolean {
  const below = (node: number): boolean => given.has(node) || (graph.children[node] ?? []).some(below);
  const walk = (path: readonly number[]): boolean => {
    const last = path.at(-1) as number;
    if (last === to) return true;
    return [...(graph.parents[last] ?? []), ...(graph.children[last] ?? [])].some((next) => {
      if (path.includes(next)) return false;
      const before = path.at(-2);
      if (before !== undefined) {
        const isCollider = (graph.parents[last] ?? []).includes(before) && (graph.parents[last] ?? []).includes(next);
        if (isCollider ? !below(last) : given.has(last)) return false;
      }
      return walk([...path, next]);
    });
  };
  return !walk([from]);
}

const randomGraph = fc
  .record({
    size: fc.integer({ min: 3, max: 6 }),
    bits: fc.array(fc.boolean(), { minLength: 15, maxLength: 15 }),
    hidden: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  })
  .map(({ size, bits, hidden }) => {
    const lines: string[] = [];
    let bit = 0;
    for (let to = 0; to < size; to++) {
      lines.push(hidden[to] === true && to > 1 ? `v${to} [latent]` : `v${to}`);
      for (let from = 0; from < to; from++) if (bits[bit++ % 15] === true) lines.push(`v${from} -> v${to}`);
    }
    return parseGraph(lines.join('\n'));
  });

const allSubsets = (items: readonly number[]): Set<number>[] =>
  Array.from({ length: 2 ** items.length }, (_, mask) => new Set(items.filter((_item, bit) => ((mask >> bit) & 1) === 1)));

test('separation agrees with looking at every path', () => {
  fc.assert(
    fc.property(randomGraph, fc.nat(), fc.nat(), fc.nat(), (graph, a, b, mask) => {
      const count = graph.names.length;
      const [from, to] = [a % count, b % count];
      fc.pre(from !== to);
      const given = new Set([...graph.names.keys()].filter((node) => node !== from && node !== to && ((mask >> node) & 1) === 1));
      expect(isSeparated(graph, [from], new Set([to]), given)).toBe(isBlockedEverywhere(graph, from, to, given));
    }),
    { numRuns: 500 },
  );
});

test('the minimal sets are exactly those that trying all sets finds', () => {
  fc.assert(
    fc.property(randomGraph, fc.nat(), fc.nat(), fc.constantFrom<EffectKind>('total', 'direct'), (graph, a, b, effect) => {
      const observed = [...graph.names.keys()].filter((node) => graph.isHidden[node] !== true);
      const [treatment, outcome] = [observed[a % observed.length] as number, observed[b % observed.length] as number];
      fc.pre(treatment !== outcome);
      const question: Question = { graph, treatment, outcome, effect, adjusted: new Set(), most: 1000 };
      const valid = allSubsets(observed.filter((node) => node !== treatment && node !== outcome)).filter((set) =>
        isAdjustmentSet(question, set),
      );
      const minimal = valid.filter((set) => !valid.some((other) => other.size < set.size && [...other].every((node) => set.has(node))));
      expect(shown(graph, adjustmentSets(question))).toEqual(shown(graph, minimal));
    }),
    { numRuns: 500 },
  );
});

describe('text that is no graph', () => {
  it.each([
    ['', 'expression/syntax', /empty/],
    ['a -> ', 'expression/syntax', /name is missing/],
    ['a -> b\nb ->-> c', 'expression/syntax', /line 2/],
    ['a -> {b c', 'expression/syntax', /never closed/],
    ['a -> b; b -> c; c -> a', 'document/cycle', /circle: .*-> .*->/],
    ['a -> a', 'document/cycle', /points at itself/],
    ['a [confusing] -> b', 'expression/syntax', /"confusing"/],
    ['a > b', 'expression/syntax', /cannot be read/],
  ])('%s', (source, code, message) => {
    expect(() => parseGraph(source)).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code, message: expect.stringMatching(message) }) }),
    );
  });

  it('reads names with blanks, Chinese names, comments, positions and the surrounding braces', () => {
    const graph = parseGraph('dag {\nbb="0,0,1,1"\n"age at entry" [pos="1,2"] -> 购买 [outcome] // why\n促销 [treatment] -> 购买\n}');
    expect(graph.names).toEqual(['age at entry', '购买', '促销']);
  });
});
