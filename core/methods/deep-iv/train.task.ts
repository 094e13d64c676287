import { type Rng, rngFromWords } from '../../base/rng.ts';
import type { StopSignal, Task } from '../../base/work.ts';
import type { NetworkInput } from '../../learners/model.ts';
import { Net } from '../../learners/network/net.ts';
import { type TrainOptions, trainNet } from '../../learners/network/train.ts';
import { chanceObjective, drawAmount, mixtureObjective } from './distribution.ts';
import { type Foreseen, responseObjective } from './response.ts';

/** What every training shares: all columns standardised. */
export interface DeepIvJob {
  readonly covariates: readonly Float64Array[];
  readonly instruments: readonly Float64Array[];
  /** 0 and 1 as they are; other amounts standardised. */
  readonly treatment: Float64Array;
  readonly outcome: Float64Array;
  readonly isYesNo: boolean;
  /** Amounts to answer for, on the treatment's scale here. */
  readonly amounts: Float64Array;
  readonly options: TrainOptions & { readonly hidden: readonly number[]; readonly components: number; readonly draws: number };
}

export interface DeepIvLesson {
  readonly rows: Int32Array;
  readonly seed: Rng['seed'];
}

export interface DeepIvAnswer {
  /** Mean of h over the rows at each amount. */
  readonly means: Float64Array;
  /** Losses per epoch on the rows that decided when to stop, both stages. */
  readonly stages: readonly [readonly number[], readonly number[]];
}

/** Trains both networks on some rows, and has the second answer for all rows at each amount. */
export const trainDeepIv: Task<DeepIvJob, DeepIvLesson, DeepIvAnswer> = {
  id: 'deep-iv/train',
  run(job, { rows, seed }, signal) {
    const rng = rngFromWords(seed);
    const hands = (name: string) => ({ rng: rng.fork(name), signal, progress: () => undefined });
    const { options, isYesNo, covariates, instruments, treatment } = job;
    const known = [...covariates, ...instruments];
    const outputs = isYesNo ? 1 : 3 * options.components;
    const first = new Net(
      plain(known.length),
      { hidden: options.hidden, outputs, activation: 'tanh', batchRows: options.batchRows },
      rng.fork('first'),
    );
    const aim = isYesNo ? chanceObjective(first, known, treatment) : mixtureObjective(first, known, treatment, options.components);
    const { checking } = trainNet(first, aim, rows, options, hands('first'));
    const foreseen = isYesNo ? foreseenChance(first, known) : foreseenMixture(first, known, options);
    const batchRows = options.batchRows * 2 * foreseen.size;
    const second = new Net(
      plain(covariates.length + 1),
      { hidden: options.hidden, outputs: 1, activation: 'tanh', batchRows },
      rng.fork('second'),
    );
    const response = responseObjective(second, covariates, { outcome: job.outcome, foreseen, rng: rng.fork('amounts') });
    const course = trainNet(second, response, rows, options, hands('second'));
    return { means: meansAt(second, job, signal), stages: [checking, course.checking] };
  },
};

/** Columns that are standardised already. */
function plain(count: number): NetworkInput[] {
  return Array.from({ length: count }, () => ({ kind: 'number', center: 0, scale: 1, hasMissingFlag: false }));
}

/** A yes/no treatment needs no draws: both amounts, weighed by their chances. */
function foreseenChance(net: Net, known: readonly Float64Array[]): Foreseen {
  const one = new Int32Array(1);
  return {
    size: 2,
    draw(row, _rng, { amounts, weights }) {
      one[0] = row;
      const chance = 1 / (1 + Math.exp(-(net.read(known, one, 0, 1)[0] as number)));
      for (const at of [0, 2]) {
        amounts[at] = 0;
        amounts[at + 1] = 1;
        weights[at] = 1 - chance;
        weights[at + 1] = chance;
      }
    },
  };
}

function foreseenMixture(net: Net, known: readonly Float64Array[], { components, draws }: DeepIvJob['options']): Foreseen {
  const one = new Int32Array(1);
  return {
    size: draws,
    draw(row, rng, { amounts, weights }) {
      one[0] = row;
      const answers = net.read(known, one, 0, 1);
      for (let s = 0; s < amounts.length; s++) {
        amounts[s] = drawAmount(answers, 0, components, rng);
        weights[s] = 1 / draws;
      }
    },
  };
}

/** Rows that the mean outcome is taken over. */
const MOST_ROWS = 2000;

function meansAt(net: Net, { covariates, treatment, amounts, options }: DeepIvJob, signal: StopSignal): Float64Array {
  const total = treatment.length;
  const count = Math.min(MOST_ROWS, total);
  const width = covariates.length + 1;
  const input = net.values[0] as Float64Array;
  return amounts.map((amount) => {
    signal.throwIfAborted();
    let sum = 0;
    for (let from = 0; from < count; from += options.batchRows) {
      const block = Math.min(options.batchRows, count - from);
      for (let i = 0; i < block; i++) {
        const row = Math.floor(((from + i) * total) / count);
        for (let f = 0; f < covariates.length; f++) input[i * width + f] = (covariates[f] as Float64Array)[row] as number;
        input[i * width + width - 1] = amount;
      }
      const answers = net.answer(block);
      for (let i = 0; i < block; i++) sum += answers[i] as number;
    }
    return sum / count;
  });
}
