import { partOf, type Work } from '../../base/work.ts';
import { type LearnerChoice, type PreparedLearner, prepareLearner, trainLearner } from '../../learners/catalog.ts';
import { gainSums } from '../../learners/explain/gain-importance.ts';
import { linearSpec } from '../../learners/linear/spec.ts';
import type { FeatureTable, LinearModel, Model, TreeModel } from '../../learners/model.ts';
import { predictRaw } from '../../learners/predict.ts';
import { modelOf, trainMany } from '../../learners/train-many.ts';
import { gbdtSpec } from '../../learners/trees/gbdt-spec.ts';
import { varianceOf } from './score.ts';

/** A model that a person can read, over some of the table's columns. */
export interface LocalModel {
  readonly model: TreeModel | LinearModel;
  /** Positions in the table of the columns that the model reads. */
  readonly columns: readonly number[];
}

/** How transparent models are made here. */
export interface Workshop {
  readonly table: FeatureTable;
  readonly raw: Float64Array;
  readonly local: 'tree' | 'linear';
  readonly depth: number;
  readonly terms: number;
  /** Reads the columns once for all trees. */
  readonly trees: PreparedLearner;
}

/** Options of one shallow tree. */
export function treeChoice(depth: number, leaves = 2 ** depth): LearnerChoice {
  return { learner: 'gbdt', ...gbdtSpec.parse({ trees: 1, learningRate: 1, maxDepth: Math.min(64, depth), leaves: Math.max(2, leaves) }) };
}

/** Reads the columns for the trees of a depth. */
export async function openWorkshop(
  table: FeatureTable,
  raw: Float64Array,
  { local, depth, terms }: Pick<Workshop, 'local' | 'depth' | 'terms'>,
  work: Work,
): Promise<Workshop> {
  return { table, raw, local, depth, terms, trees: await prepareLearner(treeChoice(depth), table, work) };
}

/** One transparent model of the raw answers for each list of rows. */
export async function trainLocals(shop: Workshop, lists: readonly Int32Array[], work: Work): Promise<LocalModel[]> {
  const busy = lists.map((rows, at) => ({ rows, at })).filter(({ rows }) => rows.length > 0 && varianceOf(shop.raw, rows) > 0);
  const models: LocalModel[] = lists.map((rows) => constant(shop, rows));
  const trained = shop.local === 'tree' ? await trainTrees(shop, busy, work) : await trainLines(shop, busy, work);
  trained.forEach((model, i) => {
    models[busy[i]?.at ?? 0] = model;
  });
  return models;
}

type Listed = { readonly rows: Int32Array; readonly at: number };

async function trainTrees({ trees, raw, table }: Workshop, lists: readonly Listed[], work: Work): Promise<LocalModel[]> {
  const lessons = lists.map(({ rows, at }) => ({
    target: { task: 'regression' as const, values: raw, rows },
    seed: work.rng.fork(at).seed,
    questions: [],
    wantsModel: true,
  }));
  const learnt = await trainMany(trees, lessons, work);
  const columns = table.columns.map((_, column) => column);
  return learnt.map((each) => ({ model: modelOf(each) as TreeModel, columns }));
}

/** The absolute penalty picks columns where there are more than are wanted; those are fitted without any penalty. */
async function trainLines(shop: Workshop, lists: readonly Listed[], work: Work): Promise<LocalModel[]> {
  const found: LocalModel[] = [];
  for (const [i, { rows, at }] of lists.entries()) {
    const part = partOf(work, at, i / lists.length, (i + 1) / lists.length);
    const columns = await pickColumns(shop, rows, part);
    const target = { task: 'regression' as const, values: shop.raw, rows };
    const table = columnsOf(shop.table, columns);
    const model = await trainLearner({ learner: 'linear', ...linearSpec.parse({}) }, table, target, part).catch(() => undefined);
    found.push(model === undefined ? constant(shop, rows) : { model: model as LinearModel, columns });
  }
  return found;
}

async function pickColumns({ table, raw, terms }: Workshop, rows: Int32Array, work: Work): Promise<readonly number[]> {
  const all = table.columns.map((_, column) => column);
  const varying = all.filter((column) => varianceOf(known(table.columns[column] as Float64Array, rows), rows) > 0);
  if (varying.length <= terms) return varying;
  const choice = { learner: 'linear' as const, ...linearSpec.parse({ penalty: 'lasso' }) };
  const model = (await trainLearner(choice, table, { task: 'regression', values: raw, rows }, work)) as LinearModel;
  const weights = linearWeights(model, table, rows);
  const ranked = all.filter((column) => (weights[column] as number) > 0).sort((a, b) => (weights[b] as number) - (weights[a] as number));
  return ranked.slice(0, terms).sort((a, b) => a - b);
}

/** The column with 0 for what is missing among the rows. */
function known(column: Float64Array, rows: Int32Array): Float64Array {
  return rows.some((row) => Number.isNaN(column[row])) ? column.map((cell) => (Number.isNaN(cell) ? 0 : cell)) : column;
}

function constant({ table, raw }: Workshop, rows: Int32Array): LocalModel {
  const mean = rows.reduce((sum, row) => sum + (raw[row] as number), 0) / Math.max(1, rows.length);
  return { model: { kind: 'linear', features: table.features, link: 'identity', intercept: mean, terms: [] }, columns: [] };
}

/** Some columns of a table. */
export function columnsOf(table: FeatureTable, columns: readonly number[]): FeatureTable {
  return {
    rowCount: table.rowCount,
    features: columns.map((column) => table.features[column] as FeatureTable['features'][number]),
    columns: columns.map((column) => table.columns[column] as Float64Array),
  };
}

/** Raw answers of a local model for some rows of the table. */
export function askLocal({ model, columns }: LocalModel, table: FeatureTable, rows: Int32Array): Float64Array {
  return predictRaw(model, columnsOf(table, columns), rows);
}

/** Leaves of a tree, or terms of a line with its intercept: what a reader has to read. */
export function sizeOf({ model }: LocalModel): number {
  if (model.kind === 'linear') return model.terms.length + 1;
  return model.feature.reduce((leaves, feature) => leaves + Number(feature < 0), 0);
}

/** How much a local model leans on each column of the table; the shares sum to 1, or all are 0. */
export function weightsOf(local: LocalModel, table: FeatureTable, rows: Int32Array): Float64Array {
  const own = local.model.kind === 'trees' ? gainSums(local.model) : linearWeights(local.model, columnsOf(table, local.columns), rows);
  const sums = new Float64Array(table.columns.length);
  local.columns.forEach((column, at) => {
    sums[column] = own?.[at] ?? 0;
  });
  const total = sums.reduce((sum, weight) => sum + weight, 0);
  return total > 0 ? sums.map((weight) => weight / total) : sums;
}

function linearWeights(model: Model, table: FeatureTable, rows: Int32Array): Float64Array {
  const sums = new Float64Array(table.columns.length);
  if (model.kind !== 'linear') return sums;
  for (const { feature, category, coefficient } of model.terms) {
    const column = known(table.columns[feature] as Float64Array, rows);
    const code = table.features[feature]?.categories?.indexOf(category ?? '') ?? -1;
    const values = category === undefined ? column : column.map((cell) => Number(cell === code));
    sums[feature] = (sums[feature] as number) + Math.abs(coefficient) * Math.sqrt(varianceOf(values, rows));
  }
  return sums;
}
