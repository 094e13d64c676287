import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { effectsOfMeta, fitMeta, frameWithEffects, type MetaFit } from '../kit/meta-learners/fit.ts';
import { metaMemory } from '../kit/meta-learners/memory.ts';
import { reportMeta } from '../kit/meta-learners/report.ts';
import { type MetaSpec, metaSpec } from '../kit/meta-learners/spec.ts';
import { readMetaStudy } from '../kit/meta-learners/study.ts';
import { single } from './math.ts';
import { sLearnerText } from './text.ts';

export default defineMethod<MetaSpec, MetaFit>({
  id: 's-learner',
  revision: 1,
  kind: 'effect',
  citation: 'Künzel, Sekhon, Bickel & Yu (2019), PNAS 116(10), 4156–4165',
  spec: metaSpec,
  text: sLearnerText,
  takes: ['frame'],
  gives: ['effects'],
  validate: (spec, inputs) => problemsOf(() => readMetaStudy(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitMeta('s-learner', spec, inputs, context, single),
  summarize: reportMeta,
  apply: (fit, _spec, inputs) => frameWithEffects(fit, inputs),
  effects: effectsOfMeta,
  // The arm as a column, once as it was and once per arm.
  memory: (spec, inputs) => metaMemory(spec, inputs, { perFold: (armCount) => (1 + armCount) / spec.folds }),
});
