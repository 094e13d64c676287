import { partOf, type Work } from '../../base/work.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import type { Link } from '../../learners/model.ts';
import type { FitContext, Inputs } from '../contract.ts';
import type { SubjectFacts } from '../kit/explanations/subject.ts';
import { ruleOverlap } from './checks.ts';
import { type CrossedFeatures, tryCrosses } from './crossed.ts';
import { explainLayer, type LayerFit, type LayerWork } from './layer-fit.ts';
import { sizeOf } from './local-models.ts';
import { routeByRules } from './membership.ts';
import { describePaths, type Path } from './paths.ts';
import { askByLabel, meetRivals, type Rival } from './rivals.ts';
import { rowFidelity, type Score, scoreOf } from './score.ts';
import { inputSpace } from './spaces.ts';
import type { LiceSpec } from './spec.ts';
import { type LiceStudy, openStudy } from './study.ts';

/** What LICE found; structured-cloneable. */
export interface LiceFit {
  readonly facts: SubjectFacts;
  readonly link: Link;
  readonly rowCount: number;
  /** Rows of the frame that were explained, ascending. */
  readonly rows: Int32Array;
  readonly heldOut: Int32Array;
  readonly threshold: number;
  readonly meanRaw: number;
  readonly layers: readonly LayerFit[];
  readonly paths: readonly Path[];
  /** On held-out rows: routed by the readable rules alone, and by the network's own clusters. */
  readonly byRules: Score;
  readonly byCentroids: Score;
  /** Leaves and terms of the last layer's rules and local models. */
  readonly budget: number;
  readonly rivals: readonly Rival[];
  readonly ruleOverlap: number | null;
  readonly crossed: CrossedFeatures;
  readonly shown: ShownRow;
  /** For every explained row: raw answer of the rule route, and what it adds to the held-out R². */
  readonly guesses: Float64Array;
  readonly fidelity: Float64Array;
}

/** One row's way through the layers. */
export interface ShownRow {
  readonly name: string;
  readonly raw: number;
  readonly stops: readonly { readonly cluster: number; readonly local: number }[];
}

/** Explains every hidden layer, then the ways through them, and tries the whole against simpler explanations. */
export async function fitLice(spec: LiceSpec, inputs: Inputs, context: FitContext): Promise<LiceFit> {
  const study = await openStudy(spec, inputs, context);
  const { subject, answers, split, shop } = study;
  const depth = subject.network.layers.length - 1;
  const layers: LayerWork[] = [];
  for (let layer = 1; layer <= depth; layer++) {
    context.signal.throwIfAborted();
    const part = partOf(context, `layer-${layer}`, 0.32 + (0.45 * (layer - 1)) / depth, 0.32 + (0.45 * layer) / depth);
    part.progress(0, `layer ${layer}`);
    layers.push(await explainLayer(study, layer, layers.at(-1), spec, part));
  }
  context.progress(0.78, 'paths');
  const last = layers.at(-1) as LayerWork;
  const memberships = last.fit.cards.map(({ membership }) => membership);
  const locals = last.fit.cards.map(({ local }) => local);
  const every = Int32Array.from(answers.raw.keys());
  const byCentroids = askByLabel(locals, last.grouping.labels, shop, every);
  const guesses = askByLabel(locals, routeByRules(memberships, shop.table), shop, every);
  const groupings = layers.map(({ grouping }) => grouping);
  const outcome = study.outcome?.values;
  const paths = await describePaths(
    shop,
    groupings,
    { answers, split, outcome, guesses: byCentroids },
    partOf(context, 'paths', 0.8, 0.85),
  );
  context.progress(0.85, 'rivals');
  const leaves = memberships.reduce((sum, { tree }) => sum + (tree === null ? 0 : tree.feature.filter((feature) => feature < 0).length), 0);
  const budget = leaves + locals.reduce((sum, local) => sum + sizeOf(local), 0);
  const rivalry = { inputs: inputSpace(subject.network, shop.table), clusters: last.grouping.count, budget, general: study.general };
  const rivals = await meetRivals(shop, rivalry, { answers, split }, partOf(context, 'rivals', 0.85, 0.92));
  const same = { labels: last.grouping.labels, memberships, count: last.grouping.count };
  return {
    facts: subject.facts,
    link: subject.facts.link,
    rowCount: study.rowCount,
    rows: study.rows,
    heldOut: split.heldOut,
    threshold: study.threshold,
    meanRaw: answers.raw.reduce((sum, value) => sum + value, 0) / answers.raw.length,
    layers: layers.map(({ fit }) => fit),
    paths,
    byRules: scoreOf(take(guesses, split.heldOut), answers, split.heldOut),
    byCentroids: scoreOf(take(byCentroids, split.heldOut), answers, split.heldOut),
    budget,
    rivals,
    ruleOverlap: await ruleOverlap(shop, same, last.repeats, split.train, partOf(context, 'overlap', 0.92, 0.96)),
    crossed: await crossesOf(study, layers, partOf(context, 'crossed', 0.96, 1)),
    shown: shownRow(study, layers),
    guesses,
    fidelity: fidelityOf(guesses, study),
  };
}

function take(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row] as number);
}

/** Judged by the outcome where there is one; otherwise by the answers themselves. */
function crossesOf({ shop, outcome, answers, split }: LiceStudy, layers: readonly LayerWork[], work: Work): Promise<CrossedFeatures> {
  const own = outcome?.values.some((value) => !Number.isNaN(value)) === true ? outcome : undefined;
  const target = own ?? { values: answers.raw, task: 'regression' as const };
  const cards = layers.map(({ fit }) => fit.cards);
  return tryCrosses(shop.table, cards, target, split, work);
}

function shownRow({ shown, answers, shop, nameOf }: LiceStudy, layers: readonly LayerWork[]): ShownRow {
  const row = Int32Array.of(shown);
  const stops = layers.map(({ grouping, fit }) => {
    const cluster = grouping.labels[shown] as number;
    const locals = fit.cards.map(({ local }) => local);
    return { cluster, local: askByLabel(locals, grouping.labels, shop, row)[0] as number };
  });
  return { name: nameOf(shown), raw: answers.raw[shown] as number, stops };
}

/** By the spread of the held-out rows, so that their mean is the printed R². */
function fidelityOf(guesses: Float64Array, { answers, split }: LiceStudy): Float64Array {
  const own = rowFidelity(take(guesses, split.heldOut), answers, split.heldOut);
  const out = sharedFloats(guesses.length).fill(Number.NaN);
  split.heldOut.forEach((row, i) => {
    out[row] = own[i] as number;
  });
  return out;
}
