import { refuse } from '../../../base/problem.ts';
import { type Rng, shuffle } from '../../../base/rng.ts';
import type { Work } from '../../../base/work.ts';
import { type Effects, effectsOfArm } from '../../../frame/effects.ts';
import type { Frame } from '../../../frame/frame.ts';
import { isAdditive } from '../../../learners/explain/explain-model.ts';
import { learnSurrogate } from '../../../learners/explain/surrogate.ts';
import { bindFeatures, describeFeatures } from '../../../learners/features.ts';
import { allRows } from '../../../learners/folds.ts';
import type { FeatureTable, Link, Model } from '../../../learners/model.ts';
import { predictSpread } from '../../../learners/train-many.ts';
import type { Inputs } from '../../contract.ts';
import { columnsFor, effectsWithFrame, findInput, inputOf } from '../../inputs.ts';

/** What an explanation may be asked about: a model's answers, or the effects of one arm. */
export interface SubjectChoice {
  readonly arm?: string | undefined;
  readonly covariates?: readonly string[] | undefined;
}

/** What is to be explained, found among the inputs but not yet worked on. */
export type SubjectSource =
  | { readonly kind: 'model'; readonly model: Model; readonly frame: Frame }
  | {
      readonly kind: 'effects';
      readonly effects: Effects;
      readonly frame: Frame;
      readonly arm: number;
      readonly covariates: readonly string[];
    };

/** What the report says about what was explained; structured-cloneable. */
export interface SubjectFacts {
  readonly kind: 'model' | 'effects';
  /** For effects. */
  readonly arm?: string;
  readonly control?: string;
  readonly outcome?: string;
  /** Link of the model whose raw answers are explained. */
  readonly link: Link;
  /** R² on held-out rows of the stand-in, where one had to be learnt; null when it cannot be told. */
  readonly fidelity?: { readonly value: number | null; readonly interval: readonly [number, number] | null };
}

/** A model with the columns that it reads: ready to be explained. */
export interface Subject {
  readonly model: Model;
  readonly table: FeatureTable;
  /** n answers that are being explained, on the outcome's scale: predictions, or one arm's effects. */
  readonly answers: Float64Array;
  readonly facts: SubjectFacts;
}

/**
 * Finds what to explain: the effects when an arm is named or no model comes in, otherwise the model.
 *
 * @throws method/missing-input, data/empty, data/arm-missing, data/unknown-column, data/wrong-kind, option/invalid
 */
export function findSubject(inputs: Inputs, choice: SubjectChoice): SubjectSource {
  const model = findInput(inputs, 'model');
  const effects = findInput(inputs, 'effects');
  if (model === undefined && effects === undefined) {
    return refuse(
      'method/missing-input',
      'There is neither a model nor effects to explain.',
      'Connect a step that gives a model or effects.',
    );
  }
  if (model !== undefined && (choice.arm === undefined || effects === undefined)) {
    const frame = inputOf(inputs, 'frame');
    requireRows(frame);
    if (model.features.length === 0) refuse('model/unsupported', 'This model reads no columns.', 'Train it on at least one column.');
    bindFeatures(frame, model.features);
    return { kind: 'model', model, frame };
  }
  return findEffects(inputs, choice);
}

function findEffects(inputs: Inputs, choice: SubjectChoice): SubjectSource {
  const { effects, frame } = effectsWithFrame(inputs);
  requireRows(frame);
  const arm = choice.arm === undefined ? 0 : effects.arms.indexOf(choice.arm);
  if (arm < 0)
    refuse('data/arm-missing', `There are no effects of "${choice.arm}".`, `Arms here: ${effects.arms.join(', ')}.`, { option: 'arm' });
  const covariates = columnsFor(frame, 'covariate', choice.covariates, 'covariates');
  if (covariates.length === 0) {
    refuse(
      'option/invalid',
      'No column has the role covariate, so there is nothing to explain the effects by.',
      'Set covariates to the columns to explain by.',
      {
        option: 'covariates',
      },
    );
  }
  return { kind: 'effects', effects, frame, arm, covariates };
}

function requireRows(frame: Frame): void {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows to explain.', 'Widen the segment, or choose another table.');
}

/** The answers to be explained, with the columns to explain them by. */
export type Asked = Omit<Subject, 'model'>;

/** Reads columns and answers, without any model for them: predictions, or one arm's effects. */
export async function readAnswers(source: SubjectSource, work: Work): Promise<Asked> {
  if (source.kind === 'model') {
    const table = bindFeatures(source.frame, source.model.features);
    const answers = await predictSpread({ model: source.model, table }, allRows(table.rowCount), work);
    return { table, answers, facts: { kind: 'model', link: source.model.link } };
  }
  const { effects, frame, arm, covariates } = source;
  const table = bindFeatures(frame, describeFeatures(frame, covariates));
  const names = { arm: effects.arms[arm] ?? '', control: effects.control, outcome: effects.outcome };
  return { table, answers: effectsOfArm(effects, arm), facts: { kind: 'effects', link: 'identity', ...names } };
}

/**
 * Makes the subject explainable. Effects, and models whose answers add up on no scale (`needsSum`), are learnt by a
 * stand-in first.
 *
 * @throws data/constant, data/too-few-rows when no stand-in can be learnt
 */
export async function prepareSubject(source: SubjectSource, needsSum: boolean, work: Work): Promise<Subject> {
  const asked = await readAnswers(source, work);
  if (source.kind === 'effects') return withSurrogate(asked, `the effect of ${asked.facts.arm}`, work);
  if (!needsSum || isAdditive(source.model)) return { model: source.model, ...asked };
  return withSurrogate(asked, 'the prediction', work);
}

async function withSurrogate({ table, answers, facts }: Asked, what: string, work: Work): Promise<Subject> {
  const { model, fidelity } = await learnSurrogate(table, answers, what, work);
  const isKnown = Number.isFinite(fidelity.value) && fidelity.interval.every(Number.isFinite);
  const stated = isKnown ? { value: fidelity.value, interval: fidelity.interval } : { value: null, interval: null };
  return { model, table, answers, facts: { ...facts, link: 'identity', fidelity: stated } };
}

/** Up to `most` rows out of n, drawn at random and put in order. */
export function sampleRows(rowCount: number, most: number, rng: Rng): Int32Array {
  if (rowCount <= most) return allRows(rowCount);
  return shuffle(allRows(rowCount), rng).slice(0, most).sort();
}
