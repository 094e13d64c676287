import { expect, it } from 'vitest';
import { treeCurve } from './tree-curve.ts';

const history = { training: Float64Array.of(2, 0.5, 0.125), heldOut: Float64Array.of(4.5, 2, 0.5), treeCount: 3 };

it('shows half squared errors as root mean squared errors', () => {
  expect(treeCurve(history, 'identity', 'auto')).toMatchObject({
    measure: 'rmse',
    points: [
      { at: 1, training: 2, heldOut: 3 },
      { at: 2, training: 1, heldOut: 2 },
      { at: 3, training: 0.5, heldOut: 1 },
    ],
  });
});

it('leaves the log loss as it is', () => {
  expect(treeCurve(history, 'logit', 'auto')).toMatchObject({ measure: 'logLoss', points: [{ training: 2 }, {}, {}] });
});

it('thins long histories but keeps both ends', () => {
  const long = { training: new Float64Array(1001), heldOut: new Float64Array(1001), treeCount: 1001 };
  const { points } = treeCurve(long, 'logit', 'auto');
  expect(points.length).toBeLessThan(65);
  expect([points[0]?.at, points.at(-1)?.at]).toEqual([1, 1001]);
});
