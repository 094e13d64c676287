import { refuse } from '../../base/problem.ts';
import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { type DidStaggeredFit, fitDidStaggered } from './fit.ts';
import { reportDidStaggered } from './report.ts';
import { type DidStaggeredSpec, didStaggeredSpec } from './spec.ts';
import { readStudy } from './study.ts';
import { didStaggeredText } from './text.ts';

export default defineMethod<DidStaggeredSpec, DidStaggeredFit>({
  id: 'did-staggered',
  revision: 1,
  kind: 'estimate',
  citation:
    'Callaway & Sant’Anna (2021), J. Econometrics 225(2), 200–230; Sant’Anna & Zhao (2020), J. Econometrics 219, 101–122; Borusyak, Jaravel & Spiess (2024), Rev. Econ. Stud. 91(6)',
  spec: didStaggeredSpec,
  text: didStaggeredText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) =>
    problemsOf(() => {
      const { cohorts, lastPeriod } = readStudy(inputOf(inputs, 'frame'), spec);
      if (cohorts.some((start) => start > spec.anticipation && start <= lastPeriod)) return;
      refuse(
        'data/too-few-rows',
        'No cohort has a period before its reaction and one after its start.',
        'Lower anticipation, or add earlier periods.',
        {
          option: 'anticipation',
        },
      );
    }),
  fit: (spec, inputs, context) => fitDidStaggered(spec, inputOf(inputs, 'frame'), context),
  summarize: reportDidStaggered,
});
