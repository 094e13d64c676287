import type { z } from 'zod';
import { gbdt, trainWithHistory } from '../../learners/trees/gbdt.ts';
import { gbdtSpec } from '../../learners/trees/gbdt-spec.ts';
import { modelMethod } from '../kit/models/model-method.ts';
import { modelOptions } from '../kit/models/spec.ts';
import { gbdtText } from './text.ts';
import { treeCurve } from './tree-curve.ts';

const spec = modelOptions.extend(gbdtSpec.shape);

export default modelMethod<z.infer<typeof spec>>({
  id: 'gbdt',
  revision: 1,
  citation: 'Friedman (2001), Ann. Stat. 29, 1189–1232; Ke et al. (2017), NeurIPS 30 (LightGBM)',
  spec,
  text: gbdtText,
  // A loss made for numbers, or for yes/no, settles the task.
  taskOf: ({ task, loss }) => (task !== 'auto' || loss === 'auto' ? task : loss === 'logistic' ? 'binary' : 'regression'),
  prepare: async (options, table, work) => {
    const matrix = await gbdt.prepare(table, options, work);
    return {
      ready: { learner: 'gbdt', spec: options, table, prepared: matrix },
      trainWatched: async (target, heldOut, part) => {
        // Early stopping must not choose the number of trees by the rows that judge: it holds out its own.
        const watched = options.earlyStopping > 0 ? undefined : heldOut;
        const { model, history } = await trainWithHistory(matrix, target, options, part, watched);
        return { model, curve: treeCurve(history, model.link, options.loss) };
      },
    };
  },
});
