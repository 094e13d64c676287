import { defineMethod, type Inputs } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { effectsOfMeta, fitMeta, frameWithEffects, type MetaFit } from '../kit/meta-learners/fit.ts';
import { reportMeta } from '../kit/meta-learners/report.ts';
import type { MetaSpec } from '../kit/meta-learners/spec.ts';
import { readMetaStudy } from '../kit/meta-learners/study.ts';
import { asMetaSpec, requireShares } from '../kit/uplift-trees/prepare.ts';
import { upliftForest } from './forest.ts';
import { type UpliftForestSpec, upliftForestSpec } from './spec.ts';
import { upliftForestText } from './text.ts';

export default defineMethod<UpliftForestSpec, MetaFit>({
  id: 'uplift-forest',
  revision: 1,
  kind: 'effect',
  citation:
    'Rzepakowski & Jaroszewicz (2012), Knowledge and Information Systems 32(2), 303–327; Sołtys, Jaroszewicz & Rzepakowski (2015), Data Mining and Knowledge Discovery 29(6); Zhao, Fang & Simchi-Levi (2017), SDM (contextual treatment selection)',
  spec: upliftForestSpec,
  text: upliftForestText,
  takes: ['frame'],
  gives: ['effects'],
  validate: (spec, inputs) => problemsOf(() => checked(spec, inputs)),
  fit: (spec, inputs, context) => {
    checked(spec, inputs);
    return fitMeta('uplift-forest', asMeta(spec), inputs, context, upliftForest(spec));
  },
  summarize: (fit, spec) => reportMeta(fit, asMeta(spec)),
  apply: (fit, _spec, inputs) => frameWithEffects(fit, inputs),
  effects: effectsOfMeta,
});

/** The kit's options: a test by lot, whose learner is a forest of uplift trees. */
function asMeta(spec: UpliftForestSpec): MetaSpec {
  return asMetaSpec(spec, spec.trees);
}

function checked(spec: UpliftForestSpec, inputs: Inputs): void {
  requireShares(readMetaStudy(inputOf(inputs, 'frame'), asMeta(spec)), spec.criterion);
}
