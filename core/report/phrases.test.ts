import { expect, it } from 'vitest';
import { joinedPhrase, phraseOf, rowNameOf, withPhrasedHeads } from './phrases.ts';

const chinese = (words: string): string => phraseOf(words).zh;

it('a word of reports is said in Chinese, with what stands in brackets or after a comma', () => {
  expect(phraseOf('ATE')).toEqual({ en: 'ATE', zh: '平均处理效应 (ATE)' });
  expect(chinese('difference in means (CUPED)')).toBe('均值之差（CUPED）');
  expect(chinese('difference in means (unadjusted)')).toBe('均值之差（未校正）');
  expect(chinese('LATE (Wald, delta method)')).toBe('局部平均处理效应 (LATE)（Wald，delta 法）');
  expect(chinese('fitted less counterfactual, summed')).toBe('拟合值减反事实，合计');
});

it('names from the data stay as they are, alone and inside of a phrase', () => {
  expect(chinese('profit_90d')).toBe('profit_90d');
  expect(chinese('difference in means of $1 & co, everyone')).toBe('$1 & co 的均值之差，全体');
  expect(chinese('first stage on <b>x</b>')).toBe('对 <b>x</b> 的第一阶段');
  expect([rowNameOf('mean').zh, rowNameOf('(Intercept)').zh]).toEqual(['mean', '（截距）']);
  expect(joinedPhrase('profit', 'mail − none')).toEqual({ en: 'profit · mail − none', zh: 'profit · mail − none' });
});

it('heads are said in Chinese only where all of them are words of reports', () => {
  const heads = (...names: string[]) => withPhrasedHeads({ columns: names.map((name) => ({ name })), rows: [] }).columns;
  expect(heads('arm', 'low').map(({ label }) => label?.zh)).toEqual(['组别', '下限']);
  expect(heads('share', 'my column').map(({ label }) => label)).toEqual([undefined, undefined]);
});
