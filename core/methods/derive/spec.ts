import { z } from 'zod';
import { ROLES } from '../../frame/column.ts';

const expressionOption = z.string().min(1).meta({ pick: 'expression' });

/** By name, or as a list where a name needs it (a name that reads as a number would lose its place, `__proto__` itself). */
const columnsOption = z.union([
  z.record(z.string(), expressionOption),
  z.array(z.strictObject({ name: z.string().min(1), expression: expressionOption })),
]);

export const deriveSpec = z.strictObject({
  columns: columnsOption,
  roles: z.record(z.string(), z.enum(ROLES)).default({}),
});

export type DeriveSpec = z.infer<typeof deriveSpec>;
