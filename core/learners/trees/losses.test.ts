import { describe, expect, it } from 'vitest';
import { type LossRows, lossNamed, weightedQuantile } from './losses.ts';

function rowsOf(score: readonly number[], outcome: readonly number[], weight = score.map(() => 1)): LossRows {
  return {
    score: Float64Array.from(score),
    outcome: Float64Array.from(outcome),
    weight: Float64Array.from(weight),
    pairs: new Float64Array(2 * score.length),
  };
}

describe('losses', () => {
  it('squared: gradient s − y and hessian 1, times the weight', () => {
    const rows = rowsOf([1, 2], [3, 1.5], [1, 4]);
    lossNamed('squared', 0.5).gradients(rows, 0, 2);
    expect([...rows.pairs]).toEqual([-2, 1, 2, 4]);
  });

  it('logistic at s = log 3: p = 3/4, so gradient −1/4 for a yes and hessian 3/16', () => {
    const rows = rowsOf([Math.log(3), Math.log(3)], [1, 0]);
    lossNamed('logistic', 0.5).gradients(rows, 0, 2);
    [-0.25, 0.1875, 0.75, 0.1875].forEach((expected, i) => {
      expect(rows.pairs[i]).toBeCloseTo(expected, 14);
    });
  });

  it('Poisson at s = log 2 with a count of 5: gradient −3, hessian 2·e^0.7', () => {
    const rows = rowsOf([Math.log(2)], [5]);
    lossNamed('poisson', 0.5).gradients(rows, 0, 1);
    expect(rows.pairs[0]).toBeCloseTo(-3, 14);
    expect(rows.pairs[1]).toBeCloseTo(2 * Math.exp(0.7), 14);
  });

  it('quantile 0.9: −0.9 below the outcome, 0.1 above it', () => {
    const rows = rowsOf([1, 5], [3, 3]);
    lossNamed('quantile', 0.9).gradients(rows, 0, 2);
    expect(rows.pairs[0]).toBe(-0.9);
    expect(rows.pairs[2]).toBeCloseTo(0.1, 15);
  });

  // Central differences of the value, h = 1e-5: the error is of order h² = 1e-10.
  it.each(['squared', 'logistic', 'poisson'] as const)('%s: the gradient is the slope of the value', (name) => {
    const loss = lossNamed(name, 0.5);
    for (const score of [-3, -0.4, 0, 1.7]) {
      for (const outcome of [0, 1]) {
        const rows = rowsOf([score], [outcome]);
        loss.gradients(rows, 0, 1);
        const slope = (loss.value(score + 1e-5, outcome) - loss.value(score - 1e-5, outcome)) / 2e-5;
        expect(rows.pairs[0]).toBeCloseTo(slope, 8);
      }
    }
  });

  it.each(['squared', 'logistic', 'poisson', 'quantile'] as const)('%s: no constant beats the one it starts from', (name) => {
    const loss = lossNamed(name, 0.8);
    const outcome = Float64Array.of(0, 1, 1, 0, 1, 1, 1);
    const weight = Float64Array.of(1, 2, 1, 1, 0, 3, 1);
    const start = loss.start(outcome, weight);
    const total = (score: number): number => outcome.reduce((sum, y, i) => sum + (weight[i] as number) * loss.value(score, y), 0);
    for (const step of [-0.1, -0.01, 0.01, 0.1]) expect(total(start)).toBeLessThanOrEqual(total(start + step));
  });

  it('starts from finite log odds even when there is one class only', () => {
    const ones = new Float64Array(9).fill(1);
    // Half a row of the other class: p = 1 − 0.5/10.
    expect(lossNamed('logistic', 0.5).start(ones, ones)).toBeCloseTo(Math.log(19), 12);
    expect(lossNamed('poisson', 0.5).start(new Float64Array(9), ones)).toBeCloseTo(Math.log(0.05), 12);
  });
});

describe('weightedQuantile', () => {
  it('is the common median for equal weights', () => {
    const ones = (count: number): Float64Array => new Float64Array(count).fill(1);
    expect(weightedQuantile(Float64Array.of(3, 1, 2), ones(3), 0.5)).toBe(2);
    expect(weightedQuantile(Float64Array.of(4, 1, 2, 3), ones(4), 0.5)).toBe(2.5);
  });

  it('counts a row of weight 3 as three rows', () => {
    expect(weightedQuantile(Float64Array.of(1, 2, 3), Float64Array.of(1, 1, 3), 0.5)).toBe(3);
    expect(weightedQuantile(Float64Array.of(1, 2, 3), Float64Array.of(3, 1, 1), 0.5)).toBe(1);
  });
});
