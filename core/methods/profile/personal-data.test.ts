import { describe, expect, test } from 'vitest';
import { isBankCard, isResidentId, personalByName, personalByNumbers, personalByTexts } from './personal-data.ts';

const ofTexts = (words: readonly string[]) => personalByTexts(words, new Int32Array(words.length).fill(1));

describe('personal data', () => {
  test('resident ids by their check character', () => {
    // The example number of GB 11643-1999, and one with X from the standard's annex.
    expect(isResidentId('11010519491231002X')).toBe(true);
    expect(isResidentId('440524188001010014')).toBe(true);
    expect(isResidentId('110105194912310021')).toBe(false);
    expect(isResidentId('11010519491331002X')).toBe(false);
    expect(isResidentId('1101051949123100')).toBe(false);
  });

  test('cards by Luhn, as in the public test numbers of the networks', () => {
    for (const card of ['4111111111111111', '5555 5555 5555 4444', '378282246310005', '6011111111111117'])
      expect(isBankCard(card)).toBe(true);
    for (const other of ['4111111111111112', '1234567890123', '0000000000000000', '2222222222222', 'x'])
      expect(isBankCard(other)).toBe(false);
  });

  test('texts by what most of them look like', () => {
    expect(ofTexts(['a@b.com', 'x.y@z.org', 'unknown', 'q@w.cn'])).toBe('email');
    expect(ofTexts(['13812345678', '+86 139 1234 5678', '18600001111'])).toBe('phone');
    expect(ofTexts(['+44 20 7946 0958', '+1 415 555 0100', '(212) 555-0100'])).toBe('phone');
    expect(ofTexts(['11010519491231002X', '440524188001010014', '11010519491231002x'])).toBe('resident-id');
    expect(ofTexts(['north', 'south', 'east'])).toBeNull();
    expect(ofTexts(['2026-04-01', '2026-04-02', '2026-04-03'])).toBeNull();
    expect(ofTexts(['C0001', 'C0002', 'C0003', 'C0004'])).toBeNull();
    expect(ofTexts(['a@b.com'])).toBeNull();
  });

  test('numbers only where they are whole and long', () => {
    expect(personalByNumbers(Float64Array.of(13_812_345_678, 13_912_345_678, 18_600_001_111))).toBe('phone');
    expect(personalByNumbers(Float64Array.of(4_111_111_111_111_111, 5_555_555_555_554_444, 6_011_111_111_111_117))).toBe('bank-card');
    expect(personalByNumbers(Float64Array.of(1, 2, 3))).toBeNull();
    // A run of large ids passes Luhn once in ten.
    expect(personalByNumbers(Float64Array.from({ length: 500 }, (_, i) => 4_000_000_000_000_000 + i))).toBeNull();
  });

  test.each([
    ['email', 'email'],
    ['customerEmail', 'email'],
    ['手机号', 'phone'],
    ['home_phone', 'phone'],
    ['身份证号', 'resident-id'],
    ['first_name', 'name'],
    ['firstName', 'name'],
    ['客户姓名', 'name'],
    ['收货地址', 'address'],
    ['billing_address', 'address'],
    ['birthday', 'birth-date'],
    ['银行卡号', 'bank-card'],
    ['campaign_name', null],
    ['telemetry', null],
    ['headphones', null],
    ['company', null],
    ['age', null],
    ['__proto__', null],
  ])('the name %s', (name, kind) => {
    expect(personalByName(name)).toBe(kind);
  });

  test('a name of a megabyte is not searched', () => {
    expect(personalByName('email'.repeat(200_000))).toBeNull();
  });
});
