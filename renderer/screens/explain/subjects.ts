import type { ProjectState, StepView } from '../../../core/api/types.ts';

/** The explanations that the Whole screen draws its own way. Any other method of the stage is shown by the generic screen. */
export const OWN_METHODS = ['importance', 'shap', 'pdp-ice'] as const;

export type OwnMethod = (typeof OWN_METHODS)[number];

/** Something that can be explained: a step that gives a model or effects, or a model that was imported. */
export interface Subject {
  /** The name that explaining steps read from. */
  readonly id: string;
  readonly kind: 'model' | 'effects';
  /** Null for an imported model. */
  readonly step: StepView | null;
  readonly explanations: readonly StepView[];
}

/** Everything in the thread that can be explained, with what explains it already. */
export function subjectsOf(project: ProjectState): readonly Subject[] {
  const readers = (name: string): readonly StepView[] =>
    project.steps.filter(({ id, kind }) => kind === 'explain' && entryOf(project, id)?.from.includes(name) === true);
  const steps = project.steps.flatMap((step): Subject[] => {
    if (step.kind === 'explain') return [];
    const kind = step.gives.includes('effects') ? 'effects' : step.gives.includes('model') ? 'model' : null;
    return kind === null ? [] : [{ id: step.id, kind, step, explanations: readers(step.id) }];
  });
  const imported = Object.entries(project.document.data)
    .filter(([, entry]) => entry.as === 'model')
    .map(([id]): Subject => ({ id, kind: 'model', step: null, explanations: readers(id) }));
  return [...steps, ...imported];
}

/** The subject that a step is or explains; without such a step the first that is explained, else the first that is computed. */
export function subjectOf(subjects: readonly Subject[], step: string | undefined): Subject | undefined {
  const isAbout = ({ id, explanations }: Subject): boolean => id === step || explanations.some((each) => each.id === step);
  return subjects.find(isAbout) ?? subjects.find(({ explanations }) => explanations.length > 0) ?? subjects.find(isReady) ?? subjects[0];
}

/** Whether its answers are there to be explained. */
export function isReady({ step }: Subject): boolean {
  return step === null || isComputed(step);
}

export function isComputed({ fingerprint, state }: StepView): boolean {
  return fingerprint !== null && state !== 'missing' && state !== 'failed';
}

/** The explaining step of a method that is shown: the one that is asked for, else the first. */
export function explanationBy({ explanations }: Subject, method: OwnMethod, asked: string | undefined): StepView | undefined {
  const own = explanations.filter((step) => step.method === method);
  return own.find(({ id }) => id === asked) ?? own[0];
}

/** The step through which single customers are explained: the one that is asked for, else the SHAP step, else the subject itself. */
export function doorOf(subject: Subject, asked: string | undefined): string {
  const named = subject.explanations.find(({ id }) => id === asked);
  return named?.id ?? explanationBy(subject, 'shap', undefined)?.id ?? subject.step?.id ?? subject.explanations[0]?.id ?? subject.id;
}

/** Steps of the stage that explain none of the subjects, or by a method of their own. */
export function otherExplanations(project: ProjectState): readonly StepView[] {
  return project.steps.filter(({ kind, method }) => kind === 'explain' && !OWN_METHODS.some((own) => own === method));
}

function entryOf(project: ProjectState, id: string) {
  return project.document.steps.find((step) => step.id === id);
}
