import { columnsWithRole } from '../../frame/frame.ts';
import type { Inputs } from '../contract.ts';
import { findInput } from '../inputs.ts';
import { metaMemory } from '../kit/meta-learners/memory.ts';
import type { CausalForestSpec } from './spec.ts';

/** More values than this in the treatment column are not arms; the step will say so itself. */
const MOST_ARMS = 32;

/** A node of a tree: four words. */
const NODE_BYTES = 16;

/** Threads that grow trees at the same time; few machines have more. */
const MOST_AT_ONCE = 8;

/** Bytes that the forest will need besides its table; 0 when there is none yet. An upper bound for ordinary tables. */
export function forestMemory(spec: CausalForestSpec, inputs: Inputs): number {
  const frame = findInput(inputs, 'frame');
  if (frame === undefined) return 0;
  const { rowCount } = frame;
  const treatment = spec.treatment ?? columnsWithRole(frame, 'treatment')[0];
  const column = treatment === undefined ? undefined : frame.columns.get(treatment);
  const levels = spec.treatmentAs === 'arms' && column?.kind === 'category' ? column.dictionary.length : 2;
  const d = Math.max(1, Math.min(MOST_ARMS, levels) - 1);
  const covariates = spec.covariates?.length ?? frame.columns.size;
  const grown = rowCount * spec.sampleShare;
  // A leaf keeps the smallest number of rows of every arm, but honest rows may leave some empty.
  const leaves = Math.max(1, grown / (Math.max(1, spec.minLeafRows) * (d + 1)));
  const moments = 8 * (1 + 3 * d + d * d);
  const tree = leaves * (2 * NODE_BYTES + moments) + rowCount / 8;
  const room = MOST_AT_ONCE * (grown * (covariates + 8 * (4 + 4 * d)) + 512 * spec.trees * 4);
  const centred = rowCount * (covariates + 8 * (4 + 6 * d));
  return metaMemory(spec, inputs, { perFold: () => 2 }) + spec.trees * tree + room + centred;
}
