import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { type Facts, readFacts } from './facts.ts';
import { reportMap } from './report.ts';
import { type MethodMapSpec, methodMapSpec } from './spec.ts';
import { methodMapText } from './text.ts';

export default defineMethod<MethodMapSpec, Facts>({
  id: 'method-map',
  revision: 1,
  kind: 'design',
  citation: 'Imbens & Rubin (2015), Causal Inference; Cunningham (2021), Causal Inference: The Mixtape',
  spec: methodMapSpec,
  text: methodMapText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readFacts(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs) => readFacts(inputOf(inputs, 'frame'), spec),
  summarize: reportMap,
});
