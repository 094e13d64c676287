import { refuse } from '../../base/problem.ts';
import { type Text, text, verbatim } from '../../base/text.ts';
import { columnsWithRole } from '../../frame/frame.ts';
import type { LearningTask } from '../../learners/learner.ts';
import { formatNumber } from '../../report/format.ts';
import { columnFor, problemsOf } from '../inputs.ts';
import type { SubjectSource } from '../kit/explanations/subject.ts';
import { type OutcomeColumn, readOutcome } from '../outcome.ts';
import type { InTreesSpec } from './spec.ts';

/** What rules are measured against, known before the model has answered. */
export interface TargetSource {
  readonly task: LearningTask;
  /** The outcome column; without it the model's own answers or decisions. */
  readonly outcome?: { readonly name: string; readonly values: Float64Array };
  /** Words for 0 and 1. */
  readonly classes: readonly [Text, Text];
}

/**
 * Chooses the target. Yes/no outcomes and models of probabilities make classes of it, everything else stays a number.
 *
 * @throws as `columnFor` and `readOutcome`; option/invalid where the outcome asked for does not fit what is explained
 */
export function readTarget(spec: InTreesSpec, source: SubjectSource): TargetSource {
  const isProbability = source.kind === 'model' && source.model.link === 'logit';
  const own: TargetSource = { task: isProbability ? 'binary' : 'regression', classes: sidesOf(spec.threshold) };
  if (spec.target === 'model') return own;
  if (source.kind === 'effects') {
    if (spec.target === 'auto') return own;
    return refuse('option/invalid', 'Rules of effects are measured against the effects; no column holds them.', 'Set target to model.', {
      option: 'target',
    });
  }
  const { frame } = source;
  if (spec.target === 'auto' && spec.outcome === undefined) {
    const [name, ...others] = columnsWithRole(frame, 'outcome');
    if (name === undefined || others.length > 0 || problemsOf(() => readOutcome(frame, name)).length > 0) return own;
    const column = readOutcome(frame, name);
    return fits(column, isProbability) ? withOutcome(name, column) : own;
  }
  const name = columnFor(frame, 'outcome', spec.outcome);
  const column = readOutcome(frame, name);
  if (fits(column, isProbability)) return withOutcome(name, column);
  return refuse('option/invalid', `The model answers with a probability, and "${name}" is not yes or no.`, 'Set target to model.', {
    option: 'outcome',
    column: name,
  });
}

function fits({ task, values }: OutcomeColumn, isProbability: boolean): boolean {
  return values.some((value) => !Number.isNaN(value)) && (task === 'binary' || !isProbability);
}

function withOutcome(name: string, { task, values, positive = '1', negative = '0' }: OutcomeColumn): TargetSource {
  return { task, outcome: { name, values }, classes: [verbatim(negative), verbatim(positive)] };
}

function sidesOf(threshold: number): readonly [Text, Text] {
  const [en, zh] = [formatNumber(threshold, 'en'), formatNumber(threshold, 'zh')];
  return [text(`below ${en}`, `低于 ${zh}`), text(`at or above ${en}`, `不低于 ${zh}`)];
}
