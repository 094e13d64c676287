import type { z } from 'zod';
import type { Work } from '../../base/work.ts';
import type { Target } from '../../learners/learner.ts';
import type { LinearFit } from '../../learners/linear/coefficients.ts';
import { designOf } from '../../learners/linear/design.ts';
import { fitLeastSquares } from '../../learners/linear/least-squares.ts';
import { fitLogistic } from '../../learners/linear/logistic.ts';
import { linearSpec } from '../../learners/linear/spec.ts';
import { modelMethod } from '../kit/models/model-method.ts';
import { modelOptions } from '../kit/models/spec.ts';
import { linearText } from './text.ts';

const spec = modelOptions.extend(linearSpec.shape);

export default modelMethod<z.infer<typeof spec>>({
  id: 'linear',
  revision: 1,
  citation:
    'Hastie, Tibshirani & Friedman (2009), The Elements of Statistical Learning, ch. 3; Friedman, Hastie & Tibshirani (2010), J. Stat. Software 33(1)',
  spec,
  text: linearText,
  taskOf: ({ task }) => task,
  prepare: async (options, table) => {
    const design = designOf(table);
    const fitLine = (target: Target, part: Work): LinearFit =>
      target.task === 'binary' ? fitLogistic(design, target, options, part) : fitLeastSquares(design, target, options, part);
    return { ready: { learner: 'linear', spec: options, table, prepared: design }, fitLine };
  },
});
