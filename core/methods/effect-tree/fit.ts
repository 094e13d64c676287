import { refuse } from '../../base/problem.ts';
import { type Text, text } from '../../base/text.ts';
import { partOf } from '../../base/work.ts';
import { readArms } from '../../frame/arms.ts';
import { type Effects, effectsOfArm } from '../../frame/effects.ts';
import { columnsWithRole, type Frame } from '../../frame/frame.ts';
import { sharedFloats } from '../../frame/shared-memory.ts';
import { trainLearner } from '../../learners/catalog.ts';
import { explainedShare } from '../../learners/evaluation/losses.ts';
import { bindFeatures, describeFeatures } from '../../learners/features.ts';
import { splitRows } from '../../learners/folds.ts';
import type { FeatureTable, TreeModel } from '../../learners/model.ts';
import { predict } from '../../learners/predict.ts';
import { gbdtSpec } from '../../learners/trees/gbdt-spec.ts';
import { normalUpperQuantile } from '../../numeric/distributions.ts';
import { formatNumber } from '../../report/format.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { columnsFor, effectsWithFrame } from '../inputs.ts';
import type { DrawnNode } from '../kit/drawn-tree/drawn-tree.ts';
import { nodesOfModel } from '../kit/drawn-tree/model-tree.ts';
import { leavesOfRows, rulesOfTree } from '../kit/readable-rules/tree-rules.ts';
import { readOutcome } from '../outcome.ts';
import type { EffectTreeSpec } from './spec.ts';

/** What the test says about a segment, on rows that the segments were not found with. */
export interface Observed {
  readonly value: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  readonly n: number;
}

export interface Segment {
  readonly conditions: readonly string[];
  readonly rows: number;
  /** Mean of the individual effects over all its rows. */
  readonly predicted: number;
  readonly observed: Observed | null;
}

export interface ArmTree {
  readonly arm: string;
  readonly segments: readonly Segment[];
  /** The tree, drawn. */
  readonly nodes: readonly DrawnNode[];
  /** R² of the segments for the individual effects, on rows they were not found with. */
  readonly fidelity: { readonly value: number; readonly interval: readonly [number, number] | undefined };
  /** n segment numbers, from 0. */
  readonly leaf: Int32Array;
}

export interface EffectTreeFit {
  readonly outcome: string;
  readonly control: string;
  readonly rowCount: number;
  readonly trees: readonly ArmTree[];
}

export interface EffectTreeStudy {
  readonly effects: Effects;
  readonly frame: Frame;
  readonly table: FeatureTable;
  /** Positions of the arms among the effects. */
  readonly arms: readonly number[];
  /** Arm names and outcome of the test, where the table holds them. */
  readonly test: { readonly codes: Int32Array; readonly names: readonly string[]; readonly values: Float64Array } | undefined;
}

const FEWEST_ROWS = 50;

/** @throws method/missing-input, data/too-few-rows, data/constant, data/arm-missing, option/invalid */
export function readEffectTree(spec: EffectTreeSpec, inputs: Inputs): EffectTreeStudy {
  const { effects, frame } = effectsWithFrame(inputs);
  if (effects.rowCount < FEWEST_ROWS)
    refuse('data/too-few-rows', `${effects.rowCount} rows are too few to find segments.`, `Use at least ${FEWEST_ROWS} rows.`);
  const names = columnsFor(frame, 'covariate', spec.splitOn, 'splitOn');
  if (names.length === 0)
    refuse('option/invalid', 'Nothing says which columns may name segments.', 'Set splitOn, or give columns the role covariate.', {
      option: 'splitOn',
    });
  if (spec.arm !== undefined && !effects.arms.includes(spec.arm))
    refuse('data/arm-missing', `The effects hold no arm "${spec.arm}".`, `Arms here: ${effects.arms.join(', ')}.`, { option: 'arm' });
  const arms = effects.arms.map((_, at) => at).filter((at) => spec.arm === undefined || effects.arms[at] === spec.arm);
  for (const at of arms) {
    const values = effectsOfArm(effects, at);
    if (values.every((value) => value === values[0]))
      refuse(
        'data/constant',
        `The effect of "${effects.arms[at]}" is ${values[0]} for every row; there are no segments.`,
        'Use effects that differ between rows.',
      );
  }
  return { effects, frame, table: bindFeatures(frame, describeFeatures(frame, names)), arms, test: testOf(effects, frame, spec) };
}

/** The test itself, if its columns are here. */
function testOf(effects: Effects, frame: Frame, spec: EffectTreeSpec): EffectTreeStudy['test'] {
  const treatment = spec.treatment ?? here(frame, effects.treatment) ?? columnsWithRole(frame, 'treatment')[0];
  const outcome = spec.outcome ?? here(frame, effects.outcome) ?? columnsWithRole(frame, 'outcome')[0];
  if (treatment === undefined || outcome === undefined) return undefined;
  const { codes, names } = readArms(frame, treatment, spec.treatment === undefined ? effects.control : undefined);
  return { codes, names, values: readOutcome(frame, outcome).values };
}

