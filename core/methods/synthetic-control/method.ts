import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { fitSyntheticControl, type SyntheticControlFit } from './fit.ts';
import { reportSyntheticControl } from './report.ts';
import { type SyntheticControlSpec, syntheticControlSpec } from './spec.ts';
import { readStudy } from './study.ts';
import { syntheticControlText } from './text.ts';

export default defineMethod<SyntheticControlSpec, SyntheticControlFit>({
  id: 'synthetic-control',
  revision: 2,
  kind: 'estimate',
  citation: 'Abadie, Diamond & Hainmueller (2010), JASA 105, 493–505; (2015), Am. J. Political Science 59, 495–510',
  spec: syntheticControlSpec,
  text: syntheticControlText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readStudy(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitSyntheticControl(spec, inputOf(inputs, 'frame'), context),
  summarize: reportSyntheticControl,
});
