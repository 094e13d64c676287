import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { effectsOfMeta, fitMeta, frameWithEffects, type MetaFit } from '../kit/meta-learners/fit.ts';
import { metaMemory } from '../kit/meta-learners/memory.ts';
import { reportMeta } from '../kit/meta-learners/report.ts';
import { type MetaSpec, metaSpec } from '../kit/meta-learners/spec.ts';
import { readMetaStudy } from '../kit/meta-learners/study.ts';
import { crossed } from './math.ts';
import { xLearnerText } from './text.ts';

export default defineMethod<MetaSpec, MetaFit>({
  id: 'x-learner',
  revision: 2,
  kind: 'effect',
  citation: 'Künzel, Sekhon, Bickel & Yu (2019), PNAS 116(10), 4156–4165',
  spec: metaSpec,
  text: xLearnerText,
  takes: ['frame'],
  gives: ['effects'],
  validate: (spec, inputs) => problemsOf(() => readMetaStudy(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitMeta('x-learner', spec, inputs, context, crossed),
  summarize: reportMeta,
  apply: (fit, _spec, inputs) => frameWithEffects(fit, inputs),
  effects: effectsOfMeta,
  // The counterfactual answers of either side (no row is asked about more than twice on average), and an array of imputed effects per arm.
  memory: (spec, inputs) => metaMemory(spec, inputs, { perFold: (armCount) => 2 + (armCount - 1) }),
});
