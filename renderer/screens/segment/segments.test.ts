import { expect, it } from 'vitest';
import { verbatim } from '../../../core/base/text.ts';
import type { ExperimentDocument } from '../../../core/run/document.ts';
import { freeName, nameTrouble, sourcesFor, specWith, withCopy, withName, withoutSegment } from './segments.ts';

const document: ExperimentDocument = {
  causeway: 1,
  name: verbatim('x'),
  seed: 1,
  data: { people: { file: 'people.csv', as: 'table', roles: {}, import: {} } },
  steps: [
    { id: 'adults', method: 'rule-segment', from: ['people'], spec: { where: 'age >= 18', name: 'adult' } },
    { id: 'test', method: 'ab-test', from: ['adults'], spec: {} },
  ],
  report: { pages: [{ step: 'adults', blocks: ['reading'] }] },
};

it('a name is free, or gets a number; a bad one says why', () => {
  expect([freeName('test', document), freeName('new', document)]).toEqual(['test-2', 'new']);
  expect(['', 'a b', 'people', '客户'].map((name) => nameTrouble(name, document))).toEqual(['empty', 'letters', 'taken', null]);
});

it('what reads a segment follows its new name', () => {
  const renamed = withName(document, 'adults', 'grown');
  expect(renamed.steps.map(({ id, from }) => [id, ...from])).toEqual([
    ['grown', 'people'],
    ['test', 'grown'],
  ]);
  expect(renamed.report?.pages[0]?.step).toBe('grown');
});

it('what reads a segment that is deleted reads its source, and its pages are gone', () => {
  const less = withoutSegment(document, 'adults');
  expect(less.steps).toEqual([{ id: 'test', method: 'ab-test', from: ['people'], spec: {} }]);
  expect(less.report?.pages).toEqual([]);
});

it('a copy stands behind its original; nothing is made from what depends on it', () => {
  expect(withCopy(document, 'adults', 'more').steps.map(({ id }) => id)).toEqual(['adults', 'more', 'test']);
  expect(sourcesFor(document, 'adults', ['people', 'adults', 'test'])).toEqual(['people']);
});

it('a rule takes the place of a condition as text, and the other options stay', () => {
  expect(specWith({ where: 'a > 1', name: 'm' }, { rule: { column: 'a', is: 'present' } })).toEqual({
    name: 'm',
    rule: { column: 'a', is: 'present' },
  });
  expect(specWith({ where: 'a > 1', name: 'm' }, {})).toEqual({ name: 'm' });
});
