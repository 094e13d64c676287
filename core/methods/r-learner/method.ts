import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { effectsOfMeta, fitMeta, frameWithEffects, type MetaFit } from '../kit/meta-learners/fit.ts';
import { metaMemory } from '../kit/meta-learners/memory.ts';
import { reportMeta } from '../kit/meta-learners/report.ts';
import { type ResidualSpec, residualSpec } from '../kit/meta-learners/residual-spec.ts';
import { readMetaStudy } from '../kit/meta-learners/study.ts';
import { residualised } from './math.ts';
import { rLearnerText } from './text.ts';

export default defineMethod<ResidualSpec, MetaFit>({
  id: 'r-learner',
  revision: 1,
  kind: 'effect',
  citation: 'Nie & Wager (2021), Biometrika 108(2), 299–319',
  spec: residualSpec,
  text: rLearnerText,
  takes: ['frame'],
  gives: ['effects'],
  validate: (spec, inputs) => problemsOf(() => readMetaStudy(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitMeta('r-learner', spec, inputs, context, residualised(spec)),
  summarize: reportMeta,
  apply: (fit, _spec, inputs) => frameWithEffects(fit, inputs),
  effects: (fit, spec) => ({ ...effectsOfMeta(fit), isCrossFitted: fit.folds > 1 && spec.finalStage === 'by-fold' }),
  // Means of each arm with the control, and once a measurement with its weight per arm.
  memory: (spec, inputs) => metaMemory(spec, inputs, { perFold: (armCount) => 3 * (armCount - 1) }),
});
