import { expect, it } from 'vitest';
import type { CellView, ColumnInfo } from '../../../core/api/types.ts';
import { choiceOf, planShape } from './why-customer.ts';

const columns: readonly ColumnInfo[] = [
  { name: 'customer', kind: 'category', role: 'id' },
  { name: 'effect:mail', kind: 'number', role: null },
  { name: 'effect:call', kind: 'number', role: null },
  { name: 'cost_call', kind: 'number', role: null },
  { name: 'offer', kind: 'category', role: null },
  { name: 'offer_value', kind: 'number', role: null },
  { name: 'offer_cost', kind: 'number', role: null },
];
const spec = { budget: 10, cost: { mail: 1, call: 'cost_call' }, valuePerUnit: 2 };
const shape = planShape(columns, ['none', 'mail', 'call'], spec);
if (shape === null) throw new Error('There is a plan.');
// The price of a unit of budget falls from 20 at nothing to 1 at 100.
const curve = { points: [20, 10, 6, 3, 1].map((shadowPrice, at) => ({ budget: 25 * at, value: at, shadowPrice })), path: [] };
const cells = (offer: string, more: readonly (readonly [string, CellView])[] = []): ReadonlyMap<string, CellView> =>
  new Map<string, CellView>([['effect:mail', 6], ['effect:call', 10], ['cost_call', 3], ['offer', offer], ...more]);
const setting = { shape, spec, costColumn: null, prices: new Map([['budget', 5]]), curve };

it('weighs every option at the price of the budget', () => {
  const { offers, isRounded, withheld } = choiceOf(cells('mail'), setting);
  // 2 × 6 − 5 × 1 and 2 × 10 − 5 × 3.
  expect(offers.map(({ score }) => score)).toEqual([0, 7, 5]);
  expect(isRounded).toBe(false);
  expect(withheld).toEqual([]);
});

it('says at which budgets the choice would be another', () => {
  // The call adds 8 for 2 more: it overtakes at a price of 4. The mail is worth 12 for 1: given up above a price of 12.
  expect(choiceOf(cells('mail'), setting)).toMatchObject({
    withMore: { option: 'call', budget: 75 },
    withLess: { option: 'none', budget: 25 },
  });
});

it('knows a choice that no budget changes, and one that only fills the budget', () => {
  expect(
    choiceOf(
      cells('none', [
        ['effect:mail', -1],
        ['effect:call', -2],
      ]),
      setting,
    ),
  ).toMatchObject({ withMore: null, withLess: null });
  expect(choiceOf(cells('call'), setting).isRounded).toBe(true);
});

it('leaves out what is not on offer', () => {
  const choice = choiceOf(cells('mail', [['may', 'mail|sms']]), { ...setting, spec: { ...spec, eligibility: 'may' } });
  expect(choice.withheld).toEqual(['call']);
  expect(choice.withMore).toBeNull();
});

it('sees no plan in a table without one', () => {
  expect(planShape(columns.slice(0, 4), ['none'], {})).toBeNull();
});
