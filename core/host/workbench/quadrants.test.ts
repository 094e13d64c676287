import { expect, it } from 'vitest';
import { quadrantsOf } from './quadrants.ts';

const effects = {
  control: 'none',
  arms: ['mail', 'call'],
  outcome: 'bought',
  rowCount: 4,
  // Rows × arms; the call is another column, to be passed over.
  value: Float64Array.of(1, 9, -1, 9, 2, 9, 0, 9),
  baseline: Float64Array.of(0.1, 0.1, 0.9, 0.9),
};
const session = { valuesOf: () => ({ values: { effects }, fingerprint: 'f', key: 'k' }) };

it('counts rows on either side of both limits', () => {
  const at = { step: 'effects', arm: 'mail', baseline: 0.5, effect: 0 };
  expect(quadrantsOf(at, session)).toEqual({ persuadable: 1, lostCause: 1, sureThing: 1, doNotDisturb: 1 });
  expect(quadrantsOf({ ...at, effect: 1.5 }, session)).toEqual({ persuadable: 0, lostCause: 2, sureThing: 1, doNotDisturb: 1 });
});

it('refuses an arm that is not there', () => {
  const ask = () => quadrantsOf({ step: 'effects', arm: 'sms', baseline: 0, effect: 0 }, session);
  expect(ask).toThrow('has no effects of "sms"');
});
