import { z } from 'zod';
import { inputProblem } from '../../base/problem.ts';
import type { Role } from '../../frame/column.ts';
import { type Frame, withRoles } from '../../frame/frame.ts';
import { defineMethod, type Inputs } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { summarizeQuery } from './report.ts';
import { requireSelect } from './statement.ts';
import { sqlText } from './text.ts';

const sqlSpec = z.strictObject({ query: z.string().min(1).meta({ pick: 'sql' }) });

export type SqlSpec = z.infer<typeof sqlSpec>;

export interface SqlFit {
  readonly result: Frame;
  /** Names that the query may use, with their rows. */
  readonly tables: readonly { readonly name: string; readonly rowCount: number }[];
}

/** The first table answers to this name as well, so that a query need not know where its data came from. */
const FIRST_TABLE = 'data';

export default defineMethod<SqlSpec, SqlFit>({
  id: 'sql',
  revision: 1,
  kind: 'describe',
  citation: 'SQLite 3, SELECT statement: lang_select.html.',
  spec: sqlSpec,
  text: sqlText,
  takes: ['frame'],
  gives: ['frame'],
  validate(spec, inputs) {
    const missing = inputProblem(
      'method/missing-input',
      'There is no table to query.',
      'Connect a dataset or a step that hands on a table.',
    );
    return [...(tablesOf(inputs).size === 0 ? [missing] : []), ...problemsOf(() => requireSelect(spec.query))];
  },
  async fit(spec, inputs, context) {
    requireSelect(spec.query);
    const tables = tablesOf(inputs);
    const result = await context.query(spec.query, tables);
    return { result: withKnownRoles(result, tables), tables: [...tables].map(([name, { rowCount }]) => ({ name, rowCount })) };
  },
  summarize: summarizeQuery,
  apply: (fit) => fit.result,
});

/** Every incoming table by the name of its source, and the first one as `data`. */
function tablesOf(inputs: Inputs): ReadonlyMap<string, Frame> {
  const named = inputs.sources.flatMap(({ name, values }) => (values.frame === undefined ? [] : [[name, values.frame] as const]));
  const tables = new Map(named);
  const [first] = named;
  if (first !== undefined && !tables.has(FIRST_TABLE)) tables.set(FIRST_TABLE, first[1]);
  return tables;
}

/** Columns that kept their name keep their role, as does the control where its treatment column is still there. */
function withKnownRoles(result: Frame, tables: ReadonlyMap<string, Frame>): Frame {
  const roles = new Map<string, Role>();
  let control: string | undefined;
  for (const table of tables.values()) {
    for (const [name, role] of table.roles) {
      if (!result.columns.has(name) || roles.has(name)) continue;
      roles.set(name, role);
      if (role === 'treatment') control ??= table.control;
    }
  }
  return withRoles({ rowCount: result.rowCount, columns: result.columns, roles }, roles, control);
}
