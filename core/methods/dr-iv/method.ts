import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { type DrIvFit, fitDrIv } from './fit.ts';
import { reportDrIv } from './report.ts';
import { type DrIvSpec, drIvSpec } from './spec.ts';
import { readDrIv } from './study.ts';
import { drIvText } from './text.ts';

export default defineMethod<DrIvSpec, DrIvFit>({
  id: 'dr-iv',
  revision: 1,
  kind: 'estimate',
  citation:
    'Chernozhukov, Chetverikov, Demirer, Duflo, Hansen, Newey & Robins (2018), Econometrics Journal 21(1), C1–C68, section 5.2; Fieller (1954), JRSS B 16(2)',
  spec: drIvSpec,
  text: drIvText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readDrIv(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitDrIv(readDrIv(inputOf(inputs, 'frame'), spec), spec, context),
  summarize: reportDrIv,
});
