import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { type AssumptionGraphFit, checkGraph, fitGraph, unknownControls } from './fit.ts';
import { reportGraph } from './report.ts';
import { type AssumptionGraphSpec, assumptionGraphSpec } from './spec.ts';
import { assumptionGraphText } from './text.ts';

export default defineMethod<AssumptionGraphSpec, AssumptionGraphFit>({
  id: 'assumption-graph',
  revision: 1,
  kind: 'design',
  citation:
    'Pearl (2009), Causality, 2nd ed.; van der Zander, Liśkiewicz & Textor (2014), UAI; Cinelli, Forney & Pearl (2022), Sociol. Methods Res. 53',
  spec: assumptionGraphSpec,
  text: assumptionGraphText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => {
    const frame = inputOf(inputs, 'frame');
    return [...problemsOf(() => checkGraph(spec, frame)), ...unknownControls(spec, frame)];
  },
  fit: (spec, inputs, context) => fitGraph(spec, inputOf(inputs, 'frame'), context),
  summarize: reportGraph,
});
