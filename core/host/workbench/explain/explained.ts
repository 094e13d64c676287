import type { CellView, FeatureView, RowView, SubjectView } from '../../../api/types.ts';
import { type Problem, problemOf, refuse } from '../../../base/problem.ts';
import { type Rng, rngFromSeed, rngFromWords } from '../../../base/rng.ts';
import { partOf, type StopSignal, type Work } from '../../../base/work.ts';
import { thinned } from '../../../learners/explain/coalition-shap.ts';
import { explainModel } from '../../../learners/explain/explain-model.ts';
import { gridOf } from '../../../learners/explain/grid-values.ts';
import type { GridAxis } from '../../../learners/explain/grid-walker.ts';
import { explainLinear } from '../../../learners/explain/linear-shap.ts';
import { answerGrid } from '../../../learners/explain/partial-dependence.ts';
import { RowExplainer } from '../../../learners/explain/row-explainer.ts';
import { type Explanation, explainTrees } from '../../../learners/explain/tree-shap.ts';
import type { Feature, FeatureTable, Model, TreeModel } from '../../../learners/model.ts';
import { inverseLink, predict, predictRaw } from '../../../learners/predict.ts';
import { prepareSubject, type Subject, type SubjectSource, sampleRows } from '../../../methods/kit/explanations/subject.ts';

/** What is to be explained, and how: as the step's own options say. */
export interface ExplainJob {
  readonly source: SubjectSource;
  /** Seed of the step's random stream: the stand-in and the background are then the step's own. */
  readonly seed: Rng['seed'];
  /** Rows to compare with; 0 for the training weights. */
  readonly backgroundRows: number;
}

export type Cell = CellView;

/** Places of the grid under a slider, and rows that the mean answer is taken over. */
const GRID_SIZE = 25;
const AVERAGE_ROWS = 200;
const MOST_PEERS = 5;
/** Rows that stand in for what is unknown where a model must be asked again and again. */
const FEW_ROWS = 100;

/** A row is explained without a draw. */
const ROW_SEED: Rng['seed'] = rngFromSeed(0).seed;

export type SubjectFacts = Omit<SubjectView, 'idColumn' | 'arms'>;
export type RowFacts = Omit<RowView, 'row' | 'name' | 'peers'> & {
  readonly peers: readonly { readonly row: number; readonly answer: number; readonly distance: number }[];
};

/** A model with its table, kept warm: answers for one row at a time, as it is or with other values in some columns. */
export class Explained {
  readonly facts: SubjectFacts;
  readonly #subject: Subject;
  readonly #axes: readonly (GridAxis | null)[];
  readonly #spreads: Float64Array;
  readonly #background: FeatureTable | undefined;
  /** Tree models taken apart: as long as that takes, the first row need not wait for it. */
  readonly #takenApart = new Map<TreeModel, RowExplainer>();

  private constructor(subject: Subject, axes: readonly (GridAxis | null)[], features: readonly FeatureView[], job: ExplainJob) {
    const { facts, table } = subject;
    this.#subject = subject;
    this.#axes = axes;
    this.#spreads = Float64Array.from(table.columns, spreadOf);
    this.#background = job.backgroundRows === 0 ? undefined : backgroundOf(table, job);
    this.facts = {
      kind: facts.kind,
      arm: facts.arm ?? null,
      control: facts.control ?? null,
      outcome: facts.outcome ?? null,
      link: facts.link,
      fidelity: facts.fidelity?.value ?? null,
      hasStandIn: facts.fidelity !== undefined,
      rowCount: table.rowCount,
      features,
    };
  }

  /** Learns a stand-in where one is needed, and how the mean answer moves with each column. @throws as `prepareSubject` */
  static async prepare(job: ExplainJob, signal: StopSignal): Promise<Explained> {
    const work = workAlone(job.seed, signal);
    const subject = await prepareSubject(job.source, true, partOf(work, 'surrogate', 0, 1));
    const { model, table } = subject;
    const rows = sampleRows(table.rowCount, AVERAGE_ROWS, work.rng.fork('average'));
    const axes = model.features.map((feature, index) => axisOf(feature, index, table.columns[index] as Float64Array));
    const features: FeatureView[] = [];
    for (const [index, feature] of model.features.entries()) {
      const axis = axes[index] ?? null;
      const average = axis === null ? [] : Array.from((await answerGrid(model, table, [axis], rows, work)).average);
      features.push(featureView(feature, table.columns[index] as Float64Array, axis, average));
    }
    const explained = new Explained(subject, axes, features, job);
    if (job.backgroundRows === 0) explained.#takeApart(model, signal);
    return explained;
  }

