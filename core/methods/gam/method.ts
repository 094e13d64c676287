import { withColumns } from '../../frame/frame.ts';
import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { fitGamMethod, type GamMethodFit, memoryOfGam, readGamTask } from './fit.ts';
import { reportGam } from './report.ts';
import { type GamMethodSpec, gamMethodSpec } from './spec.ts';
import { gamText } from './text.ts';

export default defineMethod<GamMethodSpec, GamMethodFit>({
  id: 'gam',
  revision: 1,
  kind: 'model',
  citation:
    'Lou, Caruana & Gehrke (2012), KDD; Lou, Caruana, Gehrke & Hooker (2013), KDD; Nori, Jenkins, Koch & Caruana (2019), InterpretML',
  spec: gamMethodSpec,
  text: gamText,
  takes: ['frame'],
  gives: ['frame', 'model'],
  validate: (spec, inputs) => problemsOf(() => readGamTask(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitGamMethod(inputOf(inputs, 'frame'), spec, context),
  summarize: reportGam,
  apply: ({ fit }, spec, inputs) => withColumns(inputOf(inputs, 'frame'), [[spec.into, { kind: 'number', values: fit.prediction }]]),
  model: ({ fit }) => fit.model,
  memory: memoryOfGam,
});
