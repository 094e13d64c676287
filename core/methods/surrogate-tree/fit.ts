import { refuse } from '../../base/problem.ts';
import { type Text, text } from '../../base/text.ts';
import { partOf } from '../../base/work.ts';
import { type PreparedLearner, prepareLearner, trainPrepared } from '../../learners/catalog.ts';
import { explainedShare } from '../../learners/evaluation/losses.ts';
import type { Measured } from '../../learners/evaluation/measured.ts';
import { splitRows } from '../../learners/folds.ts';
import type { TreeModel } from '../../learners/model.ts';
import { predictRaw } from '../../learners/predict.ts';
import { gbdtSpec } from '../../learners/trees/gbdt-spec.ts';
import { formatNumber } from '../../report/format.ts';
import type { FitContext, Inputs } from '../contract.ts';
import type { DrawnNode } from '../kit/drawn-tree/drawn-tree.ts';
import { nodesOfModel } from '../kit/drawn-tree/model-tree.ts';
import { findSubject, readAnswers, type SubjectFacts, type SubjectSource, sampleRows } from '../kit/explanations/subject.ts';
import { leavesOfRows, rulesOfTree } from '../kit/readable-rules/tree-rules.ts';
import type { SurrogateTreeSpec } from './spec.ts';

/** A tree of one depth, judged on rows that it was not grown on. */
export interface DepthFidelity {
  readonly depth: number;
  readonly leaves: number;
  readonly r2: Measured;
}

export interface SurrogateTreeFit {
  readonly facts: SubjectFacts;
  readonly rowCount: number;
  readonly used: number;
  readonly heldOut: number;
  readonly curve: readonly DepthFidelity[];
  /** The entry of the curve that is drawn. */
  readonly own: DepthFidelity;
  /** Share of held-out rows on the same side of one half, for probabilities. */
  readonly agreement: number | null;
  readonly nodes: readonly DrawnNode[];
  readonly leaves: readonly { readonly conditions: readonly string[]; readonly value: number; readonly share: number }[];
}

const HELD_OUT_SHARE = 0.3;
const FEWEST_ROWS = 50;
/** Depths that the curve goes to, and farther where more is asked for. */
const CURVE_DEPTH = 8;

/** @throws as `findSubject`; data/too-few-rows */
export function readSurrogateTree(spec: SurrogateTreeSpec, inputs: Inputs): SubjectSource {
  const source = findSubject(inputs, spec);
  if (source.frame.rowCount < FEWEST_ROWS)
    refuse('data/too-few-rows', `${source.frame.rowCount} rows are too few for a tree.`, `Use at least ${FEWEST_ROWS} rows.`);
  return source;
}

/** Grows one tree of the answers for every depth of the curve, and draws the one that was asked for. */
export async function fitSurrogateTree(spec: SurrogateTreeSpec, inputs: Inputs, context: FitContext): Promise<SurrogateTreeFit> {
  const source = readSurrogateTree(spec, inputs);
  const { table, answers, facts } = await readAnswers(source, partOf(context, 'answers', 0, 0.3));
  if (answers.every((answer) => answer === answers[0]))
    refuse('data/constant', `The answer is ${answers[0]} for every row; there is nothing to explain.`, 'Explain something that differs.');
  const rows = sampleRows(table.rowCount, spec.rows, context.rng.fork('rows'));
  const { train, heldOut } = splitRows(rows.length, HELD_OUT_SHARE, context.rng.fork('held-out'));
  const [grown, judged] = [train, heldOut].map((places) => places.map((place) => rows[place] as number)) as [Int32Array, Int32Array];
  const base = {
    trees: 1,
    learningRate: 1,
    growth: 'depth-wise' as const,
    minLeafRows: Math.max(2, Math.ceil(spec.leafShare * grown.length)),
  };
  const ready = await prepareLearner({ learner: 'gbdt', ...gbdtSpec.parse(base) }, table, partOf(context, 'columns', 0.3, 0.4));
  const actual = Float64Array.from(judged, (row) => answers[row] as number);
  const curve: DepthFidelity[] = [];
  let tree: TreeModel | undefined;
  const deepest = Math.max(CURVE_DEPTH, spec.depth);
  for (let depth = 1; depth <= deepest; depth++) {
    context.signal.throwIfAborted();
    const part = partOf(context, 'tree', 0.4 + (0.5 * (depth - 1)) / deepest, 0.4 + (0.5 * depth) / deepest);
    const choice = { ...ready, spec: { ...ready.spec, maxDepth: depth, leaves: 2 ** depth } } as PreparedLearner;
    const model = (await trainPrepared(choice, { task: 'regression', values: answers, rows: grown }, part)) as TreeModel;
    const leaves = model.feature.filter((feature) => feature < 0).length;
    curve.push({ depth, leaves, r2: explainedShare({ predicted: predictRaw(model, table, judged), actual }, 0.95) });
    if (depth === spec.depth) tree = model;
  }
  const own = curve[spec.depth - 1] as DepthFidelity;
  const model = tree as TreeModel;
  const [said, leafOf] = [predictRaw(model, table, judged), leavesOfRows(model, table)];
  const counts = new Int32Array(own.leaves);
  for (const row of rows) counts[leafOf[row] as number] = (counts[leafOf[row] as number] as number) + 1;
  return {
    facts,
    rowCount: table.rowCount,
    used: rows.length,
    heldOut: judged.length,
    curve,
    own,
    agreement:
      facts.link === 'logit' ? said.filter((value, i) => value >= 0.5 === (actual[i] as number) >= 0.5).length / said.length : null,
    nodes: nodesOfModel(model, table, (node) => boxOf(model, node, grown.length)),
    leaves: rulesOfTree(model, table).map((rule, leaf) => ({ ...rule, share: (counts[leaf] as number) / rows.length })),
  };
}

/** The mean answer and the share of the rows; coloured by the distance from the mean of all. */
function boxOf(model: TreeModel, node: number, rows: number): { readonly lines: readonly Text[]; readonly value: number } {
  const value = model.value[node] as number;
  const share = `${Math.round((1000 * (model.cover[node] as number)) / rows) / 10} %`;
  const answer = model.base + value;
  return {
    lines: [text(formatNumber(answer, 'en'), formatNumber(answer, 'zh')), text(`${share} of rows`, `${share} 的行`)],
    value: value - (model.value[model.treeStart[0] as number] as number),
  };
}
