import type { z } from 'zod';
import { forestSpec } from '../../learners/trees/forest-spec.ts';
import { randomForest, trainForestOutOfBag } from '../../learners/trees/random-forest.ts';
import { modelMethod } from '../kit/models/model-method.ts';
import { modelOptions } from '../kit/models/spec.ts';
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
    // Without sampling every tree draws every row, and no tree could answer for one that it has not seen.
    const hasBag = options.bootstrap || options.rowShare < 1;
    return {
      ready: { learner: 'random-forest', spec: options, table, prepared: matrix },
      trainOutOfBag: async (target, part) => {
        if (!hasBag) return { model: await randomForest.train(matrix, target, options, part), outOfBag: undefined };
        const { model, outOfBag } = await trainForestOutOfBag(matrix, target, options, part);
        return { model, outOfBag: outOfBag.some(Number.isNaN) ? undefined : outOfBag };
      },
    };
  },
});
