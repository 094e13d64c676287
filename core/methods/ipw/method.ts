import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { foldsFor } from '../kit/propensity/spec.ts';
import { readAssignment } from '../kit/propensity/study.ts';
import { fitIpw, type IpwFit } from './fit.ts';
import { reportIpw } from './report.ts';
import { type IpwSpec, ipwSpec } from './spec.ts';
import { ipwText } from './text.ts';

export default defineMethod<IpwSpec, IpwFit>({
  id: 'ipw',
  revision: 1,
  kind: 'estimate',
  citation:
    'Hirano, Imbens & Ridder (2003), Econometrica 71(4), 1161–1189; Li, Morgan & Zaslavsky (2018), JASA 113, 390–400; Crump, Hotz, Imbens & Mitnik (2009), Biometrika 96, 187–199',
  spec: ipwSpec,
  text: ipwText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readAssignment(inputOf(inputs, 'frame'), spec, foldsFor(spec.folds, spec.learner))),
  fit: fitIpw,
  summarize: reportIpw,
});
