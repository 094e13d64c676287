import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { distance, frameOfCsv, goldenResult, goldenTable, regressionModel } from '../../../test/support/golden-models.ts';
import { sharedFile } from '../../../test/support/reference.ts';
import { workHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { bindFeatures } from '../features.ts';
import type { Model } from '../model.ts';
import { predict } from '../predict.ts';
import { gridPoints } from './grid-answers.task.ts';
import { gridOf } from './grid-values.ts';
import type { GridAxis } from './grid-walker.ts';
import { answerGrid } from './partial-dependence.ts';
import { randomTable, randomTrees } from './random-trees.fixture.ts';

const work = workHere();
const RULE = { size: 20, percentiles: [0.05, 0.95] } as const;

describe('the golden numbers of scikit-learn 1.9.1', () => {
  it.each(['x0', 'x1', 'x7'])('ICE of the first rows over its grid of %s', async (name) => {
    const golden = goldenResult(`pdp_${name}`);
    const feature = regressionModel.features.findIndex((entry) => entry.name === name);
    const rows = Int32Array.from({ length: 10 }, (_, row) => row);
    const axis = { feature, values: Float64Array.from(golden.grid) };
    const answers = await answerGrid(regressionModel, goldenTable(regressionModel), [axis], rows, work);
    expect(distance(answers.individual, golden.ice_first10)).toBeLessThan(1e-10);
  });

  const whole = sharedFile('reference/data/rct_hte.csv');
  const tableOfAll = () => bindFeatures(frameOfCsv(readFileSync(whole ?? '', 'utf8'), false), regressionModel.features);
  const axisOf = (name: string, size: number): GridAxis => {
    const feature = regressionModel.features.findIndex((entry) => entry.name === name);
    const table = tableOfAll();
    return gridOf(regressionModel.features[feature] ?? { name, kind: 'number' }, feature, table.columns[feature] ?? new Float64Array(0), {
      ...RULE,
      size,
    });
  };

  it.skipIf(whole === undefined).each(['x0', 'x1', 'x7', 'is_new'])(
    'grid and partial dependence of %s over all 4,000 rows',
    async (name) => {
      const golden = goldenResult(`pdp_${name}`);
      const axis = axisOf(name, 20);
      expect(distance(axis.values, golden.grid)).toBeLessThan(1e-12);
      const answers = await answerGrid(regressionModel, tableOfAll(), [axis], undefined, work);
      expect(distance(answers.average, golden.average)).toBeLessThan(1e-10);
    },
  );

  it.skipIf(whole === undefined)('the surface of x0 and x1', async () => {
    const answers = await answerGrid(regressionModel, tableOfAll(), [axisOf('x0', 8), axisOf('x1', 8)], undefined, work);
    expect(distance(answers.average, goldenResult('pdp_x0_x1').average)).toBeLessThan(1e-10);
  });
});

describe('one walk a tree against brute force', () => {
  const table = randomTable(rngFromSeed(5), 30);
  const axis = (feature: number): GridAxis => ({ feature, values: Float64Array.of(-3, -2, -0.5, 0, 1, 2.5) });
  const codes: GridAxis = { feature: 3, values: Float64Array.of(0, 1, 2, 3) };

  async function expectBruteForce(model: Model, axes: readonly GridAxis[]): Promise<void> {
    const answers = await answerGrid(model, table, axes, undefined, work);
    const points = gridPoints(axes);
    points.forEach((point, g) => {
      const columns = table.columns.map((column, feature) => {
        const at = axes.findIndex((entry) => entry.feature === feature);
        return at < 0 ? column : column.map(() => point[at] ?? Number.NaN);
      });
      predict(model, { ...table, columns }).forEach((answer, row) => {
        expect(answers.individual[row * points.length + g]).toBeCloseTo(answer, 10);
      });
    });
  }

  for (let seed = 0; seed < 6; seed++) {
    const model = randomTrees(rngFromSeed(seed), 4, 2 + 5 * seed);
    it(`numbers, a category, and two at a time, ${2 + 5 * seed} splits a tree`, async () => {
      await expectBruteForce(model, [axis(0)]);
      await expectBruteForce({ ...model, link: 'logit' }, [axis(4)]);
      await expectBruteForce(model, [codes]);
      await expectBruteForce(model, [axis(1), axis(2)]);
      await expectBruteForce(model, [codes, axis(2)]);
    });
  }

  it('a blend of probabilities', async () => {
    const parts = [1, 2].map((seed) => ({
      weight: seed - 1.5,
      model: { ...randomTrees(rngFromSeed(seed), 2, 8), link: 'logit' as const },
    }));
    await expectBruteForce({ kind: 'blend', features: table.features, link: 'identity', parts }, [axis(0)]);
  });

  it('a linear model is a straight line with its coefficient as slope', async () => {
    const terms = [{ feature: 0, coefficient: 2, fill: 0 }];
    const model: Model = { kind: 'linear', features: table.features, link: 'identity', intercept: 1, terms };
    const { average } = await answerGrid(model, table, [axis(0)], undefined, work);
    expect(distance(average, [-5, -3, 0, 1, 3, 6])).toBeLessThan(1e-12);
  });

  it('the mean of the lines is the partial dependence, exactly', async () => {
    const { individual, average, size } = await answerGrid(randomTrees(rngFromSeed(1), 3, 9), table, [axis(1)], undefined, work);
    average.forEach((value, g) => {
      let sum = 0;
      for (let row = 0; row < table.rowCount; row++) sum += individual[row * size + g] ?? Number.NaN;
      expect(value).toBe(sum / table.rowCount);
    });
  });
});

describe('grids', () => {
  const feature = { name: 'x', kind: 'number' } as const;
  it('are the different values when there are few', () => {
    expect([...gridOf(feature, 0, Float64Array.of(3, 1, 3, Number.NaN, 2), RULE).values]).toEqual([1, 2, 3]);
  });
  it('refuse a column with a single value', () => {
    expect(() => gridOf(feature, 0, Float64Array.of(3, 3, Number.NaN), RULE)).toThrow(/single value/);
  });
  it('refuse quantiles that coincide', () => {
    const cells = Float64Array.from({ length: 1000 }, (_, row) => (row < 30 ? row : 7));
    expect(() => gridOf(feature, 0, cells, RULE)).toThrow(/coincide/);
  });
});
