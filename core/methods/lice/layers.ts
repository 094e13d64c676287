import type { Work } from '../../base/work.ts';
import { trainLearner } from '../../learners/catalog.ts';
import type { Points } from '../../learners/clustering/k-means.ts';
import { areaUnderRoc } from '../../learners/evaluation/auc.ts';
import type { Fold } from '../../learners/folds.ts';
import { linearSpec } from '../../learners/linear/spec.ts';
import type { FeatureTable } from '../../learners/model.ts';
import { predict } from '../../learners/predict.ts';
import type { Grouping } from './grouping.ts';
import { askLocal, type LocalModel, trainLocals, type Workshop, weightsOf } from './local-models.ts';
import { learnMemberships, type Membership, setsOf } from './membership.ts';
import { type Answers, type Score, scoreOf, varianceOf } from './score.ts';

/** What is said of one cluster of one layer. */
export interface Card {
  readonly rows: number;
  readonly meanRaw: number;
  /** Share of its rows on the yes side of the threshold. */
  readonly yesShare: number;
  readonly membership: Membership;
  /** The local model, or the general one where that is as good or the cluster is too small. */
  readonly local: LocalModel;
  readonly score: Score;
  readonly weak: 'small' | 'no-better' | null;
  /** The row nearest the centroid, and the one nearest to another cluster. */
  readonly typical: number;
  readonly borderline: number;
}

/** What a layer knows. */
export interface LayerFacts {
  /** AUC of a straight line through the layer for the network's own decision, on held-out rows; null when all decide alike. */
  readonly probe: number | null;
  /** Share of the raw answers' variance that lies between the clusters. */
  readonly varianceShare: number;
  /** Mean over rows of the larger share of yes or no in the row's cluster. */
  readonly purity: number;
  /** How much the local models lean on each column, weighted by rows. */
  readonly weights: Float64Array;
}

/** A local model, a rule and a judgement for every cluster of a layer. */
export async function makeCards(
  shop: Workshop,
  { grouping, points, general }: { readonly grouping: Grouping; readonly points: Points; readonly general: LocalModel },
  { answers, split, smallest }: { readonly answers: Answers; readonly split: Fold; readonly smallest: number },
  work: Work,
): Promise<Card[]> {
  const { labels, count } = grouping;
  const train = rowsByLabel(split.train, labels, count);
  const heldOut = rowsByLabel(split.heldOut, labels, count);
  const all = rowsByLabel(Int32Array.from(labels.keys()), labels, count);
  const locals = await trainLocals(shop, train, work);
  const memberships = await learnMemberships(shop, setsOf(labels, count), split, work);
  const ends = endsOf(points, grouping);
  return all.map((rows, cluster) => {
    const own = heldOut[cluster] as Int32Array;
    const [found, common] = [locals[cluster] as LocalModel, general].map((local) =>
      scoreOf(askLocal(local, shop.table, own), answers, own),
    ) as [Score, Score];
    const isSmall = (train[cluster] as Int32Array).length < smallest;
    const isBetter = (found.r2 ?? Number.NEGATIVE_INFINITY) > (common.r2 ?? Number.NEGATIVE_INFINITY);
    const weak = isSmall ? 'small' : isBetter || found.r2 === null ? null : 'no-better';
    return {
      rows: rows.length,
      meanRaw: rows.reduce((sum, row) => sum + (answers.raw[row] as number), 0) / rows.length,
      yesShare: rows.reduce((sum, row) => sum + Number((answers.raw[row] as number) >= answers.threshold), 0) / rows.length,
      membership: memberships[cluster] as Membership,
      local: weak === null ? (locals[cluster] as LocalModel) : general,
      score: weak === null ? found : common,
      weak,
      ...(ends[cluster] as { typical: number; borderline: number }),
    };
  });
}

