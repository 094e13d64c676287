import { expect, test } from 'vitest';
import { movedBlock, movedPage, pageWith, withBlock, withoutBlock, withoutBlockAt, withWords } from './plan.ts';

const plan = { pages: [{ step: 'a', blocks: ['x'] }, { blocks: [] }, { step: 'b', blocks: ['y', 'z'] }] };

test('a block joins the page of its step, else gets a new one, and is never there twice', () => {
  const more = withBlock(withBlock(plan, 'a', 'w'), 'c', 'v');
  expect(more.pages.map(({ blocks }) => blocks)).toEqual([['x', 'w'], [], ['y', 'z'], ['v']]);
  expect(withBlock(more, 'c', 'v')).toBe(more);
  expect([pageWith(more, 'c', 'v'), pageWith(more, 'a', 'v'), pageWith(undefined, 'a', 'x')]).toEqual([3, undefined, undefined]);
});

test('a page goes with its last block; a page of words stays', () => {
  expect(withoutBlock(plan, 'a', 'x').pages).toEqual(plan.pages.slice(1));
  expect(withoutBlockAt(plan, 2, 'y').pages[2]).toEqual({ step: 'b', blocks: ['z'] });
});

test('pages and blocks move within their bounds only', () => {
  expect(movedPage(plan, 0, 2).pages.map(({ step }) => step)).toEqual([undefined, 'b', 'a']);
  expect(movedPage(plan, 0, -1).pages).toEqual(plan.pages);
  expect(movedBlock(plan, 2, 'z', -1).pages[2]?.blocks).toEqual(['z', 'y']);
  expect(movedBlock(plan, 2, 'z', 1).pages[2]?.blocks).toEqual(['y', 'z']);
});

test('words in one language stand for both until the other has its own', () => {
  const first = withWords(undefined, 'zh', '小结');
  expect(first).toEqual({ en: '小结', zh: '小结' });
  const both = withWords(first, 'en', 'Summary');
  expect(both).toEqual({ en: 'Summary', zh: 'Summary' });
  expect(withWords({ en: 'Summary', zh: '小结' }, 'en', 'In short')).toEqual({ en: 'In short', zh: '小结' });
  expect(withWords({ en: 'Summary', zh: '小结' }, 'en', '  ')).toEqual({ en: '小结', zh: '小结' });
  expect(withWords(first, 'zh', '')).toBeUndefined();
});
