import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { type DmlFit, effectsOfDml, fitDml } from './fit.ts';
import { reportDml } from './report.ts';
import { type DmlSpec, dmlSpec } from './spec.ts';
import { readDml } from './study.ts';
import { dmlText } from './text.ts';

export default defineMethod<DmlSpec, DmlFit>({
  id: 'dml',
  revision: 1,
  kind: 'estimate',
  citation:
    'Chernozhukov, Chetverikov, Demirer, Duflo, Hansen, Newey & Robins (2018), Econometrics Journal 21(1), C1–C68; Chernozhukov, Cinelli, Newey, Sharma & Syrgkanis (2022), NBER WP 30302',
  spec: dmlSpec,
  text: dmlText,
  takes: ['frame'],
  gives: ['effects'],
  validate: (spec, inputs) => problemsOf(() => readDml(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitDml(readDml(inputOf(inputs, 'frame'), spec), spec, context),
  summarize: reportDml,
  effects: (fit) => effectsOfDml(fit),
});
