import { describe, expect, it } from 'vitest';
import { checkDraft } from '../../../../core/run/document.ts';
import { addStep, copySteps, disconnect, duplicate, nameTrouble, paste, removeSteps, rename } from './edits.ts';

const document = checkDraft({
  causeway: 1,
  name: 'x',
  seed: 7,
  data: { customers: { file: 'c.csv' } },
  steps: [
    { id: 'segment', method: 'rule-segment', from: ['customers'] },
    { id: 'effects', method: 'x-learner', from: ['segment'], spec: { arm: 'call' } },
  ],
  report: { pages: [{ step: 'effects', blocks: ['reading'] }] },
});
const stepsOf = (edit: { readonly document: typeof document } | undefined) => edit?.document.steps.map(({ id, from }) => [id, ...from]);

describe('edits', () => {
  it('add a step under a free name and leave the document that they were made from alone', () => {
    const once = addStep(document, 'mckp', ['effects']);
    expect(stepsOf(once)?.at(-1)).toEqual(['mckp', 'effects']);
    expect(stepsOf(addStep(once.document, 'mckp', []))?.at(-1)).toEqual(['mckp-2']);
    expect(document.steps).toHaveLength(2);
  });

  it('remove steps together with the connections to them', () => {
    expect(stepsOf(removeSteps(document, new Set(['segment'])))).toEqual([['effects']]);
    expect(stepsOf(disconnect(document, 'customers', 'segment'))?.[0]).toEqual(['segment']);
  });

  it('rename a step everywhere: in connections and in the report', () => {
    const edit = rename(document, 'effects', 'uplift');
    expect(stepsOf(edit)?.[1]).toEqual(['uplift', 'segment']);
    expect(edit.document.report?.pages[0]?.step).toBe('uplift');
    expect(stepsOf(rename(document, 'segment', 'young'))?.[1]).toEqual(['effects', 'young']);
  });

  it('refuse names that are taken or cannot be one', () => {
    expect(nameTrouble(document, 'effects', 'effects')).toBeNull();
    expect(nameTrouble(document, 'effects', '增量')).toBeNull();
    expect(nameTrouble(document, 'effects', 'segment')?.en).toMatch(/Something else/);
    expect(nameTrouble(document, 'effects', 'customers')?.en).toMatch(/Something else/);
    for (const bad of ['', '../x', 'a b', '\u202Ex', 'x'.repeat(81)]) expect(nameTrouble(document, 'effects', bad)?.en).toMatch(/letters/);
  });

  it('copy steps that read from each other as their originals do', () => {
    const both = new Set(['segment', 'effects']);
    expect(stepsOf(duplicate(document, both))?.slice(2)).toEqual([
      ['segment-2', 'customers'],
      ['effects-2', 'segment-2'],
    ]);
    const pasted = paste(document, copySteps(document, new Set(['effects'])));
    expect(stepsOf(pasted)?.at(-1)).toEqual(['effects-2', 'segment']);
    expect(pasted?.document.steps.at(-1)?.spec).toEqual({ arm: 'call' });
  });

  it('paste nothing from a clipboard that holds something else', () => {
    const odd = ['', 'hello', 'null', '[]', '{"steps":[]}', '{"steps":[{"id":"../x","method":"m","from":[],"spec":{}}]}', '{"steps":[1]}'];
    for (const words of odd) expect(paste(document, words)).toBeUndefined();
  });

  it('forget sources that are not here when steps come from another project', () => {
    const foreign = '{"steps":[{"id":"a","method":"profile","from":["elsewhere","customers"],"spec":{}}]}';
    expect(stepsOf(paste(document, foreign))?.at(-1)).toEqual(['a', 'customers']);
  });
});
