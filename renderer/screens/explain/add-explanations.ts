import type { ProjectState } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import type { ExperimentDocument, StepEntry } from '../../../core/run/document.ts';
import { explained } from '../../text/explain.ts';
import type { Subject } from './subjects.ts';

export interface AddedExplanations {
  readonly document: ExperimentDocument;
  readonly label: Text;
  /** The new steps, to be run. */
  readonly steps: readonly string[];
}

/** The document with a step for each method that explains the subject. */
export function addExplanations(project: ProjectState, subject: Subject, methods: readonly string[]): AddedExplanations {
  const { document } = project;
  const taken = new Set([...Object.keys(document.data), ...document.steps.map(({ id }) => id)]);
  const steps = methods.map((method): StepEntry => {
    const id = freeName(method, taken);
    taken.add(id);
    return { id, method, from: inputsOf(project, subject), spec: specOf(project, subject, method) };
  });
  return {
    document: { ...document, steps: [...document.steps, ...steps] },
    label: explained(
      subject.id,
      steps.map(({ id }) => id),
    ),
    steps: steps.map(({ id }) => id),
  };
}

/** A model that was imported knows no rows: it is explained on the first table. */
function inputsOf({ datasets }: ProjectState, subject: Subject): readonly string[] {
  const table = datasets.find(({ name, rowCount }) => name !== subject.id && rowCount > 0);
  return subject.step === null && table !== undefined ? [subject.id, table.name] : [subject.id];
}

/** A model is judged by the outcome that it was trained on, where it names one. */
function specOf({ document }: ProjectState, { id, kind }: Subject, method: string): StepEntry['spec'] {
  const outcome = document.steps.find((step) => step.id === id)?.spec['outcome'];
  return method === 'importance' && kind === 'model' && typeof outcome === 'string' ? { outcome } : {};
}

function freeName(method: string, taken: ReadonlySet<string>): string {
  if (!taken.has(method)) return method;
  let count = 2;
  while (taken.has(`${method}-${count}`)) count++;
  return `${method}-${count}`;
}
