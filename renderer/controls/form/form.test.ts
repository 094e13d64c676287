import { describe, expect, test } from 'vitest';
import { arrangeOptions } from './arrange.ts';
import { checkOptions, checkValue } from './check.ts';
import { discriminatorOf, firstValue, memberOf, membersOf, type SchemaNode, shapeOf } from './schema.ts';

const share: SchemaNode = { type: 'number', minimum: 0.05, maximum: 0.9, default: 0.25, unit: 'share' };
const cost: SchemaNode = {
  pick: 'column',
  role: 'cost',
  anyOf: [
    { type: 'string', minLength: 1 },
    { type: 'number', minimum: 0 },
    {
      type: 'object',
      additionalProperties: {
        anyOf: [
          { type: 'number', minimum: 0 },
          { type: 'string', minLength: 1 },
        ],
      },
    },
  ],
};
const learner: SchemaNode = {
  oneOf: [
    { type: 'object', properties: { learner: { type: 'string', const: 'gbdt' }, trees: { type: 'integer', minimum: 1 } } },
    { type: 'object', properties: { learner: { type: 'string', const: 'linear' }, penalty: { enum: ['none', 'ridge'] } } },
  ],
};

describe('shapes', () => {
  test('follow what the schema says and what our own words add', () => {
    expect(shapeOf({ type: 'string', pick: 'column' })).toBe('column');
    expect(shapeOf({ type: 'array', items: { type: 'string' }, pick: 'columns' })).toBe('columns');
    expect(shapeOf({ type: 'array', items: { type: 'number' } })).toBe('list');
    expect(shapeOf({ type: 'object', additionalProperties: { type: 'integer' } })).toBe('record');
    expect(
      shapeOf({
        anyOf: [
          { const: 1, type: 'number' },
          { const: -1, type: 'number' },
        ],
      }),
    ).toBe('choice');
    expect(shapeOf(cost)).toBe('either');
    expect(shapeOf(learner)).toBe('variants');
    expect(discriminatorOf(membersOf(learner) ?? [])).toBe('learner');
  });

  test('a tree that reaches into itself is edited as JSON', () => {
    expect(shapeOf({ anyOf: [{ type: 'object', properties: {} }, { $ref: '#/$defs/tree' }] })).toBe('json');
  });

  test('a value finds its member of a union', () => {
    const members = membersOf(cost) ?? [];
    expect([memberOf(members, 'cost'), memberOf(members, 3), memberOf(members, { call: 1 })]).toEqual([0, 1, 2]);
    expect(firstValue(members[1] ?? {})).toBe(0);
  });
});

describe('messages name the fix', () => {
  test('numbers tell their range', () => {
    expect(checkValue(share, 0.5, {})).toBeUndefined();
    expect(checkValue(share, 2, {})?.en).toBe('Enter a number from 0.05 to 0.9.');
    expect(checkValue({ type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER }, 1.5, {})?.en).toBe(
      'Enter a whole number, at least 1.',
    );
    expect(checkValue({ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }, 1, {})?.en).toBe(
      'Enter a number, more than 0 and less than 1.',
    );
    expect(checkValue({ type: 'number' }, Number.NaN, {})?.zh).toBe('请输入数字。');
  });

  test('entries of records and variants are named', () => {
    expect(checkValue(cost, { call: -1 }, {})?.en).toBe('call: Enter a number, at least 0.');
    expect(checkValue(learner, { learner: 'gbdt', trees: 0 }, {})?.en).toBe('trees: Enter a whole number, at least 1.');
    expect(checkValue(learner, { learner: 'magic' }, {})?.en).toBe('Choose one of the list.');
  });

  test('what is required and not there is said so, and only that', () => {
    const schema: SchemaNode = { type: 'object', properties: { columns: { type: 'object' }, share }, required: ['columns'] };
    expect([...checkOptions(schema, {}).keys()]).toEqual(['columns']);
    expect([...checkOptions(schema, { columns: {}, share: 7 }).keys()]).toEqual(['share']);
  });
});

test('long forms fold, but never an option that is set or needed', () => {
  const names = Array.from({ length: 12 }, (_, index) => `option${index}`);
  const schema: SchemaNode = { properties: Object.fromEntries(names.map((name) => [name, share])), required: ['option9'] };
  const { basic, more } = arrangeOptions(schema, { option11: 0.3 });
  expect(basic).toEqual(['option0', 'option1', 'option2', 'option3', 'option9', 'option11']);
  expect([...basic, ...more].toSorted()).toEqual(names.toSorted());
});
