import type { ProjectState, StepView } from '../../../core/api/types.ts';

/** The column that holds the planted effect of an arm, where a step of the experiment says so and the table has it. */
export function truthColumn(project: ProjectState, step: StepView, arm: string): string | null {
  const revealing = project.document.steps.filter(({ method, from }) => method === 'reveal-truth' && from.includes(step.id));
  const columns = new Set(step.columns?.map(({ name }) => name));
  for (const { spec } of revealing) {
    const named = spec['truth'];
    const column: unknown = typeof named === 'object' && named !== null ? Object.entries(named).find(([name]) => name === arm)?.[1] : named;
    if (typeof column === 'string' && columns.has(column)) return column;
  }
  return null;
}

/** Every column that some step calls planted. */
export function truthColumns(project: ProjectState): ReadonlySet<string> {
  const named = project.document.steps.filter(({ method }) => method === 'reveal-truth').map(({ spec }) => spec['truth']);
  return new Set(named.flatMap((truth) => (typeof truth === 'object' && truth !== null ? Object.values(truth) : [truth])).map(String));
}

/** The mean planted effect of each tenth by estimated effect. */
export function truthSql(step: string, arm: string, column: string): string {
  const [table, effect, truth] = [step, `effect:${arm}`, column].map((name) => `"${name.replaceAll('"', '""')}"`);
  const ranked = `SELECT ${truth} AS planted, NTILE(10) OVER (ORDER BY ${effect}) AS tenth FROM ${table}`;
  return `SELECT tenth, AVG(planted) FROM (${ranked}) GROUP BY tenth ORDER BY tenth`;
}
