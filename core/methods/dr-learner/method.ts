import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { effectsOfMeta, fitMeta, frameWithEffects, type MetaFit } from '../kit/meta-learners/fit.ts';
import { metaMemory } from '../kit/meta-learners/memory.ts';
import { reportMeta } from '../kit/meta-learners/report.ts';
import { type ResidualSpec, residualSpec } from '../kit/meta-learners/residual-spec.ts';
import { readMetaStudy } from '../kit/meta-learners/study.ts';
import { doublyRobust } from './math.ts';
import { drLearnerText } from './text.ts';

export default defineMethod<ResidualSpec, MetaFit>({
  id: 'dr-learner',
  revision: 1,
  kind: 'effect',
  citation: 'Kennedy (2023), Electronic Journal of Statistics 17(2), 3008–3049',
  spec: residualSpec,
  text: drLearnerText,
  takes: ['frame'],
  gives: ['effects'],
  validate: (spec, inputs) => problemsOf(() => readMetaStudy(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitMeta('dr-learner', spec, inputs, context, doublyRobust(spec)),
  summarize: reportMeta,
  apply: (fit, _spec, inputs) => frameWithEffects(fit, inputs),
  effects: (fit, spec) => ({ ...effectsOfMeta(fit), isCrossFitted: fit.folds > 1 && spec.finalStage === 'by-fold' }),
  // One score per arm.
  memory: (spec, inputs) => metaMemory(spec, inputs, { perFold: (armCount) => 2 * (armCount - 1) }),
});
