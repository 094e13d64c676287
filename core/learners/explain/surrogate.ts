import { refuse } from '../../base/problem.ts';
import type { Work } from '../../base/work.ts';
import { trainLearner } from '../catalog.ts';
import { explainedShare } from '../evaluation/losses.ts';
import type { Measured } from '../evaluation/measured.ts';
import { splitRows } from '../folds.ts';
import type { FeatureTable, Model } from '../model.ts';
import { predict } from '../predict.ts';
import { gbdtSpec } from '../trees/gbdt-spec.ts';

/** A model that stands in for answers whose own model cannot be explained. */
export interface Surrogate {
  readonly model: Model;
  /** R² of the stand-in on rows that it was not trained on. */
  readonly fidelity: Measured;
}

/** Share of the rows that judge the stand-in. */
const HELD_OUT_SHARE = 0.2;

/** Below this the stand-in's reasons are hardly those of the answers. */
export const FAITHFUL = 0.8;

/**
 * Learns boosted trees on someone else's answers and says on held-out rows how well they repeat them.
 *
 * @param answers one number a row of the table
 * @throws data/constant when the answers do not vary; data/too-few-rows
 * @see Craven & Shavlik (1996), NIPS 8 (fidelity of a surrogate)
 */
export async function learnSurrogate(table: FeatureTable, answers: Float64Array, what: string, work: Work): Promise<Surrogate> {
  if (table.rowCount < FEWEST_ROWS) {
    refuse('data/too-few-rows', `${table.rowCount} rows are too few to learn what drives ${what}.`, `Use at least ${FEWEST_ROWS} rows.`);
  }
  const first = answers[0] as number;
  if (answers.every((answer) => answer === first)) {
    refuse(
      'data/constant',
      `${what} is ${first} for every row; there is nothing to explain.`,
      'Explain something that differs between rows.',
    );
  }
  const { train, heldOut } = splitRows(table.rowCount, HELD_OUT_SHARE, work.rng.fork('surrogate'));
  const choice = { learner: 'gbdt' as const, ...gbdtSpec.parse({ trees: 200 }) };
  const model = await trainLearner(choice, table, { task: 'regression', values: answers, rows: train }, work);
  const actual = Float64Array.from(heldOut, (row) => answers[row] as number);
  return { model, fidelity: explainedShare({ predicted: predict(model, table, heldOut), actual }, 0.95) };
}

/** Fewer rows leave a handful to judge by. */
const FEWEST_ROWS = 50;
