import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { KERNELS, sourceHash } from '../../../tools/generate/kernels.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { histogramKernel } from './histogram-kernel.ts';
import { bytesOfBase64, type KernelMemory, kernelMemory } from './kernel-memory.ts';
import { HISTOGRAM_BYTES, type TreeKernels, treeKernels } from './tree-kernels.ts';

const ROWS = 700;
const COUNT_BITS = 10;
const PLACE = {
  node: 1024,
  index: 16_384,
  spare: 20_480,
  table: 32_768,
  records: 65_536,
  histogram: 196_608,
};

let memory: KernelMemory;
let kernels: TreeKernels;
let words: BigInt64Array;
let bytes: Uint8Array;
let floats: Float64Array;
let index: Uint32Array;

beforeEach(() => {
  memory = kernelMemory(1_048_576);
  kernels = treeKernels(memory);
  words = new BigInt64Array(memory.buffer);
  bytes = new Uint8Array(memory.buffer);
  floats = new Float64Array(memory.buffer);
  index = new Uint32Array(memory.buffer, PLACE.index, ROWS);
});

/** Bins first, then the words. */
function layout(features: number, isLean: boolean) {
  const wordsOffset = 8 * Math.ceil(features / 8);
  return { records: PLACE.records, featureCount: features, wordsOffset, stride: wordsOffset + (isLean ? 8 : 16), isLean };
}

/** Fills records and an ascending index of about two thirds of the rows; says how many. */
function plant({ stride, wordsOffset, featureCount, isLean }: ReturnType<typeof layout>, seed = 3): number {
  const rng = rngFromSeed(seed);
  let count = 0;
  for (let row = 0; row < ROWS; row++) {
    const record = PLACE.records + row * stride;
    for (let feature = 0; feature < featureCount; feature++) bytes[record + feature] = rng.below(256);
    const [gradient, hessian] = [BigInt(rng.below(2 ** 40)) - 2n ** 39n, BigInt(rng.below(2 ** 20))];
    const shift = BigInt(COUNT_BITS);
    const packed = isLean ? [(gradient << shift) + 1n] : [gradient, (hessian << shift) + 1n];
    words.set(packed, (record + wordsOffset) / 8);
    if (rng.next() < 0.66) index[count++] = row;
  }
  return count;
}

/** What the histogram must be, in plain integers. */
function plainHistogram({ stride, wordsOffset, featureCount, isLean }: ReturnType<typeof layout>, count: number): BigInt64Array {
  const width = isLean ? 1 : 2;
  const cells = new BigInt64Array(featureCount * 256 * width);
  for (const row of index.subarray(0, count)) {
    const record = PLACE.records + row * stride;
    for (let feature = 0; feature < featureCount; feature++) {
      const cell = width * (feature * 256 + (bytes[record + feature] as number));
      for (let word = 0; word < width; word++) {
        cells[cell + word] = (cells[cell + word] as bigint) + (words[(record + wordsOffset) / 8 + word] as bigint);
      }
    }
  }
  return cells;
}

const cellsAt = (place: number, count: number): BigInt64Array => words.slice(place / 8, place / 8 + count);

describe('built kernels', () => {
  it.each(KERNELS)('$target is built from its source (npm run kernels)', ({ source, target }) => {
    expect(readFileSync(target, 'utf8')).toContain(sourceHash(source));
  });

  it('reads base64 as Node does', () => {
    for (const text of ['', 'a', 'ab', 'abc', 'Causeway ☃']) {
      const buffer = Buffer.from(text);
      expect([...bytesOfBase64(buffer.toString('base64'))]).toEqual([...buffer]);
    }
  });
});

