import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { fitUnobserved, readUnobserved, type UnobservedFit } from './fit.ts';
import { reportUnobserved } from './report.ts';
import { type UnobservedSpec, unobservedSpec } from './spec.ts';
import { unobservedText } from './text.ts';

export default defineMethod<UnobservedSpec, UnobservedFit>({
  id: 'unobserved-common-cause',
  revision: 1,
  kind: 'refute',
  citation: 'Cinelli & Hazlett (2020), J. R. Stat. Soc. B 82(1), 39–67; Sharma & Kiciman (2020), DoWhy, arXiv:2011.04216',
  spec: unobservedSpec,
  text: unobservedText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readUnobserved(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitUnobserved(spec, inputOf(inputs, 'frame'), context),
  summarize: reportUnobserved,
});
