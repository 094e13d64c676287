import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { type AbTestFit, fitAbTest } from './fit.ts';
import { reportAbTest } from './report.ts';
import { type AbTestSpec, abTestSpec } from './spec.ts';
import { readStudy } from './study.ts';
import { abTestText } from './text.ts';

export default defineMethod<AbTestSpec, AbTestFit>({
  id: 'ab-test',
  revision: 1,
  kind: 'estimate',
  citation:
    'Welch (1947), Biometrika 34, 28–35; Newcombe (1998), Stat. Med. 17, 873–890; Deng et al. (2013), WSDM (CUPED); Deng, Knoblich & Lu (2018), KDD (delta method); Fabijan et al. (2019), KDD (sample ratio)',
  spec: abTestSpec,
  text: abTestText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readStudy(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitAbTest(spec, inputOf(inputs, 'frame'), context),
  summarize: reportAbTest,
});