describe('histograms', () => {
  it.each([
    [1, false],
    [4, true],
    [20, false],
    [20, true],
    [33, true],
    [70, false],
  ])('equal plain integer sums for %i features (lean: %s)', (features, isLean) => {
    const places = layout(features, isLean);
    const count = plant(places);
    const loops = histogramKernel(memory, { ...places, histogram: PLACE.histogram });
    for (const add of loops) add(PLACE.index, PLACE.index + 4 * count);
    const expected = plainHistogram(places, count);
    expect(cellsAt(PLACE.histogram, expected.length)).toEqual(expected);
  });

  it('equal the same sums when counted by column', () => {
    const places = layout(1, false);
    const count = plant(places);
    for (let row = 0; row < ROWS; row++) bytes[PLACE.histogram + 8192 + row] = bytes[PLACE.records + row * places.stride] as number;
    const column = PLACE.histogram + 8192;
    kernels.histogramColumn(PLACE.index, count, column, PLACE.records + places.wordsOffset, places.stride, PLACE.histogram);
    expect(cellsAt(PLACE.histogram, 512)).toEqual(plainHistogram(places, count));
  });

  it('widen lean cells into pairs with hessian = rows', () => {
    const [first, second, into, parent] = [20_000, 20_256, 30_000, 40_000] as const;
    for (let cell = 0; cell < 256; cell++) {
      words[first + cell] = (BigInt(-1000 * cell) << BigInt(COUNT_BITS)) + 3n;
      words[second + cell] = (BigInt(cell) << BigInt(COUNT_BITS)) + BigInt(cell % 5);
    }
    kernels.mergeLean(8 * first, 2, 2048, 8 * into, 8 * parent, 256, COUNT_BITS);
    for (let cell = 0; cell < 256; cell++) {
      const rows = BigInt(3 + (cell % 5));
      expect([words[into + 2 * cell], words[into + 2 * cell + 1]]).toEqual([BigInt(-999 * cell), (rows << BigInt(COUNT_BITS)) + rows]);
      expect(words[parent + 2 * cell]).toBe(BigInt(999 * cell));
      expect([words[first + cell], words[second + cell]]).toEqual([0n, 0n]);
    }
  });

  it('merge over threads, leave the partials empty, and come off the parent', () => {
    const [first, second, into, parent] = [20_000, 20_512, 30_000, 40_000] as const;
    for (let i = 0; i < 512; i++) {
      words[first + i] = BigInt(i * i);
      words[second + i] = BigInt(-7 * i);
      words[parent + i] = 1_000_000n;
    }
    kernels.mergePartials(8 * first, 2, HISTOGRAM_BYTES, 8 * into, 8 * parent, HISTOGRAM_BYTES);
    for (let i = 0; i < 512; i++) {
      expect(words[into + i]).toBe(BigInt(i * i - 7 * i));
      expect(words[parent + i]).toBe(1_000_000n - BigInt(i * i - 7 * i));
      expect(words[first + i]).toBe(0n);
      expect(words[second + i]).toBe(0n);
    }
  });
});

describe('partition', () => {
  it('keeps the order on both sides', () => {
    const count = plant({ ...layout(1, false), stride: 1, wordsOffset: 65_536 }, 9);
    for (let bin = 0; bin < 256; bin++) bytes[PLACE.table + bin] = bin % 3 === 0 ? 1 : 0;
    const before = [...index.subarray(0, count)];
    const goes = (row: number): boolean => (bytes[PLACE.records + row] as number) % 3 === 0;
    const left = kernels.partition(PLACE.index, count, PLACE.records, PLACE.table, PLACE.spare);
    expect([...index.subarray(0, left)]).toEqual(before.filter(goes));
    expect([...index.subarray(left, count)]).toEqual(before.filter((row) => !goes(row)));
  });
});

describe('placing and sorting numbers', () => {
  it('puts a number into the bin whose bounds hold it, NaN into bin 0', () => {
    const bounds = Array.from({ length: 200 }, (_, i) => i * 1.5 - 100);
    floats.fill(Number.POSITIVE_INFINITY, 0, 256).set(bounds);
    const inputs = [-1e9, Number.NEGATIVE_INFINITY, -100, -99.99, 0, 198.5, 198.6, 1e9, Number.POSITIVE_INFINITY, Number.NaN];
    floats.set(inputs, 1000);
    kernels.binColumn(8000, inputs.length, 0, 65_536);
    const expected = inputs.map((value) => (Number.isNaN(value) ? 0 : 1 + bounds.filter((bound) => bound < value).length));
    expect([...bytes.subarray(65_536, 65_536 + inputs.length)]).toEqual(expected);
  });

  it('uses all 255 value bins', () => {
    floats.fill(Number.POSITIVE_INFINITY, 0, 256).set(Array.from({ length: 254 }, (_, i) => i));
    floats.set([253.5], 1000);
    kernels.binColumn(8000, 1, 0, 65_536);
    expect(bytes[65_536]).toBe(255);
  });

  it('sorts floats as the language does', () => {
    const rng = rngFromSeed(5);
    const values = Float64Array.from({ length: 3000 }, () => rng.normal() * 10 ** rng.below(9));
    values.set([-0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, -5e-324, 1, 1]);
    floats.set(values, 8192);
    kernels.sortFloats(65_536, values.length, 131_072, 0);
    expect(floats.slice(8192, 8192 + values.length)).toEqual(values.slice().sort());
  });
});

