import { describe, expect, it } from 'vitest';
import { rngFromSeed } from '../../base/rng.ts';
import type { FeatureBins } from '../trees/bin-feature.task.ts';
import { editGam } from './edit.ts';
import { purify } from './finish.ts';
import { projectMonotone } from './isotonic.ts';
import { StepTree } from './step-tree.ts';
import { Surface } from './surface.ts';
import { type Gam, termAt } from './terms.ts';

const numbers = (binCount: number): FeatureBins => ({
  kind: 'number',
  bounds: Float64Array.from({ length: binCount - 1 }, (_, k) => k + 1),
  binCount,
});
const towns = (binCount: number): FeatureBins => ({
  kind: 'category',
  codeOfBin: Int32Array.from({ length: binCount }, (_, k) => k),
  binCount,
  rareBin: 0,
});

describe('pooling', () => {
  const room = { means: new Float64Array(9), weights: new Float64Array(9), ends: new Int32Array(9) };

  it('by hand: neighbours in the wrong order take their weighted mean', () => {
    const values = Float64Array.of(9, 1, 4, 2, 3, 8);
    projectMonotone(values, Float64Array.of(1, 1, 1, 3, 1, 1), 5, 1, room);
    // 4 with weight 1 and 2 with weight 3 make 2.5.
    expect([...values]).toEqual([9, 1, 2.5, 2.5, 3, 8]);
  });

  it('of a falling order is that of the negatives', () => {
    const values = Float64Array.of(0, 1, 2, 0);
    projectMonotone(values, Float64Array.of(1, 1, 1, 1), 3, -1, room);
    expect([...values]).toEqual([0, 1.5, 1.5, 0]);
  });
});

describe('a step along one feature', () => {
  const rng = rngFromSeed(1);

  it('makes the cut that exhaustive search finds', () => {
    const tree = new StepTree({ leaves: 2, minLeafRows: 3, rate: 1, isBounded: false });
    for (let trial = 0; trial < 50; trial++) {
      const [g, h, n] = [7, 7, 7].map((length) => Float64Array.from({ length }, () => 0)) as [Float64Array, Float64Array, Float64Array];
      for (let bin = 1; bin < 7; bin++) {
        n[bin] = 1 + rng.below(6);
        h[bin] = (n[bin] as number) * (0.5 + rng.next());
        g[bin] = 5 * rng.normal();
      }
      const sum = (of: Float64Array, from: number, to: number): number => of.subarray(from, to).reduce((total, value) => total + value, 0);
      const loss = (from: number, to: number): number => -(sum(g, from, to) ** 2) / sum(h, from, to);
      let [best, cut] = [loss(1, 7), 7];
      for (let k = 2; k < 7; k++) {
        if (sum(n, 1, k) < 3 || sum(n, k, 7) < 3 || loss(1, k) + loss(k, 7) >= best) continue;
        [best, cut] = [loss(1, k) + loss(k, 7), k];
      }
      const step = new Float64Array(7);
      tree.grow(false, 6, g, h, n, step);
      for (let bin = 1; bin < 7; bin++) {
        const [from, to] = bin < cut ? [1, cut] : [cut, 7];
        expect(step[bin]).toBeCloseTo(-sum(g, from, to) / sum(h, from, to), 10);
      }
    }
  });

  it('keeps missing values apart, orders categories by their gradients, and leaves those without rows alone', () => {
    const tree = new StepTree({ leaves: 2, minLeafRows: 1, rate: 0.5, isBounded: false });
    const step = new Float64Array(5);
    const rows = Float64Array.of(10, 100, 0, 100, 100);
    tree.grow(true, 4, Float64Array.of(20, 300, 0, -200, 300), rows, rows, step);
    expect([...step]).toEqual([-1, -1.5, 0, 1, -1.5]);
  });
});

