import type { ZodType } from 'zod';
import type { Problem } from '../../../base/problem.ts';
import type { Work } from '../../../base/work.ts';
import { withColumns } from '../../../frame/frame.ts';
import type { LearningTask } from '../../../learners/learner.ts';
import type { FeatureTable } from '../../../learners/model.ts';
import { defineMethod, type Inputs, type Method, type MethodText } from '../../contract.ts';
import { findInput, inputOf, problemsOf } from '../../inputs.ts';
import { fitModel, type ModelFit } from './fit.ts';
import { reportModel } from './report.ts';
import type { ModelOptions } from './spec.ts';
import { readModelTask } from './task.ts';
import type { Trainer } from './trainer.ts';

/** What makes one model method different from the others. */
export interface ModelMethodParts<Spec extends ModelOptions> {
  readonly id: string;
  readonly revision: number;
  readonly citation: string;
  readonly spec: ZodType<Spec>;
  readonly text: MethodText;
  /** What these options are bound to predict; "auto" lets the outcome decide. */
  taskOf(spec: Spec): 'auto' | LearningTask;
  prepare(spec: Spec, table: FeatureTable, work: Work): Promise<Trainer>;
}

/** A method of kind `model`: trains a learner, judges it on held-out rows, hands on the model and honest predictions. */
export function modelMethod<Spec extends ModelOptions>(parts: ModelMethodParts<Spec>): Method<Spec, ModelFit> {
  return defineMethod<Spec, ModelFit>({
    id: parts.id,
    revision: parts.revision,
    kind: 'model',
    citation: parts.citation,
    spec: parts.spec,
    text: parts.text,
    takes: ['frame'],
    gives: ['frame', 'model'],
    validate: (spec, inputs): Problem[] => problemsOf(() => readModelTask(inputOf(inputs, 'frame'), spec, parts.taskOf(spec))),
    fit: (spec, inputs, context) =>
      fitModel(
        inputOf(inputs, 'frame'),
        spec,
        { task: parts.taskOf(spec), prepare: (table, work) => parts.prepare(spec, table, work) },
        context,
      ),
    summarize: (fit, spec) => reportModel(parts.id, fit, spec.alpha),
    apply: (fit, spec, inputs) => withColumns(inputOf(inputs, 'frame'), [[spec.into, { kind: 'number', values: fit.prediction }]]),
    model: (fit) => fit.model,
    memory: (spec, inputs) => memoryOf(spec, inputs),
  });
}

/** Working arrays a row: outcome, prediction, scores, gradients, orders (about 12 numbers), and one more column per covariate. */
function memoryOf(spec: ModelOptions, inputs: Inputs): number {
  const frame = findInput(inputs, 'frame');
  return frame === undefined ? 0 : frame.rowCount * 8 * (12 + (spec.covariates?.length ?? frame.columns.size));
}
