import { giveUp, refuse } from '../../base/problem.ts';
import { partOf, type Work } from '../../base/work.ts';
import { gridOf, gridQuantile } from '../../learners/explain/grid-values.ts';
import type { GridAxis } from '../../learners/explain/grid-walker.ts';
import { answerGrid } from '../../learners/explain/partial-dependence.ts';
import type { Feature, FeatureTable, Model } from '../../learners/model.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { isConstant, leadingFeatures, requireFeature } from '../kit/explanations/features.ts';
import { findSubject, prepareSubject, type SubjectFacts, type SubjectSource, sampleRows } from '../kit/explanations/subject.ts';
import { readPairs } from './pairs.ts';
import type { PdpSpec } from './spec.ts';

/** The answers over one feature's grid. */
export interface Profile {
  readonly feature: Feature;
  /** G values: numbers, category codes, 0/1 or ms. */
  readonly grid: Float64Array;
  /** G means over the rows: partial dependence. */
  readonly average: Float64Array;
  /** G standard errors of those means, over rows. */
  readonly standardError: Float64Array;
  /** Lines of single rows, each G long, and the rows that they belong to. */
  readonly lines: readonly Float64Array[];
  readonly lineRows: Int32Array;
  /** Deciles of the data, for the rug; empty for categories. */
  readonly deciles: readonly number[];
  /** The data's 5 % and 95 % quantiles: outside, the model extrapolates. */
  readonly usual: readonly [number, number] | null;
  /** Rows without a value of this feature. */
  readonly missing: number;
}

/** The answers over two features' grids. */
export interface Surface {
  readonly features: readonly [Feature, Feature];
  readonly grids: readonly [Float64Array, Float64Array];
  /** G1 × G2 means, the first feature outermost. */
  readonly average: Float64Array;
  /** G1 × G2 numbers of rows whose nearest grid point this is. */
  readonly support: Int32Array;
}

export interface PdpFit {
  readonly facts: SubjectFacts;
  readonly rowCount: number;
  /** Rows averaged over. */
  readonly used: number;
  readonly profiles: readonly Profile[];
  readonly surfaces: readonly Surface[];
  /** Features asked for or found important whose values do not vary. */
  readonly constant: readonly string[];
}

/** Numbers of all rows' answers over one grid: 640 MB at most. */
const MOST_CELLS = 80_000_000;

/** Checks everything that can be known before the run. */
export function readPdpStudy(spec: PdpSpec, inputs: Inputs): SubjectSource {
  const source = findSubject(inputs, spec);
  const names = source.kind === 'model' ? source.model.features.map(({ name }) => name) : source.covariates;
  for (const name of spec.features ?? []) requireFeature(names, name, 'features');
  for (const pair of readPairs(spec.pairs, names)) for (const name of pair) requireFeature(names, name, 'pairs');
  const rows = Math.min(spec.rows, source.frame.rowCount);
  const size = Math.max(spec.gridSize, spec.pairs.length > 0 ? spec.pairGridSize ** 2 : 0);
  if (rows * size > MOST_CELLS) {
    refuse('option/invalid', `${rows} rows over ${size} grid values are ${rows * size} answers.`, 'Use fewer rows or a smaller grid.', {
      option: 'rows',
    });
  }
  return source;
}

/** Averages the model's answers over the grid of each feature. */
export async function fitPdp(spec: PdpSpec, inputs: Inputs, context: FitContext): Promise<PdpFit> {
  const source = readPdpStudy(spec, inputs);
  const { model, table, facts } = await prepareSubject(source, false, partOf(context, 'surrogate', 0, 0.4));
  const rows = sampleRows(table.rowCount, spec.rows, context.rng.fork('rows'));
  const drawn = sampleRows(rows.length, spec.iceRows, context.rng.fork('lines'));
  const names = spec.features ?? (await leadingFeatures(model, table, rows, context));
  const profiles: Profile[] = [];
  const constant: string[] = [];
  for (const [index, name] of names.entries()) {
    context.progress(0.4 + (0.4 * index) / names.length, name.slice(0, 40));
    const feature = model.features.findIndex((entry) => entry.name === name);
    if (isConstant(table, feature) && spec.features === undefined) constant.push(name);
    else profiles.push(await profileOf({ model, table, rows, drawn, spec }, feature, context));
  }
  const surfaces: Surface[] = [];
  for (const [first, second] of readPairs(
    spec.pairs,
    model.features.map((entry) => entry.name),
  )) {
    context.progress(0.8, `${first} × ${second}`.slice(0, 40));
    const pair = [first, second].map((name) => model.features.findIndex((entry) => entry.name === name)) as [number, number];
    surfaces.push(await surfaceOf({ model, table, rows, drawn, spec }, pair, context));
  }
  return { facts, rowCount: table.rowCount, used: rows.length, profiles, surfaces, constant };
}