  /**
   * Why a row gets its answer: contributions on the raw scale that sum with the base to the answer.
   *
   * @param row counted from 0
   * @throws option/invalid naming the column whose new value it cannot take
   */
  async row(row: number, changes: Readonly<Record<string, Cell>>, signal: StopSignal): Promise<RowFacts> {
    const { model, table, answers, facts } = this.#subject;
    const work = workAlone(ROW_SEED, signal);
    const before = oneRow(table, row, {});
    const asked = oneRow(table, row, changes);
    const { base, values } = await this.#explain(model, asked, work);
    const raw = predictRaw(model, asked)[0] as number;
    const lines: (readonly number[])[] = [];
    for (const axis of this.#axes)
      lines.push(axis === null ? [] : Array.from((await answerGrid(model, asked, [axis], undefined, work)).individual));
    return {
      base,
      raw,
      answer: inverseLink(model.link, raw),
      answerBefore: predict(model, before)[0] as number,
      estimated: facts.fidelity === undefined ? null : (answers[row] as number),
      values: asked.columns.map((column, index) => cellView(model.features[index] as Feature, column[0] as number)),
      contributions: Array.from(values),
      lines,
      peers: Object.keys(changes).length > 0 ? [] : this.#peers(row),
    };
  }

  /** As `explainModel`, but a linear model compares with the table that the row was taken from, not with the row alone. */
  async #explain(model: Model, row: FeatureTable, work: Work): Promise<Explanation> {
    const background = this.#background;
    if (model.kind === 'linear') return explainLinear(model, row, background ?? this.#subject.table);
    if (model.kind === 'network')
      return explainModel(model, row, { background: background ?? thinned(this.#subject.table, FEW_ROWS) }, work);
    if (model.kind === 'trees') {
      const apart = this.#takenApart.get(model);
      if (apart === undefined) return explainTrees(model, row, background === undefined ? {} : { background }, work);
      return apart.explain(
        row.columns.map((column) => column[0] as number),
        work.signal,
      );
    }
    const values = new Float64Array(model.features.length);
    let base = 0;
    for (const { model: part, weight } of model.parts) {
      const explained = await this.#explain(part, row, work);
      base += weight * explained.base;
      for (let f = 0; f < values.length; f++) values[f] = (values[f] as number) + weight * (explained.values[f] as number);
    }
    return { base, values };
  }

  #takeApart(model: Model, signal: StopSignal): void {
    if (model.kind === 'blend') for (const { model: part } of model.parts) this.#takeApart(part, signal);
    if (model.kind === 'trees' && RowExplainer.canKeep(model)) this.#takenApart.set(model, new RowExplainer(model, signal));
  }

  /** The rows that differ least: numbers by their spread, categories by yes or no. Cost: rows × columns. */
  #peers(row: number): RowFacts['peers'] {
    const { table, answers, model } = this.#subject;
    const distances = new Float64Array(table.rowCount);
    table.columns.forEach((column, index) => {
      const own = column[row] as number;
      const spread = this.#spreads[index] as number;
      const isNamed = model.features[index]?.kind === 'category';
      for (let other = 0; other < distances.length; other++) {
        const cell = column[other] as number;
        const isSame = cell === own || (Number.isNaN(cell) && Number.isNaN(own));
        const apart = isSame ? 0 : isNamed || Number.isNaN(cell + own) || spread === 0 ? 1 : Math.min(3, Math.abs(cell - own) / spread);
        distances[other] = (distances[other] as number) + apart;
      }
    });
    const nearest: number[] = [];
    for (let other = 0; other < distances.length; other++) {
      const apart = distances[other] as number;
      if (other === row || (nearest.length === MOST_PEERS && apart >= (distances[nearest.at(-1) ?? 0] as number))) continue;
      const place = nearest.findIndex((known) => (distances[known] as number) > apart);
      nearest.splice(place < 0 ? nearest.length : place, 0, other);
      nearest.length = Math.min(nearest.length, MOST_PEERS);
    }
    return nearest.map((other) => ({
      row: other,
      answer: answers[other] as number,
      distance: (distances[other] as number) / table.columns.length,
    }));
  }
}

function oneRow(table: FeatureTable, row: number, changes: Readonly<Record<string, Cell>>): FeatureTable {
  const unknown = Object.keys(changes).find((name) => !table.features.some((feature) => feature.name === name));
  if (unknown !== undefined)
    refuse('option/invalid', `The model does not read a column "${unknown}".`, 'Change a column that it reads.', { column: unknown });
  const columns = table.features.map((feature, index) => {
    const cell = Object.hasOwn(changes, feature.name) ? codeOf(feature, changes[feature.name] ?? null) : table.columns[index]?.[row];
    return Float64Array.of(cell ?? Number.NaN);
  });
  return { rowCount: 1, features: table.features, columns };
}

function codeOf(feature: Feature, cell: Cell): number {
  const { name, kind, categories = [] } = feature;
  if (cell === null) return Number.NaN;
  const code = kind === 'category' ? categories.indexOf(String(cell)) : kind === 'date' ? new Date(String(cell)).getTime() : Number(cell);
  if (Number.isFinite(code) && !(kind === 'category' && code < 0)) return code;
  const listed = categories.slice(0, 8).join(', ');
  return refuse(
    'option/invalid',
    `"${String(cell).slice(0, 60)}" is no value of "${name}".`,
    kind === 'category' ? `It may be: ${listed}${categories.length > 8 ? ', …' : ''}.` : `Give a ${kind}.`,
    { column: name },
  );
}

function cellView({ kind, categories }: Feature, cell: number): CellView {
  if (Number.isNaN(cell)) return null;
  if (kind === 'category') return categories?.[cell] ?? null;
  if (kind === 'date') return new Date(cell).toISOString().slice(0, 10);
  return kind === 'boolean' ? cell === 1 : cell;
}

function featureView(feature: Feature, column: Float64Array, axis: GridAxis | null, average: readonly number[]): FeatureView {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const cell of column) {
    if (cell < low) low = cell;
    if (cell > high) high = cell;
  }
  return {
    name: feature.name,
    kind: feature.kind,
    categories: feature.categories ?? null,
    grid: axis === null ? [] : Array.from(axis.values, (cell) => cellView(feature, cell)),
    average,
    range: feature.kind === 'category' || low > high ? null : [low, high],
  };
}

/** Null for a column that does not vary. */
function axisOf(feature: Feature, index: number, column: Float64Array): GridAxis | null {
  try {
    return gridOf(feature, index, column, { size: GRID_SIZE, percentiles: [0.01, 0.99] });
  } catch (error) {
    const problem: Problem = problemOf(error);
    if (problem.code !== 'data/constant') throw error;
    return null;
  }
}

function spreadOf(column: Float64Array): number {
  let [count, mean, squares] = [0, 0, 0];
  for (const cell of column) {
    if (Number.isNaN(cell)) continue;
    const step = cell - mean;
    mean += step / ++count;
    squares += step * (cell - mean);
  }
  return count > 1 ? Math.sqrt(squares / count) : 0;
}

function backgroundOf(table: FeatureTable, { seed, backgroundRows }: ExplainJob): FeatureTable {
  const rows = sampleRows(table.rowCount, backgroundRows, rngFromWords(seed).fork('background'));
  const columns = table.columns.map((column) => Float64Array.from(rows, (row) => column[row] as number));
  return { rowCount: rows.length, features: table.features, columns };
}

/** Everything on this thread: one row is too little to share. */
function workAlone(seed: Rng['seed'], signal: StopSignal): Work {
  return {
    rng: rngFromWords(seed),
    signal,
    threads: 1,
    progress: () => undefined,
    spread: (task, shared, items) => Promise.resolve(items.map((item) => task.run(shared, item, signal))),
    team: (task, shared) => Promise.resolve([task.run(shared, { rank: 0, size: 1, signal, barrier: () => undefined })]),
  };
}
