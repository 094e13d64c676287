import type { z } from 'zod';
import { forestSpec } from '../../learners/trees/forest-spec.ts';
import { randomForest } from '../../learners/trees/random-forest.ts';
import { modelMethod } from '../model-method.ts';
import { modelOptions } from '../model-spec.ts';
import { randomForestText } from './text.ts';

const spec = modelOptions.extend(forestSpec.shape);

export default modelMethod<z.infer<typeof spec>>({
  id: 'random-forest',
  revision: 1,
  citation: 'Breiman (2001), Machine Learning 45, 5–32',
  spec,
  text: randomForestText,
  taskOf: ({ task }) => task,
  prepare: async (options, table, work) => {
    const matrix = await randomForest.prepare(table, options, work);
    return { train: async (target, part) => randomForest.train(matrix, target, options, part) };
  },
});
