import type { Design } from './design.ts';
import { designs as abTest } from './designs/ab-test.ts';
import { designs as adjustment } from './designs/adjustment.ts';
import { designs as instruments } from './designs/instruments.ts';
import { designs as its } from './designs/its.ts';
import { designs as logit } from './designs/logit.ts';
import { designs as ols } from './designs/ols.ts';
import { designs as panels } from './designs/panels.ts';
import { designs as power } from './designs/power.ts';
import { designs as psm } from './designs/psm.ts';
import { designs as rdd } from './designs/rdd.ts';
import { designs as synthetic } from './designs/synthetic.ts';

/** Every design of the table, in its order. */
export const DESIGNS: readonly Design[] = [
  ...power,
  ...abTest,
  ...ols,
  ...logit,
  ...psm,
  ...adjustment,
  ...instruments,
  ...rdd,
  ...panels,
  ...synthetic,
  ...its,
];
