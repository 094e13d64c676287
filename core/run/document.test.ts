import { describe, expect, it } from 'vitest';
import { checkDocument, parseDocument } from './document.ts';
import { orderSteps } from './graph.ts';

const base = { causeway: 1, name: 'Test', seed: 1, data: { rows: { file: 'rows.csv' } } };
const step = (id: string, from: readonly string[]) => ({ id, method: 'profile', from });
const codeOf = (act: () => unknown): unknown => {
  try {
    act();
    return 'no problem';
  } catch (error) {
    return (error as { problem: { code: string } }).problem.code;
  }
};

describe('the experiment document', () => {
  it('fills in what may be left out', () => {
    const document = checkDocument({ ...base, steps: [step('a', ['rows'])] });
    expect(document.data['rows']).toEqual({ file: 'rows.csv', as: 'table', roles: {}, import: {} });
    expect(document.name).toEqual({ en: 'Test', zh: 'Test' });
  });

  it.each([
    ['not JSON', '{"causeway": 1,'],
    ['a newer version', JSON.stringify({ ...base, causeway: 2, steps: [step('a', ['rows'])] })],
    ['no steps', JSON.stringify({ ...base, steps: [] })],
    ['an unknown key', JSON.stringify({ ...base, stepz: [], steps: [step('a', ['rows'])] })],
    ['an id that is a path', JSON.stringify({ ...base, steps: [step('../a', ['rows'])] })],
    ['an unknown role', JSON.stringify({ ...base, data: { rows: { file: 'x', roles: { a: 'boss' } } }, steps: [step('a', ['rows'])] })],
  ])('refuses %s', (_, source) => {
    expect(codeOf(() => parseDocument(source, 'x.json'))).toBe('document/broken');
  });

  it('keeps the pages of a report through JSON, and is the same as before where there are none', () => {
    const plain = checkDocument({ ...base, steps: [step('a', ['rows'])] });
    expect(Object.keys(plain)).toEqual(['causeway', 'name', 'seed', 'data', 'steps']);
    const report = {
      title: { en: 'For the board', zh: '董事会报告' },
      pages: [
        { blocks: [], title: { en: 'Summary', zh: '小结' }, notes: { en: 'Agreed.', zh: '已同意。' } },
        { step: 'a', blocks: ['reading', 'figure'], caption: { en: 'See', zh: '请看' } },
      ],
    };
    const planned = checkDocument({ ...plain, report });
    expect(planned.report).toEqual(report);
    expect(checkDocument(JSON.parse(JSON.stringify(planned)))).toEqual(planned);
    expect(codeOf(() => checkDocument({ ...plain, report: { pages: [{ step: 'a', blocks: [] }] } }))).toBe('document/broken');
    expect(codeOf(() => checkDocument({ ...plain, report: { pages: [{ blocks: ['reading'] }] } }))).toBe('document/broken');
    expect(codeOf(() => checkDocument({ ...plain, report: { pages: [{ step: 'a', blocks: ['x'], colour: 'red' }] } }))).toBe(
      'document/broken',
    );
  });

  it('orders steps after what they read from, and otherwise as they are written', () => {
    const document = checkDocument({
      ...base,
      steps: [step('c', ['b']), step('a', ['rows']), step('b', ['a', 'rows']), step('d', ['rows'])],
    });
    expect(orderSteps(document).map((entry) => entry.id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each([
    ['document/cycle', [step('a', ['b']), step('b', ['a'])]],
    ['document/cycle', [step('a', ['a'])]],
    ['document/unknown-input', [step('a', ['nowhere'])]],
    ['document/duplicate-step', [step('a', ['rows']), step('a', ['rows'])]],
    ['document/duplicate-step', [step('rows', ['rows'])]],
  ])('answers %s', (code, steps) => {
    expect(codeOf(() => orderSteps(checkDocument({ ...base, steps })))).toBe(code);
  });
});
