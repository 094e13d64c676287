import { refuse } from '../../base/problem.ts';
import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { layOut } from './design.ts';
import { fitIts, type ItsFit } from './fit.ts';
import { reportIts } from './report.ts';
import { errorsOf } from './segments.ts';
import { type ItsSpec, itsSpec } from './spec.ts';
import { readSeries } from './study.ts';
import { itsText } from './text.ts';

export default defineMethod<ItsSpec, ItsFit>({
  id: 'its',
  revision: 2,
  kind: 'estimate',
  citation:
    'Wagner, Soumerai, Zhang & Ross-Degnan (2002), J. Clin. Pharm. Ther. 27, 299–309; Lopez Bernal, Cummins & Gasparrini (2017), Int. J. Epidemiol. 46, 348–355',
  spec: itsSpec,
  text: itsText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) =>
    problemsOf(() => {
      const series = readSeries(inputOf(inputs, 'frame'), spec);
      if (errorsOf(spec) === 'arma' && spec.family !== 'gaussian')
        refuse('option/invalid', 'ARMA errors belong to a gaussian model.', 'Set errors to "model" or "hac".', { option: 'errors' });
      layOut(series, spec, series.start, series.outcome.length);
    }),
  fit: (spec, inputs, context) => fitIts(spec, inputOf(inputs, 'frame'), context),
  summarize: reportIts,
});
