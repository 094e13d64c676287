import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tidyCsv } from '../../../test/support/csv.ts';
import { sharedFile } from '../../../test/support/reference.ts';
import { workHere } from '../../../test/support/work.ts';
import { learnerOption, trainLearner } from '../../learners/catalog.ts';
import { areaUnderRoc } from '../../learners/evaluation/auc.ts';
import { logLoss } from '../../learners/evaluation/losses.ts';
import { bindFeatures, describeFeatures } from '../../learners/features.ts';
import { allRows } from '../../learners/folds.ts';
import { predict } from '../../learners/predict.ts';
import { readOutcome } from '../outcome.ts';

interface Golden {
  readonly file: string;
  readonly outcome: string;
  readonly positive: string | number;
  readonly drop: readonly string[];
  readonly heldOut: number;
  readonly auc: number;
  readonly logLoss: number;
}

const { results } = JSON.parse(readFileSync(new URL('golden/lightgbm_auc.json', import.meta.url), 'utf8')) as {
  results: Readonly<Record<string, Golden>>;
};

describe('held-out answers beside LightGBM 4.7.0 (golden/lightgbm_auc.json)', () => {
  for (const [name, golden] of Object.entries(results)) {
    const path = sharedFile(`data/${golden.file}`);
    it.skipIf(path === undefined)(`are as good on ${name}, with the same settings and rows`, async () => {
      const frame = tidyCsv(path ?? '');
      const names = [...frame.columns.keys()].filter((column) => column !== golden.outcome && !golden.drop.includes(column));
      const table = bindFeatures(frame, describeFeatures(frame, names));
      const { values } = readOutcome(frame, golden.outcome, { use: 'learn', task: 'binary', positive: golden.positive });
      const rows = allRows(frame.rowCount);
      const heldOut = rows.filter((row) => row % 4 === 3);
      expect(heldOut).toHaveLength(golden.heldOut);
      const target = { task: 'binary', values, rows: rows.filter((row) => row % 4 !== 3) } as const;
      const model = await trainLearner(learnerOption.parse('gbdt'), table, target, workHere());
      const judged = { predicted: predict(model, table, heldOut), actual: Float64Array.from(heldOut, (row) => values[row] as number) };
      // Bins and ties differ, so trees do; half a point of AUC is about a third of the interval's reach on these sets.
      expect(Math.abs(areaUnderRoc(judged, 0.95).value - golden.auc)).toBeLessThan(0.005);
      expect(Math.abs(logLoss(judged, 0.95).value - golden.logLoss)).toBeLessThan(0.005);
    });
  }
});
