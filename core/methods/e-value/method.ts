import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { type EValueFit, fitEValue } from './fit.ts';
import { reportEValue } from './report.ts';
import { type EValueSpec, eValueSpec } from './spec.ts';
import { eValueText } from './text.ts';

export default defineMethod<EValueSpec, EValueFit>({
  id: 'e-value',
  revision: 1,
  kind: 'refute',
  citation: 'VanderWeele & Ding (2017), Ann. Intern. Med. 167, 268–274; Ding & VanderWeele (2016), Epidemiology 27, 368–377',
  spec: eValueSpec,
  text: eValueText,
  takes: ['frame'],
  gives: [],
  // The sums are one pass over two columns, so the checks are the fit itself.
  validate: (spec, inputs) => problemsOf(() => fitEValue(spec, inputOf(inputs, 'frame'))),
  fit: (spec, inputs, context) => {
    context.signal.throwIfAborted();
    return fitEValue(spec, inputOf(inputs, 'frame'));
  },
  summarize: reportEValue,
});
