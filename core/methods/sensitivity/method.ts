import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { fitSensitivity, readSensitivity, type SensitivityFit } from './fit.ts';
import { reportSensitivity } from './report.ts';
import { type SensitivitySpec, sensitivitySpec } from './spec.ts';
import { sensitivityText } from './text.ts';

export default defineMethod<SensitivitySpec, SensitivityFit>({
  id: 'sensitivity',
  revision: 1,
  kind: 'refute',
  citation: 'Cinelli & Hazlett (2020), JRSS B 82, 39–67',
  spec: sensitivitySpec,
  text: sensitivityText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readSensitivity(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitSensitivity(spec, inputOf(inputs, 'frame'), context.signal),
  summarize: reportSensitivity,
});
