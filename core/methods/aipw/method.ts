import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { readGroups } from '../kit/propensity/groups.ts';
import { foldsFor } from '../kit/propensity/spec.ts';
import { readAssignment } from '../kit/propensity/study.ts';
import { type AipwFit, fitAipw } from './fit.ts';
import { reportAipw } from './report.ts';
import { type AipwSpec, aipwSpec } from './spec.ts';
import { aipwText } from './text.ts';

export default defineMethod<AipwSpec, AipwFit>({
  id: 'aipw',
  revision: 1,
  kind: 'estimate',
  citation: 'Robins, Rotnitzky & Zhao (1994), JASA 89, 846–866; Chernozhukov et al. (2018), Econometrics Journal 21, C1–C68',
  spec: aipwSpec,
  text: aipwText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) =>
    problemsOf(() => {
      const frame = inputOf(inputs, 'frame');
      readAssignment(frame, spec, foldsFor(spec.folds, spec.learner, spec.propensityLearner));
      if (spec.group !== undefined) readGroups(frame, spec.group);
    }),
  fit: fitAipw,
  summarize: reportAipw,
});
