import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { effectsOfMeta, fitMeta, frameWithEffects, type MetaFit } from '../kit/meta-learners/fit.ts';
import { metaMemory } from '../kit/meta-learners/memory.ts';
import { reportMeta } from '../kit/meta-learners/report.ts';
import { type MetaSpec, metaSpec } from '../kit/meta-learners/spec.ts';
import { readMetaStudy } from '../kit/meta-learners/study.ts';
import { differences } from './math.ts';
import { tLearnerText } from './text.ts';

export default defineMethod<MetaSpec, MetaFit>({
  id: 't-learner',
  revision: 2,
  kind: 'effect',
  citation: 'Künzel, Sekhon, Bickel & Yu (2019), PNAS 116(10), 4156–4165',
  spec: metaSpec,
  text: tLearnerText,
  takes: ['frame'],
  gives: ['effects'],
  validate: (spec, inputs) => problemsOf(() => readMetaStudy(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitMeta('t-learner', spec, inputs, context, differences),
  summarize: reportMeta,
  apply: (fit, _spec, inputs) => frameWithEffects(fit, inputs),
  effects: effectsOfMeta,
  memory: (spec, inputs) => metaMemory(spec, inputs, { perFold: () => 0 }),
});
