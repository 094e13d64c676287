import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../base/canonical-json.ts';
import { sha256 } from '../base/sha256.ts';
import { categoryColumn, makeFrame, numberColumn, withRoles } from '../frame/frame.ts';
import { CHAIN_START, hashEntry } from './audit.ts';
import { hashFrame, hashJson, hashStep, sha256Native } from './hashing.ts';

// The expected digests were computed with Python 3.11: hashlib.sha256 over json.dumps(…, sort_keys=True,
// separators=(',', ':')) and struct.pack('<…') of the same values.
describe('hashes', () => {
  it('of canonical JSON equal those of another implementation', () => {
    expect(hashJson({ b: [-0, 1e21, 'é', 'é'], a: 1.0 })).toBe('6e5410794c0a7f0ecf9384661ad0751d7c8d77c29cf915d5313d02b4ff6f2084');
    expect(hashJson(['\u00e9', 'e\u0301', '中', '😀'])).toBe('76cf6e6c88408bb5fb371f5dfa599c095ae655cd83f6263202937e1dd0494348');
    expect(hashJson(2 ** 53 + 1)).toBe('c681da39d7273a6a24c15c9cac3a75526ff2ecf8ba4ee60346a0c70c8163bdb2');
  });

  it('of an audit entry equal those of another implementation', () => {
    const entry = { sequence: 1, at: '2026-01-01T00:00:00.000Z', kind: 'dataset.put', subject: 'customers', detail: { rowCount: 3 } };
    expect(hashEntry({ ...entry, previous: CHAIN_START })).toBe('6cf05fb6137b02dcfb2479e1cb11b2e6cc1eed3fe353b532b8603d584fddb1ba');
  });

  it('of a frame equal those of another implementation', () => {
    const frame = makeFrame([
      ['x', numberColumn([1, Number.NaN, -0])],
      ['c', categoryColumn(['a', null, '中'])],
    ]);
    expect(hashFrame(frame)).toBe('1f04d43f77b6b1b880c0c64a24a185cd20f7298767722c825f3d8bc1d82dbf98');
  });

  it('do not depend on the order of keys, and tell NFC from NFD', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(hashJson(reversed)).toBe(hashJson(value));
        expect(sha256(canonicalJson(value))).toBe(sha256Native(canonicalJson(value)));
      }),
    );
    expect(hashJson('\u00e9')).not.toBe(hashJson('e\u0301'));
  });

  it('of a frame see every cell, name, kind and order, and no role', () => {
    const base = makeFrame([
      ['a', numberColumn([1, 2])],
      ['b', categoryColumn(['x', 'y'])],
    ]);
    const [a, b] = [numberColumn([1, 2]), categoryColumn(['x', 'y'])];
    const others = [
      makeFrame([
        ['b', b],
        ['a', a],
      ]),
      makeFrame([
        ['a', a],
        ['c', b],
      ]),
      makeFrame([
        ['a', numberColumn([1, 3])],
        ['b', b],
      ]),
      makeFrame([
        ['a', { kind: 'date', values: a.values }],
        ['b', b],
      ]),
      makeFrame([
        ['a', a],
        ['b', categoryColumn(['x', 'z'])],
      ]),
      makeFrame([
        ['a', a],
        ['b', { ...b, dictionary: ['x', 'y', 'unused'] }],
      ]),
    ];
    expect(new Set([base, ...others].map(hashFrame)).size).toBe(others.length + 1);
    expect(hashFrame(withRoles(base, [['a', 'id']]))).toBe(hashFrame(base));
  });

  it('of a step see values, roles and report', () => {
    const frame = makeFrame([['a', numberColumn([1])]]);
    const hashes = [
      hashStep({}, {}),
      hashStep({ frame }, {}),
      hashStep({ frame: withRoles(frame, [['a', 'cost']]) }, {}),
      hashStep({ frame, model: { kind: 'x' } }, {}),
      hashStep({ frame }, { notes: [] }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
