import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { type DeepIvFit, fitDeepIv } from './fit.ts';
import { reportDeepIv } from './report.ts';
import { type DeepIvSpec, deepIvSpec } from './spec.ts';
import { readDeepIv } from './study.ts';
import { deepIvText } from './text.ts';

export default defineMethod<DeepIvSpec, DeepIvFit>({
  id: 'deep-iv',
  revision: 1,
  kind: 'estimate',
  citation:
    'Hartford, Lewis, Leyton-Brown & Taddy (2017), Deep IV, ICML 70, 1414–1423; Newey & Powell (2003), Econometrica 71(5), 1565–1578; Bishop (1994), Mixture Density Networks',
  spec: deepIvSpec,
  text: deepIvText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readDeepIv(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitDeepIv(readDeepIv(inputOf(inputs, 'frame'), spec), spec, context),
  summarize: reportDeepIv,
});