export function rowsByLabel(rows: Int32Array, labels: Int32Array, count: number): Int32Array[] {
  const lists = Array.from({ length: count }, (): number[] => []);
  for (const row of rows) lists[labels[row] as number]?.push(row);
  return lists.map((list) => Int32Array.from(list));
}

function endsOf({ values, width }: Points, { labels, count, centroids }: Grouping): { typical: number; borderline: number }[] {
  const ends = Array.from({ length: count }, () => ({ typical: -1, borderline: -1 }));
  const near = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const close = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    let [own, next] = [0, Number.POSITIVE_INFINITY];
    for (let c = 0; c < count; c++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += ((values[row * width + j] as number) - (centroids[c * width + j] as number)) ** 2;
      if (c === label) own = sum;
      else next = Math.min(next, sum);
    }
    const end = ends[label] as { typical: number; borderline: number };
    if (own < (near[label] as number)) [near[label], end.typical] = [own, row];
    if (next - own < (close[label] as number)) [close[label], end.borderline] = [next - own, row];
  }
  return ends.map(({ typical, borderline }) => ({ typical, borderline: Math.max(typical === -1 ? 0 : borderline, 0) }));
}

const PROBE_ROWS = 20_000;

/** How much of the decision can be read off a layer, and what its clusters lean on. */
export async function layerFacts(
  { table }: Workshop,
  { grouping, points, cards }: { readonly grouping: Grouping; readonly points: Points; readonly cards: readonly Card[] },
  { answers, split }: { readonly answers: Answers; readonly split: Fold },
  work: Work,
): Promise<LayerFacts> {
  const every = Int32Array.from(grouping.labels.keys());
  const total = varianceOf(answers.raw, every);
  const centre = answers.raw.reduce((sum, value) => sum + value, 0) / Math.max(1, answers.raw.length);
  const between = cards.reduce((sum, { rows, meanRaw }) => sum + rows * (meanRaw - centre) ** 2, 0) / Math.max(1, every.length);
  const weights = new Float64Array(table.columns.length);
  const lists = rowsByLabel(every, grouping.labels, grouping.count);
  cards.forEach(({ local }, cluster) => {
    const rows = lists[cluster] as Int32Array;
    weightsOf(local, table, rows).forEach((weight, column) => {
      weights[column] = (weights[column] as number) + (weight * rows.length) / every.length;
    });
  });
  return {
    probe: await probeOf(points, answers, split, work),
    varianceShare: total > 0 ? between / total : 0,
    purity: cards.reduce((sum, { rows, yesShare }) => sum + (rows * Math.max(yesShare, 1 - yesShare)) / every.length, 0),
    weights,
  };
}

/** @see Alain & Bengio (2016), arXiv:1610.01644 (linear classifier probes) */
async function probeOf({ values, width }: Points, { raw, threshold }: Answers, split: Fold, work: Work): Promise<number | null> {
  const decision = raw.map((value) => Number(value >= threshold));
  const [train, heldOut] = [split.train.subarray(0, PROBE_ROWS), split.heldOut.subarray(0, PROBE_ROWS)];
  const isMixed = (rows: Int32Array): boolean => rows.some((row) => decision[row] === 1) && rows.some((row) => decision[row] === 0);
  if (width === 0 || !isMixed(train) || !isMixed(heldOut)) return null;
  const columns = Array.from({ length: width }, (_, j) => Float64Array.from(raw, (_value, row) => values[row * width + j] as number));
  const table: FeatureTable = {
    rowCount: raw.length,
    features: columns.map((_, j) => ({ name: `unit ${j + 1}`, kind: 'number' as const })),
    columns,
  };
  const choice = { learner: 'linear' as const, ...linearSpec.parse({ penalty: 'ridge', strength: 0.01 }) };
  const model = await trainLearner(choice, table, { task: 'regression', values: decision, rows: train }, work);
  const actual = Float64Array.from(heldOut, (row) => decision[row] as number);
  return areaUnderRoc({ predicted: predict(model, table, heldOut), actual }, 0.95).value;
}
