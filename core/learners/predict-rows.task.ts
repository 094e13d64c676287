import type { Task } from '../base/work.ts';
import type { FeatureTable, Model } from './model.ts';
import { predict } from './predict.ts';

/** A model and the table that it reads. */
export interface Asked {
  readonly model: Model;
  readonly table: FeatureTable;
}

/** Some rows, and the place on shared memory where their answers go. */
export interface RowBlock {
  readonly rows: Int32Array;
  readonly answers: Float64Array;
}

/** Answers one block of rows. */
export const predictBlock: Task<Asked, RowBlock, null> = {
  id: 'learners/predict-block',
  run({ model, table }, { rows, answers }) {
    answers.set(predict(model, table, rows));
    return null;
  },
};
