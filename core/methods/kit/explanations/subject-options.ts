import { z } from 'zod';
import { text } from '../../../base/text.ts';
import type { MethodText } from '../../contract.ts';
import { columnsOption } from '../../options.ts';

/** Options of what is explained: a model, or one arm's effects by some columns. */
export const subjectOptions = {
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  covariates: columnsOption('covariate').optional(),
};

/** What the form says about them. */
export const SUBJECT_OPTION_TEXTS: MethodText['options'] = {
  arm: {
    label: text('Arm', '组别'),
    help: text('Explain the effects of this arm instead of the model.', '解释该组的效应，而不是模型。'),
  },
  covariates: {
    label: text('Explain by', '用于解释的列'),
    help: text('Columns that effects are explained by; the covariates without it.', '用哪些列来解释效应；留空则使用全部协变量。'),
  },
};