describe('split scan', () => {
  /** Plain search over (bin, missing side); the gain compared is the two sides' scores. */
  function plainScan(bins: number, lambda: number, minRows: number) {
    const cell = (bin: number) =>
      [Number(words[PLACE.histogram / 8 + 2 * bin]), words[PLACE.histogram / 8 + 2 * bin + 1] as bigint] as const;
    const sum = (from: number, to: number): readonly [number, number, number] => {
      let [g, h, n] = [0, 0, 0];
      for (let bin = from; bin <= to; bin++) {
        const [gradient, packed] = cell(bin);
        g += gradient;
        h += Number(packed >> BigInt(COUNT_BITS));
        n += Number(packed & 1023n);
      }
      return [g, h, n];
    };
    let best = { gain: 0, bin: -1, missingLeft: 0 };
    for (const missingLeft of [0, 1]) {
      for (let bin = 1; bin <= bins; bin++) {
        const left = sum(1 - missingLeft, bin);
        const all = sum(0, bins);
        const right = [all[0] - left[0], all[1] - left[1], all[2] - left[2]] as const;
        if (left[2] < minRows || right[2] < minRows) continue;
        const gain = left[0] ** 2 / (left[1] + lambda) + right[0] ** 2 / (right[1] + lambda);
        if (gain > best.gain) best = { gain, bin, missingLeft };
      }
    }
    return best;
  }

  it.each([
    [0, 1],
    [5, 1],
    [5, 40],
  ])('finds what a plain search finds (lambda %d, at least %i rows)', (lambda, minRows) => {
    const rng = rngFromSeed(12);
    const bins = 30;
    words.fill(0n, PLACE.node / 8, PLACE.node / 8 + 12);
    for (let bin = 0; bin <= bins; bin++) {
      const rows = rng.below(12);
      const gradient = rows === 0 ? 0 : rng.below(2000) - 1000;
      words[PLACE.histogram / 8 + 2 * bin] = BigInt(gradient);
      words[PLACE.histogram / 8 + 2 * bin + 1] = (BigInt(rows * 3) << BigInt(COUNT_BITS)) + BigInt(rows);
      words[PLACE.node / 8 + 8] = (words[PLACE.node / 8 + 8] as bigint) + BigInt(gradient);
      words[PLACE.node / 8 + 9] = (words[PLACE.node / 8 + 9] as bigint) + (words[PLACE.histogram / 8 + 2 * bin + 1] as bigint);
    }
    floats.set([1, 1, lambda], PLACE.node / 8);
    words[PLACE.node / 8 + 3] = BigInt(minRows);
    floats.set([1e-10, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY], PLACE.node / 8 + 4);
    new Int32Array(memory.buffer)[PLACE.node / 4 + 14] = COUNT_BITS;
    const expected = plainScan(bins, lambda, minRows);
    for (const isBounded of [0, 1]) {
      floats[PLACE.node / 8 + 10] = 0;
      expect(kernels.scanNumeric(PLACE.histogram, bins, PLACE.node, 0, isBounded)).toBe(1);
      const result = new Int32Array(memory.buffer, PLACE.node + 88, 2);
      expect({ bin: result[0], missingLeft: result[1] }).toEqual({ bin: expected.bin, missingLeft: expected.missingLeft });
      // Two ways of writing g²/h, equal but for rounding.
      expect(floats[PLACE.node / 8 + 10]).toBeCloseTo(expected.gain, 6);
    }
  });
});
