import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { fitOls, type OlsFit, readOls } from './fit.ts';
import { reportOls } from './report.ts';
import { type OlsSpec, olsSpec } from './spec.ts';
import { olsText } from './text.ts';

export default defineMethod<OlsSpec, OlsFit>({
  id: 'ols',
  revision: 2,
  kind: 'estimate',
  citation:
    'White (1980), Econometrica 48(4); MacKinnon & White (1985), J. Econometrics 29; Cameron, Gelbach & Miller (2011), JBES 29(2); Lin (2013), Ann. Appl. Stat. 7(1)',
  spec: olsSpec,
  text: olsText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readOls(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitOls(spec, inputOf(inputs, 'frame'), context),
  summarize: reportOls,
});
