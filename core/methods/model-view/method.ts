import { numberColumn, withColumns } from '../../frame/frame.ts';
import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { fitModelView, type ModelViewFit, readModelView } from './fit.ts';
import { reportModelView } from './report.ts';
import { type ModelViewSpec, modelViewSpec } from './spec.ts';
import { modelViewText } from './text.ts';

export default defineMethod<ModelViewSpec, ModelViewFit>({
  id: 'model-view',
  revision: 1,
  kind: 'explain',
  citation: 'Breiman et al. (1984), Classification and Regression Trees; Goodfellow, Bengio & Courville (2016), Deep Learning, ch. 6',
  spec: modelViewSpec,
  text: modelViewText,
  takes: ['model', 'frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readModelView(spec, inputs)),
  fit: fitModelView,
  summarize: reportModelView,
  apply: ({ leaf }, _spec, inputs) => {
    const frame = inputOf(inputs, 'frame');
    return leaf.length === 0 ? frame : withColumns(frame, [['tree_leaf', numberColumn(leaf)]]);
  },
  memory: ({ rows }, inputs) => {
    const frame = inputOf(inputs, 'frame');
    return 8 * (frame.rowCount * frame.columns.size + rows * 300);
  },
});
