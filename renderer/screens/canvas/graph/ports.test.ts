import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDraft, type ExperimentDocument } from '../../../../core/run/document.ts';
import { allMethods } from '../../../../test/support/method-infos.ts';
import { connect } from './edits.ts';
import { handedOn, readBy, refusal, wiresOf } from './ports.ts';

const methods = allMethods();
const draft = (steps: readonly (readonly [id: string, method: string, from: readonly string[]])[]): ExperimentDocument =>
  checkDraft({
    causeway: 1,
    name: 'x',
    seed: 7,
    data: { customers: { file: 'c.csv' } },
    steps: steps.map(([id, method, from]) => ({ id, method, from })),
  });
const thread = draft([
  ['segment', 'rule-segment', ['customers']],
  ['effects', 'x-learner', ['segment']],
  ['plan', 'mckp', ['effects']],
  ['loose', 'mckp', []],
]);
const why = (source: string, target: string) => refusal(thread, methods, source, target)?.en;

describe('a connection', () => {
  it('is legal where one side hands on what the other reads', () => {
    expect(refusal(thread, methods, 'effects', 'loose')).toBeNull();
    expect(refusal(thread, methods, 'customers', 'plan')).toBeNull();
  });

  it('is refused with its reason: to itself, into data, twice, in a circle, of things that do not fit', () => {
    expect(why('plan', 'plan')).toMatch(/itself/);
    expect(why('plan', 'customers')).toMatch(/come from a file/);
    expect(why('segment', 'effects')).toMatch(/connected already/);
    expect(why('effects', 'segment')).toMatch(/circle/);
    expect(why('plan', 'segment')).toMatch(/circle/);
    const models = checkDraft({ ...thread, data: { ...thread.data, net: { file: 'm.json', as: 'model' } } });
    expect(refusal(models, methods, 'net', 'segment')?.en).toMatch(/hands on model; the other one reads table/);
  });

  it('never leads to a circle, whatever is connected in whatever order', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const pair = fc.tuple(fc.constantFrom('customers', ...ids), fc.constantFrom(...ids));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 30 }), (tries) => {
        let document = draft(ids.map((id) => [id, 'profile', []]));
        for (const [source, target] of tries)
          if (refusal(document, methods, source, target) === null) document = connect(document, source, target).document;
        expect(inOrder(document)).toBe(true);
      }),
    );
  });

  it('is drawn at the most telling port, and also where it makes no sense, so that it can be removed', () => {
    expect(wiresOf(thread, methods)).toEqual([
      { source: 'customers', target: 'segment', kind: 'frame' },
      { source: 'segment', target: 'effects', kind: 'frame' },
      { source: 'effects', target: 'plan', kind: 'effects' },
    ]);
    expect(wiresOf(draft([['odd', 'no-such-method', ['customers']]]), methods)).toHaveLength(1);
  });
});

describe('ports', () => {
  it('exist for everything that any method reads and gives', () => {
    for (const [id, method] of methods) {
      expect(readBy(method)).toEqual(expect.arrayContaining([...method.takes, ...method.accepts]));
      expect(handedOn(draft([['step', id, []]]), methods, 'step')).toEqual(expect.arrayContaining(['frame', ...method.gives]));
    }
  });
});

/** Whether the steps can be put in an order in which each comes after what it reads. */
function inOrder({ steps }: ExperimentDocument): boolean {
  const done = new Set(['customers']);
  let left = [...steps];
  for (;;) {
    const next = left.filter(({ from }) => !from.every((name) => done.has(name)));
    if (next.length === 0) return true;
    if (next.length === left.length) return false;
    for (const { id } of left.filter((step) => !next.includes(step))) done.add(id);
    left = next;
  }
}
