import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../core/base/problem.ts';
import { lineAndColumn, parseText, stretchOf } from './document-text.ts';

const document = {
  causeway: 1,
  data: { 'odd "name"': { file: 'd.csv' } },
  steps: [
    { id: 'a', method: 'profile', from: ['d'], spec: { alpha: 1 } },
    { id: 'b (2)', method: 'profile', from: ['a'], spec: { alpha: 2 } },
  ],
};
const text = JSON.stringify(document, null, 2);
const problem = (where: Problem['where']): Problem => ({ kind: 'input', code: 'option/invalid', message: '', ...(where && { where }) });
const marked = (where: Problem['where']): string => {
  const at = stretchOf(text, problem(where));
  return at === null ? '' : `${lineAndColumn(text, at.from).line}: ${text.slice(at.from, at.to)}`;
};

describe('a document as text', () => {
  it('is read as JSON, or says where it stops being JSON', () => {
    expect(parseText(text)).toEqual({ isGood: true, document });
    const broken = parseText('{\n  "a": 1,,\n}');
    expect(broken.isGood ? null : lineAndColumn('{\n  "a": 1,,\n}', broken.at.from)).toEqual({ line: 2, column: 10 });
    for (const odd of ['', '{', '"', '{"a":'])
      expect(parseText(odd)).toMatchObject({ isGood: false, at: { from: Math.max(0, odd.length - 1) } });
  });

  it('shows the place of a problem: the option in its own step, else the step, else the dataset', () => {
    expect(marked({ step: 'b (2)', option: 'alpha' })).toBe('26: "alpha":');
    expect(marked({ step: 'b (2)', option: 'beta.gamma' })).toBe('20: "id": "b (2)"');
    expect(marked({ step: 'a' })).toMatch(/"id": "a"$/);
    expect(marked({ dataset: 'odd "name"' })).toBe('4: "odd \\"name\\""');
    expect(marked({ step: 'nobody' })).toBe('');
    expect(marked(undefined)).toBe('');
  });
});
