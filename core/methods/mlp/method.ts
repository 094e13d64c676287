import type { z } from 'zod';
import { networkSpec } from '../../learners/network/spec.ts';
import { modelMethod } from '../kit/models/model-method.ts';
import { modelOptions } from '../kit/models/spec.ts';
import { mlpText } from './text.ts';

const spec = modelOptions.extend(networkSpec.shape);

export default modelMethod<z.infer<typeof spec>>({
  id: 'mlp',
  revision: 1,
  citation: 'Goodfellow, Bengio & Courville (2016), Deep Learning, ch. 6–8; Kingma & Ba (2015), ICLR (Adam)',
  spec,
  text: mlpText,
  taskOf: ({ task }) => task,
  prepare: async (options, table) => ({ ready: { learner: 'mlp', spec: options, table, prepared: table } }),
});
