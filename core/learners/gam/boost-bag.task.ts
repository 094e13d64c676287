import type { Task } from '../../base/work.ts';
import { boostPairs } from './boost-pairs.ts';
import { boostShapes } from './boost-shapes.ts';
import type { BagItem, BagResult, GamJob } from './job.ts';

/** Trains one bag on the calling thread: its shapes or, where these are given, its surfaces. */
export const boostBag: Task<GamJob, BagItem, BagResult> = {
  id: 'gam/boost-bag',
  run(job, { bag, shapes }, signal) {
    if (job.pairs === undefined || shapes === undefined) return boostShapes(job, bag, signal);
    return boostPairs(job, job.pairs, bag, shapes, signal);
  },
};
