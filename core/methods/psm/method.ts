import { refuse } from '../../base/problem.ts';
import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { foldsFor } from '../kit/propensity/spec.ts';
import { readAssignment } from '../kit/propensity/study.ts';
import { fitPsm, frameWithMatches, type PsmFit } from './fit.ts';
import { readStrata } from './match.ts';
import { reportPsm } from './report.ts';
import { type PsmSpec, psmSpec } from './spec.ts';
import { psmText } from './text.ts';

export default defineMethod<PsmSpec, PsmFit>({
  id: 'psm',
  revision: 2,
  kind: 'estimate',
  citation:
    'Rosenbaum & Rubin (1983), Biometrika 70, 41–55; Rosenbaum (1989), JASA 84, 1024–1032; Abadie & Imbens (2006), Econometrica 74, 235–267',
  spec: psmSpec,
  text: psmText,
  takes: ['frame'],
  gives: ['frame'],
  validate: (spec, inputs) =>
    problemsOf(() => {
      const frame = inputOf(inputs, 'frame');
      if (spec.estimand === 'ate' && !spec.replacement) refuseSingleUse();
      if (spec.matching === 'optimal' && spec.replacement) refuseIdle();
      readAssignment(frame, spec, foldsFor(spec.folds, spec.learner));
      readStrata(frame, spec.exact);
    }),
  fit: fitPsm,
  summarize: reportPsm,
  apply: (fit, _spec, inputs) => frameWithMatches(fit, inputs),
});

function refuseSingleUse(): never {
  return refuse(
    'option/invalid',
    'The ATE matches both arms with each other; without replacement the smaller arm cannot serve everybody.',
    'Set replacement to true, or estimand to att or atc.',
    { option: 'replacement' },
  );
}

function refuseIdle(): never {
  return refuse(
    'option/invalid',
    'With replacement everybody gets the nearest partners already: there is nothing left for optimal matching.',
    'Set matching to nearest, or replacement to false.',
    { option: 'matching' },
  );
}
