import { expect, it } from 'vitest';
import { EMPTY, freeName, isWritable, printDrawing, readDrawing, withLink, withMark, withoutVariables, withVariable } from './drawing.ts';

function drawn(source: string) {
  const { drawing } = readDrawing(source) as { drawing: Parameters<typeof printDrawing>[0] };
  return drawing;
}

it('a drawing survives being written and read again, with names of any kind, marks, lone variables and comments', () => {
  const source =
    '# why\nmail [treatment] -> "net sales" [outcome]; mail <-> "net sales"; {age "<img onerror>"} -> mail; 收入; u [latent, adjusted]';
  const first = drawn(source);
  expect(first.variables.map(({ name }) => name)).toEqual(['mail', 'net sales', 'age', '<img onerror>', '收入', 'u']);
  expect(first.variables.at(-1)?.marks).toEqual(['adjusted', 'latent']);
  expect(first.links.filter(({ isHiddenCause }) => isHiddenCause)).toHaveLength(1);
  const again = drawn(printDrawing(first));
  expect(new Set(again.variables)).toEqual(new Set(first.variables));
  expect(new Set(again.links)).toEqual(new Set(first.links));
  expect(again.comments).toEqual(['# why']);
});

it('an arrow that closes a circle is refused with the circle named, and a bad line with its number', () => {
  const circle = withLink(drawn('a -> b; b -> c'), { from: 'c', to: 'a', isHiddenCause: false });
  const { problem } = readDrawing(printDrawing(circle));
  expect(problem?.code).toBe('document/cycle');
  for (const name of ['a', 'b', 'c']) expect(problem?.message).toContain(name);
  expect(readDrawing('a -> b\nb -> -> c').problem?.where?.line).toBe(2);
});

it('nothing drawn is no mistake', () => {
  expect(readDrawing('')).toEqual({ drawing: EMPTY });
  expect(readDrawing('# only a comment').problem).toBeUndefined();
});

it('there is one treatment; a variable goes with its arrows; a hidden cause is drawn once whichever way', () => {
  const marked = withMark(drawn('a [treatment] -> b'), 'b', 'treatment');
  expect(marked.variables.map(({ marks }) => marks)).toEqual([[], ['treatment']]);
  expect(withoutVariables(marked, new Set(['a'])).links).toEqual([]);
  const arc = withLink(marked, { from: 'a', to: 'b', isHiddenCause: true });
  expect(withLink(arc, { from: 'b', to: 'a', isHiddenCause: true })).toBe(arc);
  expect(withVariable(marked, 'a')).toBe(marked);
  expect(freeName(withVariable(EMPTY, 'U1'), ['U2'])).toBe('U3');
  expect([isWritable('a"b'), isWritable(' '), isWritable('a b')]).toEqual([false, false, true]);
});
