import { describe, expect, it } from 'vitest';
import { METHODS } from '../../../../core/methods/registry.generated.ts';
import { allMethods } from '../../../../test/support/method-infos.ts';
import { STAGES, stageOf } from '../../../app/stages.ts';
import { groupMethods } from './palette.ts';

const methods = allMethods();
const idsIn = (query: string) => groupMethods(methods.values(), query).flatMap((group) => group.methods.map(({ id }) => id));

describe('the palette', () => {
  it('has every method of the engine once, under a stage', () => {
    expect([...idsIn('')].sort()).toEqual(Object.keys(METHODS).sort());
    for (const { stage, methods: members } of groupMethods(methods.values(), ''))
      for (const { kind } of members) expect(stageOf(kind)).toBe(stage);
  });

  it('keeps the stages in the order of the work', () => {
    const places = groupMethods(methods.values(), '').map(({ stage }) => STAGES.indexOf(stage));
    expect(places).toEqual([...places].sort((left, right) => left - right));
  });

  it('finds by id, by either language and by the initials of pinyin, and says so when nothing fits', () => {
    expect(idsIn('x-learner')).toContain('x-learner');
    expect(idsIn('segment by rule')).toContain('rule-segment');
    expect(idsIn('规则分群')).toContain('rule-segment');
    expect(idsIn('gzfq')).toContain('rule-segment');
    expect(idsIn('qqqqzzzz')).toEqual([]);
  });
});
