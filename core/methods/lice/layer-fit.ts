import { partOf, type Work } from '../../base/work.ts';
import { rulesOfTree } from '../kit/readable-rules/tree-rules.ts';
import { repeatClusters, type Stability, shuffledNetwork } from './checks.ts';
import { type Grouping, type GroupingPlan, groupLayer } from './grouping.ts';
import { type Card, type LayerFacts, layerFacts, makeCards } from './layers.ts';
import { columnsOf, weightsOf } from './local-models.ts';
import { type Pair, pairClusters } from './pairs.ts';
import { type LayerSpace, layerSpace } from './spaces.ts';
import type { LiceSpec } from './spec.ts';
import type { LiceStudy } from './study.ts';
import { groupUnits, type UnitGroup } from './units.ts';

/** A card with what a reader needs besides: names of rows, and the local model in words. */
export interface ToldCard extends Card {
  readonly typicalName: string;
  readonly borderlineName: string;
  /** Leaves of the local tree, or terms of the local line. */
  readonly lines: readonly { readonly words: string; readonly value: number }[];
}

/** Everything that is said of one layer. */
export interface LayerFit extends LayerFacts {
  readonly layer: number;
  readonly units: number;
  readonly liveUnits: number;
  readonly dimensions: number;
  readonly kept: number;
  readonly count: number;
  readonly centroids: Float64Array;
  readonly tried: Grouping['tried'];
  readonly cards: readonly ToldCard[];
  readonly stability: Stability;
  /** Adjusted Rand index with the clusters of the same network with shuffled weights. */
  readonly shuffled: number;
  /** Columns that the local models lean on more than those of the layer before, most first. */
  readonly rising: readonly { readonly column: string; readonly by: number }[];
  readonly unitGroups: readonly UnitGroup[];
  readonly pairs: readonly Pair[];
  /** Rows in each pair of a cluster of the layer before (row) and one of this layer; null for the first layer. */
  readonly flow: readonly Int32Array[] | null;
  /** Some rows in the plane where the layer varies most. */
  readonly map: { readonly x: Float64Array; readonly y: Float64Array; readonly labels: Int32Array };
  readonly labels: Int32Array;
}

/** A layer as the next one needs it. */
export interface LayerWork {
  readonly fit: LayerFit;
  readonly grouping: Grouping;
  readonly repeats: readonly Int32Array[];
}

const MAP_ROWS = 1500;
const LEAST_RISE = 0.02;

/** Clusters one layer and says what its clusters do. */
export async function explainLayer(
  study: LiceStudy,
  layer: number,
  before: LayerWork | undefined,
  spec: LiceSpec,
  work: Work,
): Promise<LayerWork> {
  const { subject, answers, split, smallest, shop, general } = study;
  const space = layerSpace(subject.network, subject.table, layer);
  const plan = planOf(study, before, spec);
  const grouping = await groupLayer(space.points, plan, partOf(work, 'clusters', 0, 0.3));
  work.signal.throwIfAborted();
  const found = { grouping, points: space.points, general };
  const cards = await makeCards(shop, found, { answers, split, smallest }, partOf(work, 'cards', 0.3, 0.5));
  const facts = await layerFacts(shop, { ...found, cards }, { answers, split }, partOf(work, 'facts', 0.5, 0.6));
  work.signal.throwIfAborted();
  const { stability, groupings } = await repeatClusters(space, grouping, plan, spec.repeats, partOf(work, 'repeats', 0.6, 0.85));
  const shuffled = await shuffledNetwork(subject, { layer, grouping, plan }, partOf(work, 'shuffled', 0.85, 0.9));
  const pairs =
    spec.mode === 'class-split' ? await pairClusters(shop, grouping, space.points.width, split, partOf(work, 'pairs', 0.9, 0.95)) : [];
  const unitGroups = await groupUnits(shop, space, { answers, split }, partOf(work, 'units', 0.95, 1));
  const fit: LayerFit = {
    ...facts,
    ...sizesOf(space),
    layer,
    count: grouping.count,
    centroids: grouping.centroids,
    tried: grouping.tried,
    cards: cards.map((card) => tell(card, study)),
    stability,
    shuffled,
    rising: risingColumns(study, facts, before),
    unitGroups,
    pairs,
    flow: before === undefined ? null : flowOf(before.grouping, grouping),
    map: mapOf(space, grouping),
    labels: grouping.labels,
  };
  return { fit, grouping, repeats: groupings };
}

function sizesOf({ units, liveUnits, points, kept }: LayerSpace) {
  return { units, liveUnits: liveUnits.length, dimensions: points.width, kept };
}

function planOf({ answers, smallest }: LiceStudy, before: LayerWork | undefined, { mode, clusters }: LiceSpec): GroupingPlan {
  const plan = { clusters, smallest, scores: answers.raw, mayStop: mode === 'nested' };
  if (mode === 'class-split') {
    const labels = Int32Array.from(answers.raw, (value) => Number(value >= answers.threshold));
    return { ...plan, groups: { labels, count: 2 } };
  }
  if (mode !== 'nested' || before === undefined) return plan;
  return { ...plan, groups: { labels: before.grouping.labels, count: before.grouping.count } };
}

function tell(card: Card, { nameOf, shop }: LiceStudy): ToldCard {
  return { ...card, typicalName: nameOf(card.typical), borderlineName: nameOf(card.borderline), lines: linesOf(card, shop.table) };
}

function linesOf({ local: { model, columns } }: Card, table: LiceStudy['shop']['table']): ToldCard['lines'] {
  if (model.kind === 'trees')
    return rulesOfTree(model, columnsOf(table, columns)).map(({ conditions, value }) => ({ words: conditions.join(' ∧ ') || '*', value }));
  const terms = model.terms.map(({ feature, category, coefficient }) => {
    const name = model.features[feature]?.name ?? '';
    return { words: category === undefined ? name : `${name} = ${category}`, value: coefficient };
  });
  return [{ words: '1', value: model.intercept }, ...terms];
}

function risingColumns({ shop, general, split }: LiceStudy, { weights }: LayerFacts, before: LayerWork | undefined): LayerFit['rising'] {
  const previous = before?.fit.weights ?? weightsOf(general, shop.table, split.train);
  return shop.table.features
    .map(({ name }, column) => ({ column: name, by: (weights[column] as number) - (previous[column] as number) }))
    .filter(({ by }) => by >= LEAST_RISE)
    .sort((a, b) => b.by - a.by)
    .slice(0, 3);
}

function flowOf(before: Grouping, grouping: Grouping): Int32Array[] {
  const flow = Array.from({ length: before.count }, () => new Int32Array(grouping.count));
  before.labels.forEach((from, row) => {
    const counts = flow[from] as Int32Array;
    const to = grouping.labels[row] as number;
    counts[to] = (counts[to] as number) + 1;
  });
  return flow;
}

function mapOf({ plane: { values, width } }: LayerSpace, { labels }: Grouping): LayerFit['map'] {
  const step = Math.max(1, Math.ceil(labels.length / MAP_ROWS));
  const rows = Int32Array.from({ length: Math.ceil(labels.length / step) }, (_, at) => at * step);
  const along = (axis: number): Float64Array =>
    Float64Array.from(rows, (row) => (axis < width ? (values[row * width + axis] as number) : 0));
  return { x: along(0), y: along(1), labels: Int32Array.from(rows, (row) => labels[row] as number) };
}
