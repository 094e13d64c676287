import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expressions } from '../../../test/support/expressions.ts';
import { type Problem, problemOf } from '../../base/problem.ts';
import { parseExpression } from './parser.ts';
import { printExpression } from './print.ts';
import type { Expression } from './syntax.ts';

function refusal(source: string): Problem {
  try {
    parseExpression(source);
  } catch (error) {
    return problemOf(error);
  }
  throw new Error(`${source} was accepted.`);
}

function withoutPlaces(node: Expression): unknown {
  return JSON.parse(JSON.stringify(node, (key, value) => (key === 'at' ? undefined : value)));
}

describe('reading', () => {
  test.each([
    ['1 + 2 * 3', '1 + 2 * 3'],
    ['(1 + 2) * 3', '(1 + 2) * 3'],
    ['1 - (2 - 3) - 4', '1 - (2 - 3) - 4'],
    ['2 ^ 3 ^ 2', '2 ^ 3 ^ 2'],
    ['(2^3)^2', '(2 ^ 3) ^ 2'],
    ['-x^2', '-x ^ 2'],
    ['(-2)^2', '(-2) ^ 2'],
    ['2 ^ -3', '2 ^ -3'],
    ['a or b and not c = 1', 'a or b and not c = 1'],
    ['(a or b) and c', '(a or b) and c'],
    ['a and (b and c)', 'a and (b and c)'],
    ['x != 3', 'x <> 3'],
    ['NOT x IS NULL', 'not x is missing'],
    ['x is not missing', 'x is not missing'],
    ['x NOT IN (1, 2)', 'x not in (1, 2)'],
    ['x between 1 and 2 and y', 'x between 1 and 2 and y'],
    [`name like 'A%'`, `name like 'A%'`],
    [`contains(name, 'it''s')`, `name contains 'it''s'`],
    [`a || '-' || b`, `concat(a, '-', b)`],
    ['if(a > 1, 2, 3)', 'if(a > 1, 2, 3)'],
    [`case x when 1 then 'a' when 2 then 'b' end`, `case when x = 1 then 'a' when x = 2 then 'b' else null end`],
    ['ln(x)', 'log(x)'],
    [`signup >= date('2026-04-01')`, `signup >= date('2026-04-01')`],
    ['年龄 >= 30', '年龄 >= 30'],
    ['"年 龄" + `a"b`', '"年 龄" + "a""b"'],
    ['"in" + "and"', '"in" + "and"'],
    ['1.5e3 + .5', '1500 + 0.5'],
    ['date', 'date'],
  ])('%s', (source, canonical) => {
    const parsed = parseExpression(source);
    expect(printExpression(parsed)).toBe(canonical);
    expect(withoutPlaces(parseExpression(canonical))).toEqual(withoutPlaces(parsed));
  });

  test('any expression survives printing and reading', () => {
    fc.assert(
      fc.property(expressions(), (node) => {
        expect(withoutPlaces(parseExpression(printExpression(node)))).toEqual(withoutPlaces(node));
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});

describe('refusing', () => {
  test.each([
    ['', 'empty'],
    ['age >=', 'the expression ends'],
    ['age >= 30 and', 'the expression ends'],
    ['age > 30 region', 'character 10'],
    ['(age > 30', '")" was expected'],
    ['age > 30)', 'character 9'],
    [`name = 'abc`, 'never closed'],
    ['"abc', 'never closed'],
    ['18 <= age < 65', 'cannot be chained'],
    ['a--b', 'Comments'],
    ['a in ()', 'list after "in" is empty'],
    ['a not 3', '"in", "between"'],
    ['a is 3', '"missing" or "null"'],
    ['between 1 and 2', 'the word between'],
    ['3x', 'neither a number nor a name'],
    ['1e999', 'too large'],
    ['a ; b', 'no meaning'],
    ['（a）', 'no meaning'],
    ['log()', 'was given 0 values'],
    ['clip(1, 2)', 'clip(x, low, high)'],
    [`date('2026-02-30')`, 'not a date'],
    ['case end', 'value was expected'],
    ['case when a then 1', '"end" was expected'],
  ])('%s', (source, part) => {
    const problem = refusal(source);
    expect(problem).toMatchObject({ kind: 'input', code: 'expression/syntax' });
    expect(`${problem.message} ${problem.fix}`).toContain(part);
  });

  test('a function that does not exist names the ones that look like it', () => {
    expect(refusal('squrt(x)')).toMatchObject({ code: 'expression/unknown-function', fix: expect.stringContaining('"sqrt"') });
    expect(refusal('constructor(x)').code).toBe('expression/unknown-function');
    expect(refusal('__proto__(x)').code).toBe('expression/unknown-function');
  });

  test('nesting and chains beyond reason are refused, not crashed on', () => {
    expect(refusal('('.repeat(100_000)).message).toContain('nested too deeply');
    expect(refusal(Array.from({ length: 50_000 }, () => 'a').join(' + ')).message).toContain('nested too deeply');
    expect(refusal(`${'not '.repeat(100_000)}a`).message).toContain('nested too deeply');
    const flat = parseExpression(Array.from({ length: 50_000 }, () => 'a').join(' or '));
    expect(flat).toMatchObject({ kind: 'logic', operator: 'or' });
  });

  test('no text makes it throw anything but a problem', () => {
    const pieces = [
      'a',
      '1',
      "'x'",
      '"q"',
      '(',
      ')',
      ',',
      '+',
      '-',
      'and',
      'or',
      'not',
      'in',
      'between',
      'is',
      'null',
      'case',
      'when',
      'end',
      'if(',
      'date(',
      '<',
      '=',
      '||',
      '\u202e',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (words) => {
        try {
          parseExpression(words.join(' '));
        } catch (error) {
          expect(problemOf(error).kind).toBe('input');
        }
      }),
      { numRuns: 2000, seed: 6 },
    );
  });

  test('a name of a megabyte is read whole and shown short', () => {
    const long = 'x'.repeat(1_000_000);
    expect(parseExpression(`"${long}" > 1`)).toMatchObject({ left: { name: long } });
    expect(refusal(`${long}(1)`).message.length).toBeLessThan(200);
  });
});
