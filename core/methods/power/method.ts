import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { fitPower, type PowerFit, readPlan } from './fit.ts';
import { reportPower } from './report.ts';
import { type PowerSpec, powerSpec } from './spec.ts';
import { powerText } from './text.ts';

export default defineMethod<PowerSpec, PowerFit>({
  id: 'power',
  revision: 1,
  kind: 'design',
  citation:
    'Cohen (1988), Statistical Power Analysis; Fleiss, Levin & Paik (2003), ch. 4; Deng et al. (2013), WSDM (CUPED); Eldridge, Ashby & Kerry (2006), IJE 35, 1292–1300 (clusters); Holm (1979)',
  spec: powerSpec,
  text: powerText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readPlan(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitPower(spec, inputOf(inputs, 'frame'), context),
  summarize: reportPower,
});
