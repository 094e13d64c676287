import type { Rng } from '../../base/rng.ts';
import type { Work } from '../../base/work.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import type { FeatureTable, Model } from '../model.ts';
import { predictRaw } from '../predict.ts';
import { type CoalitionJob, explainByAsking } from './coalition-shap.task.ts';
import { type Coalitions, drawnCoalitions, everyCoalition } from './coalitions.ts';
import { type Explanation, rowRanges } from './tree-shap.ts';

export interface CoalitionOptions {
  readonly rows?: Int32Array;
  /** Rows that stand in for what is not known. */
  readonly background: FeatureTable;
  /** auto: every coalition of up to nine features, drawn orders of more; kernel: drawn coalitions and a weighted fit. */
  readonly approach?: 'auto' | 'kernel' | 'orders';
  /** Pairs of coalitions (kernel) or of an order and its reverse (orders) for each row. */
  readonly draws?: number;
}

/** 2⁹ questions a row are few enough to ask them all. */
const MOST_EXACT = 9;
const USUAL_ORDERS = 4;
const USUAL_PAIRS = 256;
const ROWS_AT_ONCE = 16;

/**
 * SHAP values of any model on its raw scale by asking it about mixtures of the row and the background. Exact up to nine
 * features; beyond that a fair estimate, which still sums to the answer exactly.
 *
 * @see Lundberg & Lee (2017), NeurIPS 30 (kernel); Štrumbelj & Kononenko (2014), KAIS 41 (orders)
 * Cost: rows × questions × background rows predictions.
 */
export async function explainAnyModel(model: Model, table: FeatureTable, options: CoalitionOptions, work: Work): Promise<Explanation> {
  const width = model.features.length;
  const count = options.rows?.length ?? table.rowCount;
  const out = sharedFloats(count * width);
  const coalitions = coalitionsFor(width, options, work.rng.fork('coalitions'));
  const job: CoalitionJob = {
    model,
    columns: table.columns,
    background: options.background.columns,
    orders: options.draws ?? USUAL_ORDERS,
    seed: work.rng.fork('orders').seed,
    out,
    ...(options.rows === undefined ? {} : { rows: options.rows }),
    ...(coalitions === undefined ? {} : { coalitions }),
  };
  await work.spread(explainByAsking, job, rowRanges(count, ROWS_AT_ONCE), (share) => work.progress(share, 'explaining'));
  const answers = predictRaw(model, options.background);
  return { base: answers.reduce((sum, answer) => sum + answer, 0) / answers.length, values: out };
}

function coalitionsFor(width: number, { approach = 'auto', draws = USUAL_PAIRS }: CoalitionOptions, rng: Rng): Coalitions | undefined {
  if (approach === 'orders') return undefined;
  if (width <= MOST_EXACT) return everyCoalition(width);
  return approach === 'kernel' ? drawnCoalitions(width, draws, rng) : undefined;
}

/** Every k-th row of a table: few enough to be asked about again and again. */
export function thinned(table: FeatureTable, most: number): FeatureTable {
  const count = Math.min(most, table.rowCount);
  const columns = table.columns.map((column) =>
    Float64Array.from({ length: count }, (_, i) => column[Math.floor((i * table.rowCount) / count)] as number),
  );
  return { rowCount: count, features: table.features, columns };
}
