import { giveUp } from '../../base/problem.ts';
import { shuffle } from '../../base/rng.ts';
import type { Hands } from '../learner.ts';
import type { Net } from './net.ts';
import type { NetworkSpec } from './spec.ts';

/** What a network is to get better at. */
export interface Objective {
  /** Sum of the losses of a batch; with `wantsSlopes` also sends their slopes back through the network. */
  judge(batch: { readonly rows: Int32Array; readonly from: number; readonly count: number }, wantsSlopes: boolean): number;
}

/** How training went: mean loss per epoch on the rows it learnt from, and on those that decide when to stop. */
export interface Course {
  readonly learning: readonly number[];
  readonly checking: readonly number[];
  /** The epoch whose weights were kept, counted from 1. */
  readonly kept: number;
}

export type TrainOptions = Pick<NetworkSpec, 'epochs' | 'batchRows' | 'learningRate' | 'weightDecay' | 'validationShare' | 'patience'>;

/** Fewer rows than this cannot say when to stop. */
const FEWEST_CHECKING = 20;

/**
 * Trains by batches until the held-back rows stop improving, and brings back the weights that were best on them.
 *
 * @param rows rows to learn from; a share of them is held back as `validationShare` says
 * @throws numeric/not-converged when the loss leaves the numbers
 */
export function trainNet(net: Net, objective: Objective, rows: Int32Array, options: TrainOptions, hands: Hands): Course {
  const dealt = shuffle(Int32Array.from(rows), hands.rng.fork('held-back'));
  const heldBack = Math.floor(options.validationShare * rows.length);
  const checking = dealt.subarray(0, heldBack >= FEWEST_CHECKING ? heldBack : 0);
  const learning = dealt.slice(checking.length);
  const course = { learning: [] as number[], checking: [] as number[] };
  const best = { loss: Number.POSITIVE_INFINITY, epoch: 0, parameters: Float64Array.from(net.parameters) };
  for (let epoch = 1; epoch <= options.epochs; epoch++) {
    shuffle(learning, hands.rng.fork(epoch));
    const loss = learnOnce(net, objective, learning, options, hands);
    course.learning.push(loss);
    const judged = checking.length === 0 ? loss : lossOf(objective, checking, options.batchRows);
    if (!Number.isFinite(judged))
      giveUp('numeric/not-converged', 'The network left the numbers while it learnt.', 'Lower learningRate, or raise weightDecay.', {
        option: 'learningRate',
      });
    if (checking.length > 0) course.checking.push(judged);
    if (checking.length === 0 || judged < best.loss) {
      best.loss = judged;
      best.epoch = epoch;
      best.parameters.set(net.parameters);
    }
    hands.progress(epoch / options.epochs, 'training');
    if (epoch - best.epoch >= options.patience) break;
  }
  net.parameters.set(best.parameters);
  return { ...course, kept: best.epoch };
}

function learnOnce(net: Net, objective: Objective, rows: Int32Array, options: TrainOptions, hands: Hands): number {
  let sum = 0;
  for (let from = 0; from < rows.length; from += options.batchRows) {
    hands.signal.throwIfAborted();
    sum += objective.judge({ rows, from, count: Math.min(options.batchRows, rows.length - from) }, true);
    net.step(options.learningRate, options.weightDecay);
  }
  return sum / rows.length;
}

function lossOf(objective: Objective, rows: Int32Array, batchRows: number): number {
  let sum = 0;
  for (let from = 0; from < rows.length; from += batchRows)
    sum += objective.judge({ rows, from, count: Math.min(batchRows, rows.length - from) }, false);
  return sum / rows.length;
}
