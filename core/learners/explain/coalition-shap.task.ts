import { type Rng, rngFromWords, shuffle } from '../../base/rng.ts';
import type { StopSignal, Task } from '../../base/work.ts';
import type { Model } from '../model.ts';
import { predictRaw } from '../predict.ts';
import { type Coalitions, shapleyFromCoalitions } from './coalitions.ts';
import type { RowRange } from './tree-shap.task.ts';

/** What every row needs to be explained by asking the model about mixtures of it and the background. */
export interface CoalitionJob {
  readonly model: Model;
  readonly columns: readonly Float64Array[];
  readonly rows?: Int32Array;
  readonly background: readonly Float64Array[];
  /** The coalitions that every row is asked about; absent where rows draw orders of their own. */
  readonly coalitions?: Coalitions;
  /** Orders that each row draws, each walked forwards and backwards. */
  readonly orders: number;
  readonly seed: Rng['seed'];
  /** n × F contributions, on shared memory. */
  readonly out: Float64Array;
}

export const explainByAsking: Task<CoalitionJob, RowRange, undefined> = {
  id: 'explain/ask-coalitions',
  run(job, { from, to }, signal) {
    const asked = new Asked(job);
    const rng = rngFromWords(job.seed);
    for (let at = from; at < to; at++) {
      signal.throwIfAborted();
      const row = job.rows === undefined ? at : (job.rows[at] as number);
      const values =
        job.coalitions === undefined ? walkOrders(asked, row, rng.fork(row), signal) : byCoalitions(asked, row, job.coalitions);
      job.out.set(values, at * job.columns.length);
    }
    return undefined;
  },
};

/** Cells of the tables that the model is asked about at a time. */
const MOST_CELLS = 1 << 19;

/** Means of the model's raw answers when only some features are known; the others come from each background row in turn. */
class Asked {
  readonly width: number;
  readonly orders: number;
  readonly #job: CoalitionJob;
  readonly #behind: number;
  readonly #atOnce: number;
  readonly #columns: readonly Float64Array[];

  constructor(job: CoalitionJob) {
    this.#job = job;
    this.width = job.columns.length;
    this.orders = job.orders;
    this.#behind = job.background[0]?.length ?? 0;
    this.#atOnce = Math.max(1, Math.floor(MOST_CELLS / Math.max(1, this.#behind * this.width)));
    this.#columns = job.columns.map(() => new Float64Array(this.#atOnce * this.#behind));
  }

  /** @param members one byte a feature for each coalition, 1 where the row's own value is known */
  means(row: number, members: Uint8Array): Float64Array {
    const count = members.length / this.width;
    const means = new Float64Array(count);
    for (let first = 0; first < count; first += this.#atOnce)
      this.#meansOf(row, members, { first, last: Math.min(count, first + this.#atOnce) }, means);
    return means;
  }

  #meansOf(
    row: number,
    members: Uint8Array,
    { first, last }: { readonly first: number; readonly last: number },
    means: Float64Array,
  ): void {
    const { model, columns, background } = this.#job;
    const [behind, width] = [this.#behind, this.width];
    const rowCount = (last - first) * behind;
    for (let feature = 0; feature < width; feature++) {
      const into = this.#columns[feature] as Float64Array;
      const own = (columns[feature] as Float64Array)[row] as number;
      for (let c = first; c < last; c++) {
        const at = (c - first) * behind;
        if (members[c * width + feature] === 1) into.fill(own, at, at + behind);
        else into.set(background[feature] as Float64Array, at);
      }
    }
    const answers = predictRaw(model, { rowCount, features: model.features, columns: this.#columns });
    for (let c = first; c < last; c++) {
      let sum = 0;
      for (let b = 0; b < behind; b++) sum += answers[(c - first) * behind + b] as number;
      means[c] = sum / behind;
    }
  }
}

/** The smallest and the largest coalition come first and last; the rest are weighed as the kernel says. */
function byCoalitions(asked: Asked, row: number, coalitions: Coalitions): Float64Array {
  return shapleyFromCoalitions(coalitions, asked.means(row, coalitions.members));
}

/**
 * Means of the steps when features become known one after another, in drawn orders and their reverses.
 *
 * @see Castro, Gómez & Tejada (2009), Computers & Operations Research 36(5); Mitchell et al. (2022), JMLR 23(43) (reverses)
 */
function walkOrders(asked: Asked, row: number, rng: Rng, signal: StopSignal): Float64Array {
  const { width } = asked;
  const values = new Float64Array(width);
  for (let draw = 0; draw < asked.orders; draw++) {
    signal.throwIfAborted();
    const order = shuffle(
      Int32Array.from({ length: width }, (_, feature) => feature),
      rng,
    );
    for (const walked of [order, order.toReversed()]) {
      const means = asked.means(row, growing(walked));
      walked.forEach((feature, step) => {
        values[feature] = (values[feature] as number) + ((means[step + 1] as number) - (means[step] as number)) / (2 * asked.orders);
      });
    }
  }
  return values;
}

/** F + 1 coalitions: nobody, then one more each. */
function growing(order: Int32Array): Uint8Array {
  const width = order.length;
  const members = new Uint8Array((width + 1) * width);
  order.forEach((feature, step) => {
    for (let c = step + 1; c <= width; c++) members[c * width + feature] = 1;
  });
  return members;
}
