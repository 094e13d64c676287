import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { fitLate, type LateFit } from './fit.ts';
import { reportLate } from './report.ts';
import { type LateSpec, lateSpec } from './spec.ts';
import { readLate } from './study.ts';
import { lateText } from './text.ts';

export default defineMethod<LateSpec, LateFit>({
  id: 'late',
  revision: 1,
  kind: 'estimate',
  citation: 'Imbens & Angrist (1994), Econometrica 62; Abadie (2003), J. Econometrics 113; Anderson & Rubin (1949), Ann. Math. Stat. 20',
  spec: lateSpec,
  text: lateText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readLate(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitLate(readLate(inputOf(inputs, 'frame'), spec), spec, context),
  summarize: reportLate,
});
