import { withColumns } from '../../frame/frame.ts';
import { defineMethod } from '../contract.ts';
import { effectsWithFrame, findInput, inputOf, problemsOf } from '../inputs.ts';
import { metaMemory } from '../kit/meta-learners/memory.ts';
import { fitPolicyTree, type PolicyTreeFit } from './fit.ts';
import { reportPolicyTree } from './report.ts';
import { type PolicyTreeSpec, policyTreeSpec } from './spec.ts';
import { readPolicyStudy } from './study.ts';
import { policyTreeText } from './text.ts';

export default defineMethod<PolicyTreeSpec, PolicyTreeFit>({
  id: 'policy-tree',
  revision: 2,
  kind: 'decide',
  citation:
    'Athey & Wager (2021), Econometrica 89(1), 133–161; Zhou, Athey & Wager (2023), Operations Research 71(1), 148–183; Sverdrup, Kanodia, Zhou, Athey & Wager (2020), JOSS 5(50), 2232',
  spec: policyTreeSpec,
  text: policyTreeText,
  takes: ['frame'],
  accepts: ['effects'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readPolicyStudy(spec, inputs)),
  fit: fitPolicyTree,
  summarize: reportPolicyTree,
  apply: (fit, _spec, inputs) => {
    const frame = findInput(inputs, 'effects') === undefined ? inputOf(inputs, 'frame') : effectsWithFrame(inputs).frame;
    return withColumns(frame, [
      ['policy', { kind: 'category', codes: fit.choice, dictionary: fit.arms }],
      ['policy rule', { kind: 'category', codes: fit.leaf, dictionary: fit.rules.map((_, at) => `rule ${at + 1}`) }],
    ]);
  },
  // Scores, rewards and costs by arm, and a byte per row and column.
  memory: (spec, inputs) => metaMemory(spec, inputs, { perFold: (armCount) => (5 * armCount) / spec.folds }),
});
