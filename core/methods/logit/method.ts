import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { fitLogit, type LogitFit, readLogit } from './fit.ts';
import { reportLogit } from './report.ts';
import { type LogitSpec, logitSpec } from './spec.ts';
import { logitText } from './text.ts';

export default defineMethod<LogitSpec, LogitFit>({
  id: 'logit',
  revision: 1,
  kind: 'estimate',
  citation: 'McCullagh & Nelder (1989), Generalized Linear Models; Albert & Anderson (1984), Biometrika 71(1); Greene (2012), section 17.3',
  spec: logitSpec,
  text: logitText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readLogit(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitLogit(spec, inputOf(inputs, 'frame'), context),
  summarize: reportLogit,
});