describe('a surface', () => {
  const rng = rngFromSeed(2);

  it.each([
    [numbers(3), numbers(4)],
    [numbers(3), towns(4)],
    [towns(3), numbers(2)],
    [towns(3), towns(3)],
  ])('finds the interaction and the tree that exhaustive search finds', (tall, wide) => {
    const [height, width] = [tall.binCount + 1, wide.binCount + 1];
    const size = height * width;
    const isCut = (rule: FeatureBins, cut: number, cell: number): boolean => (rule.kind === 'number' ? cell <= cut : cell === cut);
    const surface = new Surface(tall, wide);
    for (let trial = 0; trial < 20; trial++) {
      const n = Float64Array.from({ length: size }, () => 1 + rng.below(5));
      const h = n.map((count) => count * (0.5 + rng.next()));
      const g = n.map(() => 3 * rng.normal());
      const total = (of: Float64Array, inside: (a: number, b: number) => boolean): number =>
        of.reduce((sum, value, cell) => sum + (inside(Math.floor(cell / width), cell % width) ? value : 0), 0);
      const least = 4;
      let contrast = 0;
      for (let a = 0; a < height; a++) {
        for (let b = 0; b < width; b++) {
          const parts = [true, false].flatMap((one) =>
            [true, false].map((two) => (x: number, y: number) => isCut(tall, a, x) === one && isCut(wide, b, y) === two),
          );
          if (parts.some((part) => total(n, part) < least)) continue;
          const means = parts.map((part) => total(g, part) / total(h, part));
          const difference = (means[0] as number) - (means[1] as number) - (means[2] as number) + (means[3] as number);
          contrast = Math.max(contrast, difference ** 2 / parts.reduce((sum, part) => sum + 1 / total(h, part), 0));
        }
      }
      surface.load(g, h, n);
      expect(surface.interaction(least)).toBeCloseTo(contrast, 8);

      const score = (inside: (a: number, b: number) => boolean): number => total(g, inside) ** 2 / total(h, inside);
      let best = 0;
      for (const isTall of [true, false]) {
        const [first, second, cuts, others] = isTall ? [tall, wide, height, width] : [wide, tall, width, height];
        for (let root = 0; root < cuts; root++) {
          const sides = [true, false].map((near) => (a: number, b: number) => isCut(first, root, isTall ? a : b) === near);
          if (sides.some((side) => total(n, side) < least)) continue;
          const gains = sides.map((side) => {
            let most = score(side);
            for (let cut = 0; cut < others; cut++) {
              const ends = [true, false].map((near) => (a: number, b: number) => side(a, b) && isCut(second, cut, isTall ? b : a) === near);
              if (ends.every((end) => total(n, end) >= least))
                most = Math.max(
                  most,
                  ends.reduce((sum, end) => sum + score(end), 0),
                );
            }
            return most;
          });
          best = Math.max(best, (gains[0] as number) + (gains[1] as number));
        }
      }
      const step = new Float64Array(size);
      surface.grow({ minLeafRows: least, rate: 1, isBounded: false }, step);
      // Leaves answer −G/H, so the step times the gradients gives the score back.
      expect(-step.reduce((sum, value, cell) => sum + value * (g[cell] as number), 0)).toBeCloseTo(best, 8);
    }
  });

  it('made pure answers as before', () => {
    const [height, width] = [4, 3];
    const surface = Float64Array.from({ length: 12 }, () => rng.normal());
    const before = surface.slice();
    const weight = Float64Array.from({ length: 12 }, (_, cell) => (cell < 3 ? 0 : rng.below(4)));
    const [tall, wide] = [new Float64Array(6), new Float64Array(3)];
    const ofFine = [Uint8Array.of(0, 1, 1, 2, 3, 3), Uint8Array.of(0, 1, 2)] as const;
    purify(surface, weight, width, [tall, wide], ofFine);
    ofFine[0].forEach((a, fine) => {
      for (let b = 0; b < width; b++)
        expect((surface[a * width + b] as number) + (tall[fine] as number) + (wide[b] as number)).toBeCloseTo(
          before[a * width + b] as number,
          12,
        );
    });
    for (let a = 1; a < height; a++)
      expect([0, 1, 2].reduce((sum, b) => sum + (weight[a * width + b] as number) * (surface[a * width + b] as number), 0)).toBeCloseTo(
        0,
        10,
      );
  });
});

describe('edits', () => {
  const plain: Gam = {
    features: [
      { name: 'x', kind: 'number' },
      { name: 'town', kind: 'category', categories: ['n', 's', 'e', 'w'] },
    ],
    link: 'identity',
    base: 0,
    terms: [
      {
        features: [0],
        axes: [numbers(3)],
        values: Float64Array.of(9, 1, 2, 3),
        spread: new Float64Array(4),
        weight: Float64Array.of(0, 10, 10, 10),
      },
      {
        features: [1],
        axes: [{ kind: 'category', codeOfBin: Int32Array.of(1), rareBin: 2, binCount: 2 }],
        values: Float64Array.of(7, 4, 5),
        spread: new Float64Array(3),
        weight: Float64Array.of(0, 10, 3),
      },
    ],
  };
  const at = ({ terms }: Gam, term: 0 | 1, value: number): number =>
    termAt(terms[term] as Gam['terms'][number], [Float64Array.of(value), Float64Array.of(value)], 0);

  it('overwrite from end to end, both included, and nothing else', () => {
    const edited = editGam(plain, [{ feature: 'x', from: 0.5, to: 1.5, value: -6 }]);
    expect([0.49, 0.5, 1, 1.2, 1.5, 1.51, 2.5, Number.NaN].map((x) => at(edited, 0, x))).toEqual([1, -6, -6, -6, -6, 2, 3, 9]);
    expect(edited.terms[0]?.weight.reduce((sum, w) => sum + w)).toBe(30);
  });

  it('overwrite from one end on, from a border on, and a single number', () => {
    expect([0, 1, 2].map((x) => at(editGam(plain, [{ feature: 'x', to: 1, value: 0 }]), 0, x))).toEqual([0, 0, 2]);
    expect([1, 1.5, 2, 3].map((x) => at(editGam(plain, [{ feature: 'x', from: 2, value: 0 }]), 0, x))).toEqual([1, 2, 0, 0]);
    expect([-1, 0, 1].map((x) => at(editGam(plain, [{ feature: 'x', from: 0, to: 0, value: 8 }]), 0, x))).toEqual([1, 8, 1]);
    expect([-9, 9].map((x) => at(editGam(plain, [{ feature: 'x', value: 8 }]), 0, x))).toEqual([8, 8]);
  });

  it('overwrite one category, be it a rare one', () => {
    expect([0, 1, 2, 3].map((code) => at(editGam(plain, [{ feature: 'town', category: 's', value: 0 }]), 1, code))).toEqual([5, 0, 5, 5]);
    expect([0, 1, 2, 3].map((code) => at(editGam(plain, [{ feature: 'town', category: 'e', value: 0 }]), 1, code))).toEqual([5, 4, 0, 5]);
  });
});
