import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CausewayError } from '../base/problem.ts';
import { pack, unpack } from './pack.ts';

const doubles = fc.double();
const leaves = fc.oneof(
  doubles,
  fc.integer(),
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.float64Array(),
  fc.float32Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.uint8Array(),
);
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaves,
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), tie('value'), { noNullPrototype: true }),
    fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
}));

describe('pack', () => {
  it('gives back what it was given, typed arrays on shared memory', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(unpack(pack(value))).toEqual(value);
      }),
      { numRuns: 300 },
    );
    const read = unpack(pack({ a: Float64Array.of(1, 2) })) as { a: Float64Array };
    expect(read.a.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('loses nothing where its buffer grows', () => {
    for (let length = 1000; length < 1040; length++) {
      const value = ['x'.repeat(length), false, Float64Array.of(1.5), 7, '中', true];
      expect(unpack(pack(value))).toEqual(value);
    }
  });

  it('gives the same bytes whatever the order of keys, and skips what is undefined', () => {
    expect(pack({ b: 1, a: [2, { d: 4, c: 3 }], e: undefined })).toEqual(pack({ a: [2, { c: 3, d: 4 }], b: 1 }));
  });

  it('has a layout that does not change by accident', () => {
    // Written by hand from the layout in the comment of pack.ts.
    const bytes = [
      1, 9, 2, 0, 0, 0, 6, 1, 0, 0, 0, 97, 5, 254, 255, 255, 255, 6, 1, 0, 0, 0, 98, 8, 2, 0, 0, 0, 7, 1, 0, 0, 0, 0x2d, 0x4e, 2,
    ];
    expect([...pack({ b: ['中', true], a: -2 })]).toEqual(bytes);
  });

  it('keeps −0, infinities and unpaired surrogates, and writes every NaN alike', () => {
    expect(unpack(pack([-0, Infinity, -Infinity, '\ud800']))).toEqual([-0, Infinity, -Infinity, '\ud800']);
    const negative = new Float64Array(new Uint32Array([1, 0xfff8_0000]).buffer);
    expect(pack(negative)).toEqual(pack(Float64Array.of(Number.NaN)));
    const single = new Float32Array(new Uint32Array([0xffc0_0001]).buffer);
    expect(pack(single)).toEqual(pack(Float32Array.of(Number.NaN)));
    expect(new Uint32Array(negative.buffer)[0]).toBe(1);
  });

  it('takes views and buffers for what they show, not for what lies under them', () => {
    const under = Float64Array.of(1, 2, 3, 4);
    expect(pack(under.subarray(1, 3))).toEqual(pack(Float64Array.of(2, 3)));
    expect(pack(Buffer.from('hello').subarray(1, 3))).toEqual(pack(Uint8Array.of(101, 108)));
  });

  it('refuses what is not plain data', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    for (const value of [() => 1, new Date(0), 1n, Symbol('x'), cycle, new (class Thing {})()]) {
      expect(() => pack(value)).toThrow(TypeError);
    }
  });
});

describe('unpack', () => {
  const problemFrom = (bytes: Uint8Array): string => {
    try {
      unpack(bytes);
      return 'fine';
    } catch (error) {
      if (error instanceof CausewayError) return error.problem.code;
      throw error;
    }
  };

  it('answers store/damaged for every truncation', () => {
    const bytes = pack({ a: [1, 'x', null], b: Float64Array.of(1, 2), m: new Map([['k', 1.5]]) });
    for (let length = 0; length < bytes.length; length++) expect(problemFrom(bytes.subarray(0, length))).toBe('store/damaged');
    expect(problemFrom(Uint8Array.from([...bytes, 0]))).toBe('store/damaged');
  });

  it('survives any bytes at all', () => {
    const sample = pack({ a: [1, 'x', { deep: [null] }], b: Float64Array.of(1, 2), m: new Map([['k', 1.5]]) });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), (changes) => {
        const bytes = sample.slice();
        for (const [at, value] of changes) bytes[at] = value;
        expect(['fine', 'store/damaged']).toContain(problemFrom(bytes));
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (tail) => {
        expect(['fine', 'store/damaged']).toContain(problemFrom(Uint8Array.from([1, ...tail])));
      }),
      { numRuns: 3000 },
    );
  });

  it('refuses counts that the bytes cannot hold, and endless nesting, before it allocates', () => {
    expect(problemFrom(Uint8Array.of(1, 11, 255, 255, 255, 255))).toBe('store/damaged');
    const nested = new Uint8Array(1 + 5 * 100_000 + 1).fill(0);
    nested[0] = 1;
    for (let i = 0; i < 100_000; i++) nested.set([8, 1, 0, 0, 0], 1 + 5 * i);
    expect(problemFrom(nested)).toBe('store/damaged');
  });
});
