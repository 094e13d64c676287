import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { fitRdd, type RddFit } from './fit.ts';
import { reportRdd } from './report.ts';
import { type RddSpec, rddSpec } from './spec.ts';
import { readStudy } from './study.ts';
import { rddText } from './text.ts';

export default defineMethod<RddSpec, RddFit>({
  id: 'rdd',
  revision: 1,
  kind: 'estimate',
  citation:
    'Calonico, Cattaneo & Titiunik (2014), Econometrica 82, 2295–2326; Calonico, Cattaneo, Farrell & Titiunik (2017), Stata Journal 17, 372–404; Cattaneo, Jansson & Ma (2020), JASA 115, 1449–1455 (density)',
  spec: rddSpec,
  text: rddText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readStudy(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitRdd(spec, inputOf(inputs, 'frame'), context),
  summarize: reportRdd,
});
