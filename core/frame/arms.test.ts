import { describe, expect, it } from 'vitest';
import { readArms } from './arms.ts';
import { booleanColumn, categoryColumn, makeFrame, numberColumn, takeRows } from './frame.ts';

const frame = makeFrame([
  ['offer', categoryColumn(['gold', 'none', null, 'gold', 'silver'])],
  ['w', numberColumn([1, 0, 1, 1, 0])],
  ['flag', booleanColumn([true, false, null, true, false])],
  ['amount', numberColumn([1.5, 2.5, 3.5, 4.5, 5.5])],
  ['only', categoryColumn(['a', 'a', 'a', 'a', 'a'])],
]);

describe('readArms', () => {
  it('puts the control first and counts rows', () => {
    const arms = readArms(frame, 'offer', 'silver');
    expect(arms.names).toEqual(['silver', 'gold', 'none']);
    expect([...arms.codes]).toEqual([1, 2, -1, 1, 0]);
    expect(arms.counts).toEqual([1, 2, 1]);
  });

  it('finds a control by its usual names, in numbers and yes/no columns as well', () => {
    expect(readArms(frame, 'offer').names[0]).toBe('none');
    expect(readArms(frame, 'w').names).toEqual(['0', '1']);
    expect(readArms(frame, 'flag').names).toEqual(['false', 'true']);
  });

  it('forgets arms that a segment has cut away', () => {
    const segment = takeRows(frame, Int32Array.from([0, 1, 3]));
    expect(readArms(segment, 'offer').names).toEqual(['none', 'gold']);
  });

  it.each([
    ['only', undefined, 'data/one-arm'],
    ['offer', 'bronze', 'data/arm-missing'],
    ['nowhere', undefined, 'data/unknown-column'],
    ['amount', undefined, 'data/arm-missing'],
  ])('refuses %s with control %s', (treatment, control, code) => {
    expect(() => readArms(frame, treatment, control)).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code }) }));
  });
});
