import { z } from 'zod';
import { columnOption, columnsOption, controlOption } from '../options.ts';

const count = z.number().int().min(0);
const money = z.number().min(0);
const perOption = <Value extends z.ZodType>(value: Value) => z.record(z.string().min(1), value);

/** A cost or an eligibility in the form of a column, or one entry per option. */
const costOption = z.union([z.string().min(1), money, perOption(z.union([money, z.string().min(1)]))]);
const eligibilityOption = z.union([z.string().min(1), perOption(z.string().min(1))]);

export const mckpSpec = z.strictObject({
  budget: money.optional().meta({ unit: 'money' }),
  cost: costOption.optional().meta({ pick: 'column', role: 'cost' }),
  valuePerUnit: z.number().gt(0).default(1).meta({ unit: 'money per unit of outcome' }),
  minRoi: z.number().min(0).optional().meta({ unit: 'value per unit of cost' }),
  stock: perOption(count).optional(),
  floors: perOption(count).optional(),
  maxTreated: count.optional(),
  eligibility: eligibilityOption.optional().meta({ pick: 'column', role: 'covariate' }),
  group: columnOption('covariate').optional(),
  groupCaps: perOption(count).optional(),
  groupFloors: perOption(count).optional(),
  values: columnsOption('outcome').optional(),
  customer: columnOption('id').optional(),
  option: columnOption('treatment').optional(),
  value: columnOption('outcome').optional(),
  control: controlOption,
  name: z.string().min(1).default('offer'),
  searchNodes: z.number().int().min(0).max(10_000_000).default(200_000),
});

export type MckpSpec = z.infer<typeof mckpSpec>;
