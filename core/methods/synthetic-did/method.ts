import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { fitSyntheticDid, type SyntheticDidFit } from './fit.ts';
import { reportSyntheticDid } from './report.ts';
import { type SyntheticDidSpec, syntheticDidSpec } from './spec.ts';
import { readStudy } from './study.ts';
import { syntheticDidText } from './text.ts';

export default defineMethod<SyntheticDidSpec, SyntheticDidFit>({
  id: 'synthetic-did',
  revision: 1,
  kind: 'estimate',
  citation: 'Arkhangelsky, Athey, Hirshberg, Imbens & Wager (2021), American Economic Review 111(12), 4088–4118',
  spec: syntheticDidSpec,
  text: syntheticDidText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readStudy(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitSyntheticDid(spec, inputOf(inputs, 'frame'), context),
  summarize: reportSyntheticDid,
});
