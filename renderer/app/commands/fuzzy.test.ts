import { expect, test } from 'vitest';
import { fuzzyScore, pinyinInitials } from './fuzzy.ts';

test('letters must appear in order', () => {
  expect(fuzzyScore('aln', 'Allocation')).not.toBeNull();
  expect(fuzzyScore('nla', 'Allocation')).toBeNull();
  expect(fuzzyScore('', 'Allocation')).not.toBeNull();
});

test('a word that starts with the letters comes before one that hides them', () => {
  const start = fuzzyScore('al', 'Allocation') ?? 0;
  expect(start).toBeGreaterThan(fuzzyScore('al', 'Journal') ?? 0);
  expect(fuzzyScore('gs', 'Go to Segment') ?? 0).toBeGreaterThan(fuzzyScore('gs', 'changes') ?? 0);
});

test('Chinese words are found by the initials of their pinyin', () => {
  expect(pinyinInitials('影子价格')).toBe('yzjg');
  expect(pinyinInitials('数据')).toBe('sj');
  expect(pinyinInitials('分群')).toBe('fq');
  expect(pinyinInitials('增量 (uplift)')).toBe('zl (uplift)');
});
