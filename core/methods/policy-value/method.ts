import { defineMethod } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { metaMemory } from '../kit/meta-learners/memory.ts';
import { fitPolicyValue, type PolicyValueFit, readPolicyStudy } from './fit.ts';
import { reportPolicyValue } from './report.ts';
import { type PolicyValueSpec, policyValueSpec } from './spec.ts';
import { policyValueText } from './text.ts';

export default defineMethod<PolicyValueSpec, PolicyValueFit>({
  id: 'policy-value',
  revision: 1,
  kind: 'evaluate',
  citation: 'Dudík, Langford & Li (2011), ICML, arXiv:1103.4601; Athey & Wager (2021), Econometrica 89(1), 133–161',
  spec: policyValueSpec,
  text: policyValueText,
  takes: ['frame'],
  accepts: ['plan', 'effects'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readPolicyStudy(spec, inputs)),
  fit: fitPolicyValue,
  summarize: reportPolicyValue,
  // Scores and costs by arm, and one more column of each rule.
  memory: (spec, inputs) => metaMemory(spec, inputs, { perFold: (armCount) => (3 * armCount) / spec.folds }),
});
