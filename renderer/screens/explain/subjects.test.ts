import { expect, test } from 'vitest';
import type { ProjectState, StepView } from '../../../core/api/types.ts';
import { verbatim } from '../../../core/base/text.ts';
import { addExplanations } from './add-explanations.ts';
import { doorOf, otherExplanations, type Subject, subjectOf, subjectsOf } from './subjects.ts';

const stepOf = (id: string, over: Partial<StepView>): StepView => ({
  id,
  method: id,
  kind: 'explain',
  title: verbatim(id),
  state: 'fresh',
  fingerprint: 'f',
  rowCount: 1,
  elapsedMs: 1,
  problem: null,
  digest: null,
  gives: [],
  columns: null,
  warnings: 0,
  ...over,
});

const project: ProjectState = {
  id: 'p',
  name: verbatim('p'),
  place: '',
  isReadOnly: false,
  document: {
    causeway: 1,
    name: verbatim('p'),
    seed: 1,
    data: {
      people: { file: 'people.csv', as: 'table', roles: {}, import: {} },
      booster: { file: 'b.txt', as: 'model', roles: {}, import: {} },
    },
    steps: [
      { id: 'effects', method: 'x-learner', from: ['people'], spec: {} },
      { id: 'trees', method: 'gbdt', from: ['people'], spec: { outcome: 'applied' } },
      { id: 'shap', method: 'shap', from: ['effects'], spec: {} },
      { id: 'layers', method: 'lice', from: ['effects'], spec: {} },
    ],
  },
  documentHash: 'h',
  datasets: [{ name: 'people', file: 'people.csv', rowCount: 9, columns: [], hash: 'h', rejectCount: 0 }],
  steps: [
    stepOf('effects', { method: 'x-learner', kind: 'effect', gives: ['effects'] }),
    stepOf('trees', { method: 'gbdt', kind: 'model', gives: ['model', 'frame'] }),
    stepOf('shap', {}),
    stepOf('layers', { method: 'lice' }),
  ],
  history: { entries: [], current: 0 },
  lastRun: null,
};

const subjects = subjectsOf(project);
const named = (id: string): Subject => {
  const found = subjects.find((subject) => subject.id === id);
  if (found === undefined) throw new Error(`${id} is no subject.`);
  return found;
};

test('models, effects and imported models can be explained; each knows what explains it', () => {
  expect(subjects.map(({ id, kind, explanations }) => [id, kind, explanations.map((step) => step.id)])).toEqual([
    ['effects', 'effects', ['shap', 'layers']],
    ['trees', 'model', []],
    ['booster', 'model', []],
  ]);
});

test('an address may name the subject or what explains it; customers are explained through SHAP where it is there', () => {
  expect(subjectOf(subjects, 'shap')?.id).toBe('effects');
  expect(subjectOf(subjects, 'trees')?.id).toBe('trees');
  expect(subjectOf(subjects, 'gone')?.id).toBe('effects');
  expect([doorOf(named('effects'), undefined), doorOf(named('effects'), 'layers'), doorOf(named('trees'), 'trees')]).toEqual([
    'shap',
    'layers',
    'trees',
  ]);
});

test('explanations by other methods are listed, whatever they are', () => {
  expect(otherExplanations(project).map(({ id }) => id)).toEqual(['layers']);
});

test('added explanations take free names, and judge a model by the outcome that it learnt', () => {
  const { document, steps } = addExplanations(project, named('trees'), ['importance', 'shap']);
  expect(steps).toEqual(['importance', 'shap-2']);
  expect(document.steps.slice(-2)).toEqual([
    { id: 'importance', method: 'importance', from: ['trees'], spec: { outcome: 'applied' } },
    { id: 'shap-2', method: 'shap', from: ['trees'], spec: {} },
  ]);
});

test('an imported model is explained on the first table', () => {
  expect(addExplanations(project, named('booster'), ['pdp-ice']).document.steps.at(-1)?.from).toEqual(['booster', 'people']);
});
