import { z } from 'zod';
import { type LearnerChoice, learnerOption } from '../../../learners/catalog.ts';
import { isPenalized } from '../../../learners/linear/spec.ts';
import { alphaOption, columnOption, columnsOption, controlOption } from '../../options.ts';

/** The options that every method shares which leans on how likely each row was to be treated. */
export const assignmentOptions = z.strictObject({
  treatment: columnOption('treatment').optional(),
  control: controlOption,
  /** One arm to compare with the control; all of them without it. */
  arm: z.string().min(1).optional().meta({ pick: 'arm' }),
  outcome: columnOption('outcome').optional(),
  covariates: columnsOption('covariate').optional(),
  alpha: alphaOption,
});

export type AssignmentSpec = z.infer<typeof assignmentOptions>;

/** A learner of the catalog; logistic regression without a penalty unless another is named. */
export const propensityLearnerOption = learnerOption.unwrap().prefault({ learner: 'logistic' }).meta({ pick: 'learner' });

/** Absent: 1 for straight lines without a penalty, 5 for everything that could learn its own rows by heart. */
export const foldsOption = z.int().min(1).max(20).optional();

/** Whom the effect is averaged over. */
export type Estimand = 'ate' | 'att' | 'atc' | 'overlap';

/** Whether a learner is a straight line fitted by maximum likelihood, whose error has a closed form. */
export function isPlainLine(choice: LearnerChoice): boolean {
  return (choice.learner === 'logistic' || choice.learner === 'linear') && !isPenalized(choice);
}

const USUAL_FOLDS = 5;

/** The number of folds where none was asked for. */
export function foldsFor(asked: number | undefined, ...learners: readonly LearnerChoice[]): number {
  return asked ?? (learners.every(isPlainLine) ? 1 : USUAL_FOLDS);
}
