import { defineMethod } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { fitUpliftEvaluation, type UpliftEvaluationFit } from './fit.ts';
import { reportUpliftEvaluation } from './report.ts';
import { type UpliftEvaluationSpec, upliftEvaluationSpec } from './spec.ts';
import { readUpliftStudy } from './study.ts';
import { upliftEvaluationText } from './text.ts';

export default defineMethod<UpliftEvaluationSpec, UpliftEvaluationFit>({
  id: 'uplift-evaluation',
  revision: 2,
  kind: 'evaluate',
  citation:
    'Radcliffe (2007), Direct Marketing Analytics Journal 1, 14–21; Rzepakowski & Jaroszewicz (2012), Knowledge and Information Systems 32, 303–327; Yadlowsky, Fleming, Shah, Brunskill & Wager (2025), JASA 120(549); definitions as in scikit-uplift 0.5.1 and causalml 0.17.0',
  spec: upliftEvaluationSpec,
  text: upliftEvaluationText,
  takes: ['frame'],
  accepts: ['effects'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readUpliftStudy(spec, inputs)),
  fit: fitUpliftEvaluation,
  summarize: reportUpliftEvaluation,
});
