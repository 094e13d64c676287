import { columnsWithRole, type Frame } from '../../../frame/frame.ts';
import type { Inputs } from '../../contract.ts';
import { findInput } from '../../inputs.ts';
import type { MetaSpec } from './spec.ts';

/** Trainings that may run side by side: pools have as many threads as the machine, and few machines have more. */
const MOST_AT_ONCE = 8;

/** Working memory of one training, per row that it learns from: scores, gradients, words, order and leaf of the row. */
const TRAINING_ROW_BYTES = 90;

/** The memory of the training before is given back some time after the next one has begun. */
const HELD_AT_ONCE = 2;

/** A node of a trained tree: ten numbers and flags. */
const NODE_BYTES = 64;

/** More values than this in the treatment column are not arms; the step will say so itself. */
const MOST_ARMS = 32;

/** What a meta-learner keeps in numbers (8 bytes) per row, beside what every one of them keeps. */
export interface ExtraNumbers {
  perFold(armCount: number): number;
}

/**
 * Bytes that a meta-learner will need besides its table; 0 when there is none yet. An upper bound for ordinary tables,
 * so that a run is refused before it starts rather than lost on the way.
 */
export function metaMemory(spec: MetaSpec, inputs: Inputs, extra: ExtraNumbers): number {
  const frame = findInput(inputs, 'frame');
  if (frame === undefined) return 0;
  const { rowCount } = frame;
  const armCount = armCountOf(frame, spec);
  const covariateCount = spec.covariates?.length ?? frame.columns.size;
  // Covariates as numbers and as bins; arm codes and outcomes.
  const reading = rowCount * (9 * covariateCount + 16);
  // Per fold every row stands in the list of its arm or is held out, twice while they are dealt.
  const dealing = rowCount * 4 * (2 + 2 * spec.folds);
  const estimated = spec.propensity === 'estimated' ? armCount - 1 : 0;
  const answers = rowCount * 8 * (armCount + estimated + spec.folds * (estimated + extra.perFold(armCount)));
  // Effects, outcomes and shares by arm as they are handed on, and sorted copies while they are averaged.
  const results = rowCount * 8 * (3 * armCount + 8);
  return reading + dealing + answers + results + trainingBytes(spec, rowCount, armCount, covariateCount);
}

function trainingBytes({ learner, folds }: MetaSpec, rowCount: number, armCount: number, covariateCount: number): number {
  const atOnce = Math.min(MOST_AT_ONCE, folds * armCount);
  const ownRows = Math.ceil(rowCount / armCount);
  const working = HELD_AT_ONCE * atOnce * ownRows * (2 * covariateCount + TRAINING_ROW_BYTES);
  if (learner.learner !== 'gbdt' && learner.learner !== 'random-forest') return working;
  const leaves = Math.min(learner.leaves, Math.ceil(ownRows / learner.minLeafRows));
  return working + atOnce * learner.trees * 2 * leaves * NODE_BYTES;
}

function armCountOf(frame: Frame, spec: MetaSpec): number {
  const name = spec.treatment ?? columnsWithRole(frame, 'treatment')[0];
  const column = name === undefined ? undefined : frame.columns.get(name);
  return column?.kind === 'category' ? Math.min(MOST_ARMS, Math.max(2, column.dictionary.length)) : 2;
}
