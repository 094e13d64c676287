import type { z } from 'zod';
import { designOf } from '../../learners/linear/design.ts';
import { fitLogistic } from '../../learners/linear/logistic.ts';
import { linearSpec } from '../../learners/linear/spec.ts';
import { modelMethod } from '../kit/models/model-method.ts';
import { modelOptions } from '../kit/models/spec.ts';
import { logisticText } from './text.ts';

const spec = modelOptions.omit({ task: true }).extend(linearSpec.shape);

export default modelMethod<z.infer<typeof spec>>({
  id: 'logistic',
  revision: 1,
  citation: 'McCullagh & Nelder (1989), Generalized Linear Models; Friedman, Hastie & Tibshirani (2010), J. Stat. Software 33(1)',
  spec,
  text: logisticText,
  taskOf: () => 'binary',
  prepare: async (options, table) => {
    const design = designOf(table);
    return {
      ready: { learner: 'logistic', spec: options, table, prepared: design },
      fitLine: (target, part) => fitLogistic(design, target, options, part),
    };
  },
});
