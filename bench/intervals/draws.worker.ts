import { parentPort } from 'node:worker_threads';
import { DESIGNS } from './designs.ts';
import { type Kind, tally } from './tally.ts';

/** Counts stretches of draws for the runner. */
parentPort?.on(
  'message',
  async ({ at, kind, from, to }: { readonly at: number; readonly kind: Kind; readonly from: number; readonly to: number }) => {
    const design = DESIGNS[at];
    if (design === undefined) throw new Error(`There is no design ${at}.`);
    parentPort?.postMessage(await tally(design, kind, from, to));
  },
);
