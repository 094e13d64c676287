import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { type DidFit, fitDid } from './fit.ts';
import { reportDid } from './report.ts';
import { type DidSpec, didSpec } from './spec.ts';
import { readStudy } from './study.ts';
import { didText } from './text.ts';

export default defineMethod<DidSpec, DidFit>({
  id: 'did',
  revision: 1,
  kind: 'estimate',
  citation:
    'Card & Krueger (1994), AER 84(4); Bertrand, Duflo & Mullainathan (2004), QJE 119(1); Goodman-Bacon (2021), J. Econometrics 225(2)',
  spec: didSpec,
  text: didText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readStudy(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitDid(spec, inputOf(inputs, 'frame'), context),
  summarize: reportDid,
});
