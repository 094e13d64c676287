import type { ColumnInfo, ProjectState, StepView } from '../../../core/api/types.ts';

/** The columns that a step's pickers offer: of its first input, be it a dataset or a step; of the dataset behind a step that has not run. */
export function columnsFor(project: ProjectState, step: StepView): readonly ColumnInfo[] {
  return columnsOf(project, firstInput(project, step.id), new Set());
}

function columnsOf(project: ProjectState, name: string | undefined, seen: Set<string>): readonly ColumnInfo[] {
  if (name === undefined || seen.has(name)) return [];
  seen.add(name);
  const dataset = project.datasets.find((candidate) => candidate.name === name);
  if (dataset !== undefined) return dataset.columns;
  const source = project.steps.find(({ id }) => id === name);
  return source?.columns ?? columnsOf(project, firstInput(project, name), seen);
}

function firstInput(project: ProjectState, step: string): string | undefined {
  return project.document.steps.find(({ id }) => id === step)?.from[0];
}