interface Study {
  readonly model: Model;
  readonly table: FeatureTable;
  readonly rows: Int32Array;
  /** Positions in `rows` whose lines are drawn. */
  readonly drawn: Int32Array;
  readonly spec: PdpSpec;
}

async function profileOf({ model, table, rows, drawn, spec }: Study, index: number, work: Work): Promise<Profile> {
  const feature = model.features[index] as Feature;
  const column = table.columns[index] as Float64Array;
  const axis = gridOf(feature, index, column, { size: spec.gridSize, percentiles: spec.percentiles });
  const { individual, average, size } = await answerGrid(model, table, [axis], rows, work);
  requireFinite(average);
  const known = column.filter((cell) => !Number.isNaN(cell)).sort();
  const isOrdered = feature.kind !== 'category';
  return {
    feature,
    grid: axis.values,
    average,
    standardError: standardErrors(individual, average),
    lines: Array.from(drawn, (at) => individual.slice(at * size, (at + 1) * size)),
    lineRows: drawn.map((at) => rows[at] as number),
    deciles: isOrdered ? Array.from({ length: 9 }, (_, k) => gridQuantile(known, (k + 1) / 10)) : [],
    usual: isOrdered ? [gridQuantile(known, 0.05), gridQuantile(known, 0.95)] : null,
    missing: column.length - known.length,
  };
}

async function surfaceOf({ model, table, rows, spec }: Study, pair: readonly [number, number], work: Work): Promise<Surface> {
  const rule = { size: spec.pairGridSize, percentiles: spec.percentiles };
  const axes = pair.map((index) => gridOf(model.features[index] as Feature, index, table.columns[index] as Float64Array, rule)) as [
    GridAxis,
    GridAxis,
  ];
  const { average } = await answerGrid(model, table, axes, rows, work);
  requireFinite(average);
  const [first, second] = axes;
  const support = new Int32Array(average.length);
  for (const row of rows) {
    const at = nearest(first.values, table.columns[first.feature]?.[row] ?? Number.NaN);
    const to = nearest(second.values, table.columns[second.feature]?.[row] ?? Number.NaN);
    if (at < 0 || to < 0) continue;
    const cell = at * second.values.length + to;
    support[cell] = (support[cell] as number) + 1;
  }
  return {
    features: [model.features[first.feature] as Feature, model.features[second.feature] as Feature],
    grids: [first.values, second.values],
    average,
    support,
  };
}

/** The grid value closest to a cell; −1 for a missing cell. */
function nearest(grid: Float64Array, cell: number): number {
  if (Number.isNaN(cell)) return -1;
  let best = 0;
  for (let g = 1; g < grid.length; g++) if (Math.abs((grid[g] as number) - cell) < Math.abs((grid[best] as number) - cell)) best = g;
  return best;
}

function standardErrors(individual: Float64Array, average: Float64Array): Float64Array {
  const size = average.length;
  const count = individual.length / size;
  return average.map((mean, g) => {
    let squares = 0;
    for (let row = 0; row < count; row++) squares += ((individual[row * size + g] as number) - mean) ** 2;
    return count > 1 ? Math.sqrt(squares / (count - 1) / count) : 0;
  });
}

function requireFinite(average: Float64Array): void {
  if (average.every(Number.isFinite)) return;
  giveUp(
    'numeric/not-finite',
    'Some answers of the model are not finite numbers, so they cannot be averaged.',
    'Rescale columns with extreme values and train again.',
  );
}