function here(frame: Frame, name: string | undefined): string | undefined {
  return name !== undefined && frame.columns.has(name) ? name : undefined;
}

/** Segments are found on one half of the rows and estimated on the other. */
const FOUND_SHARE = 0.5;

/** Finds segments for every arm. */
export async function fitEffectTree(spec: EffectTreeSpec, inputs: Inputs, context: FitContext): Promise<EffectTreeFit> {
  const study = readEffectTree(spec, inputs);
  const trees: ArmTree[] = [];
  for (const [place, at] of study.arms.entries()) {
    const part = partOf(context, 'segments', place / study.arms.length, (place + 1) / study.arms.length);
    trees.push(await treeOf(study, at, spec, { ...part, rng: context.rng.fork(`arm:${at}`) }));
  }
  return { outcome: study.effects.outcome, control: study.effects.control, rowCount: study.effects.rowCount, trees };
}

async function treeOf(study: EffectTreeStudy, at: number, spec: EffectTreeSpec, work: ReturnType<typeof partOf>): Promise<ArmTree> {
  const { effects, table, test } = study;
  const values = sharedFloats(effects.rowCount);
  values.set(effectsOfArm(effects, at));
  const { train, heldOut } = splitRows(effects.rowCount, 1 - FOUND_SHARE, work.rng.fork('halves'));
  const minLeafRows = Math.max(1, Math.min(spec.minLeafRows, Math.floor(train.length / 4)));
  const options = gbdtSpec.parse({ trees: 1, learningRate: 1, leaves: spec.segments, minLeafRows, earlyStopping: 0 });
  const model = (await trainLearner(
    { learner: 'gbdt', ...options },
    table,
    { task: 'regression', values, rows: train },
    work,
  )) as TreeModel;
  const rules = rulesOfTree(model, table);
  const leaf = leavesOfRows(model, table);
  const fidelity = explainedShare(
    { predicted: predict(model, table, heldOut), actual: Float64Array.from(heldOut, (row) => values[row] as number) },
    1 - spec.alpha,
  );
  const arm = effects.arms[at] as string;
  const code = test?.names.indexOf(arm) ?? -1;
  const segments = rules.map(({ conditions }, segment): Segment => {
    const [rows, predicted] = meanWhere(values, leaf, segment);
    const observed = test === undefined || code < 1 ? null : differenceIn(test, { code, leaf, segment, heldOut }, spec.alpha);
    return { conditions, rows, predicted, observed };
  });
  const nodes = nodesOfModel(model, table, (node) => boxOf(model, node));
  return { arm, segments, nodes, fidelity: { value: fidelity.value, interval: fidelity.interval }, leaf };
}

/** Mean effect and share of the rows that the segments were found with; coloured by the distance from the mean of all. */
function boxOf(model: TreeModel, node: number): { readonly lines: readonly Text[]; readonly value: number } {
  const root = model.treeStart[0] as number;
  const [value, mean] = [model.value[node] as number, model.value[root] as number];
  const share = Math.round((100 * (model.cover[node] as number)) / (model.cover[root] as number));
  const effect = model.base + value;
  const sharesLine = text(`${share} % of rows`, `${share}% 的行`);
  return { lines: [text(formatNumber(effect, 'en'), formatNumber(effect, 'zh')), sharesLine], value: value - mean };
}

function meanWhere(values: Float64Array, leaf: Int32Array, segment: number): [number, number] {
  let [rows, sum] = [0, 0];
  for (let row = 0; row < leaf.length; row++) {
    if (leaf[row] !== segment) continue;
    rows++;
    sum += values[row] as number;
  }
  return [rows, rows === 0 ? 0 : sum / rows];
}

interface Place {
  readonly code: number;
  readonly leaf: Int32Array;
  readonly segment: number;
  readonly heldOut: Int32Array;
}

/** The arm's mean less the control's among the held-out rows of a segment, with Welch's error. */
function differenceIn(
  { codes, values }: NonNullable<EffectTreeStudy['test']>,
  { code, leaf, segment, heldOut }: Place,
  alpha: number,
): Observed | null {
  const [count, mean, squares] = [
    [0, 0],
    [0, 0],
    [0, 0],
  ];
  for (const row of heldOut) {
    const own = codes[row] as number;
    const value = values[row] as number;
    if (leaf[row] !== segment || (own !== 0 && own !== code) || !Number.isFinite(value)) continue;
    const side = own === 0 ? 0 : 1;
    count[side] = (count[side] as number) + 1;
    const step = value - (mean[side] as number);
    mean[side] = (mean[side] as number) + step / (count[side] as number);
    squares[side] = (squares[side] as number) + step * (value - (mean[side] as number));
  }
  const [controls = 0, treated = 0] = count;
  if (controls < 2 || treated < 2) return null;
  const value = (mean[1] as number) - (mean[0] as number);
  const standardError = Math.sqrt((squares[0] as number) / (controls - 1) / controls + (squares[1] as number) / (treated - 1) / treated);
  const half = normalUpperQuantile(alpha / 2) * standardError;
  return { value, standardError, interval: [value - half, value + half], n: controls + treated };
}
