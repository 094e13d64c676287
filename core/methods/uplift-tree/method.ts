import { defineMethod } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { effectsOfMeta, frameWithEffects } from '../kit/meta-learners/fit.ts';
import { fitUpliftTree, readUpliftTree, type UpliftTreeFit } from './fit.ts';
import { reportUpliftTree } from './report.ts';
import { type UpliftTreeSpec, upliftTreeSpec } from './spec.ts';
import { upliftTreeText } from './text.ts';

export default defineMethod<UpliftTreeSpec, UpliftTreeFit>({
  id: 'uplift-tree',
  revision: 1,
  kind: 'effect',
  citation:
    'Rzepakowski & Jaroszewicz (2012), Knowledge and Information Systems 32(2), 303–327; Hansotia & Rukstales (2002), Journal of Interactive Marketing 16(3); Athey & Imbens (2016), PNAS 113(27) (honesty)',
  spec: upliftTreeSpec,
  text: upliftTreeText,
  takes: ['frame'],
  gives: ['effects'],
  validate: (spec, inputs) => problemsOf(() => readUpliftTree(spec, inputs)),
  fit: fitUpliftTree,
  summarize: reportUpliftTree,
  apply: ({ meta }, _spec, inputs) => frameWithEffects(meta, inputs),
  effects: ({ meta }) => effectsOfMeta(meta),
});
