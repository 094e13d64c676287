import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePlainNumber } from './number-parsing.ts';
import { readOddNumber } from './odd-number.ts';

const parse = (text: string): number => {
  // Other bytes on both sides: the parser must keep to its range.
  const bytes = Buffer.from(`9${text}9`);
  return parsePlainNumber(bytes, 1, bytes.length - 1);
};

describe('parsePlainNumber', () => {
  it('gives the same double as Number for every printed double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = String(value);
        const isWholeAndLong = /^-?\d{16,}$/.test(text);
        expect(parse(text)).toBe(isWholeAndLong ? Number.NaN : Number(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same double as Number for decimals of any length', () => {
    const digits = (max: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: max });
    fc.assert(
      fc.property(digits(12), digits(30), fc.boolean(), (whole, fraction, isNegative) => {
        const text = `${isNegative ? '-' : ''}${whole.replace(/^0+(?=.)/, '')}.${fraction}`;
        expect(parse(text)).toBe(Number(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same double as Number for every exponent with a sign or a point', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: -340, max: 300 }), (mantissa, exponent) => {
        const text = `${mantissa}.5e${exponent}`;
        expect(parse(text)).toBe(Number(text));
      }),
    );
  });

  it.each(['1.7976931348623157e+308', '5e-324', '2.2250738585072011e-308', '9007199254740993.0', '0.1', '.5', '5.', '-0', '0'])(
    'rounds the hard case %s as Number does',
    (text) => expect(parse(text)).toBe(Number(text)),
  );

  it.each(['', '-', '.', 'e5', '1e', '1e+', '1.2.3', '1 ', ' 1', '+1', '1,2', '0x10', 'NaN', 'Infinity', '1e999', '1_000', '１'])(
    'turns "%s" away',
    (text) => expect(parse(text)).toBeNaN(),
  );

  it.each(['007', '-01', '00.5', '1234567890123456', '1e5', '20E3'])('leaves "%s", which may be an identifier, to a closer look', (text) =>
    expect(parse(text)).toBeNaN(),
  );
});

describe('readOddNumber', () => {
  it.each([
    ['1,234.5', 1234.5],
    ['1,234,567', 1_234_567],
    ['-$5.20', -5.2],
    ['$-5.20', -5.2],
    ['-$-5.20', undefined],
    ['(-5)', undefined],
    ['(1,200)', -1200],
    ['¥3,000.00', 3000],
    ['12.5 %', 12.5],
    ['12％', 12],
    ["1'234.50", 1234.5],
    ['1 234,50', 1234.5],
    ['1.234.567,8', 1_234_567.8],
    ['0,123', 0.123],
    ['+5', 5],
    [' 7 ', 7],
    ['5 EUR', 5],
    ['USD 5', 5],
  ])('reads %s', (text, value) => {
    const found = readOddNumber(text, undefined);
    expect(found.kind === 'number' ? found.value : undefined).toBe(value);
  });

  it.each([
    ['12,34,567', 'text'],
    ['1,23.4', 'text'],
    ['1-2', 'text'],
    ['#N/A', 'missing'],
    ['–', 'missing'],
    ['-inf', 'not-finite'],
    ['1e+999', 'not-finite'],
    ['007', 'identifier'],
    ['+4915112345678', 'identifier'],
  ])('sees that %s is %s', (text, kind) => {
    expect(readOddNumber(text, undefined).kind).toBe(kind);
  });
});
