import { configureGlobal } from 'fast-check';

/**
 * Properties try the same cases on every machine, so that a clean clone passes today as it did yesterday. To look for new
 * counterexamples: CAUSEWAY_PROPERTY_SEED=$RANDOM npm run test:unit.
 */
configureGlobal({ seed: Number(process.env['CAUSEWAY_PROPERTY_SEED'] ?? 20_261_124) });
