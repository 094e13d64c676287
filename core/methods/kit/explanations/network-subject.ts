import { refuse } from '../../../base/problem.ts';
import { partOf, type Work } from '../../../base/work.ts';
import { effectsOfArm } from '../../../frame/effects.ts';
import { trainLearner } from '../../../learners/catalog.ts';
import { explainedShare } from '../../../learners/evaluation/losses.ts';
import { bindFeatures, describeFeatures, tableRows } from '../../../learners/features.ts';
import { splitRows } from '../../../learners/folds.ts';
import type { FeatureTable, NetworkModel } from '../../../learners/model.ts';
import { networkSpec } from '../../../learners/network/spec.ts';
import { predictRaw } from '../../../learners/predict.ts';
import type { SubjectFacts, SubjectSource } from './subject.ts';

/** A network with the columns that it reads: one that came in, or one that was taught to repeat someone else's answers. */
export interface NetworkSubject {
  readonly network: NetworkModel;
  readonly table: FeatureTable;
  /** n raw answers that are explained: the network's own, or those that it was taught. */
  readonly raw: Float64Array;
  readonly facts: SubjectFacts;
}

const HELD_OUT_SHARE = 0.2;
const FEWEST_ROWS = 100;

/**
 * Finds the hidden layers to look into. A model without any, and effects, are learnt by a network first; its R² on rows that
 * it was not taught with goes into the facts.
 *
 * @throws data/too-few-rows, data/constant when no network can be taught
 */
export async function prepareNetwork(source: SubjectSource, rows: Int32Array, work: Work): Promise<NetworkSubject> {
  if (source.kind === 'model') {
    const { model, frame } = source;
    const table = tableRows(bindFeatures(frame, model.features), rows);
    const facts: SubjectFacts = { kind: 'model', link: model.link };
    const raw = predictRaw(model, table);
    if (model.kind === 'network' && model.layers.length > 1) return { network: model, table, raw, facts };
    return taught(table, raw, facts, work);
  }
  const { effects, frame, arm, covariates } = source;
  const table = tableRows(bindFeatures(frame, describeFeatures(frame, covariates)), rows);
  const values = effectsOfArm(effects, arm);
  const name = effects.arms[arm] ?? '';
  const facts: SubjectFacts = { kind: 'effects', link: 'identity', arm: name, control: effects.control, outcome: effects.outcome };
  return taught(
    table,
    Float64Array.from(rows, (row) => values[row] as number),
    facts,
    work,
  );
}

async function taught(table: FeatureTable, raw: Float64Array, facts: SubjectFacts, work: Work): Promise<NetworkSubject> {
  if (table.rowCount < FEWEST_ROWS)
    refuse('data/too-few-rows', `${table.rowCount} rows are too few to teach a network.`, `Use at least ${FEWEST_ROWS} rows.`);
  if (raw.every((value) => value === raw[0]))
    refuse('data/constant', `The answer is ${raw[0]} for every row; there is nothing to explain.`, 'Explain something that differs.');
  const { train, heldOut } = splitRows(table.rowCount, HELD_OUT_SHARE, work.rng.fork('network'));
  const choice = { learner: 'mlp' as const, ...networkSpec.parse({ hidden: [32, 16] }) };
  const target = { task: 'regression' as const, values: raw, rows: train };
  const network = (await trainLearner(choice, table, target, partOf(work, 'network', 0, 1))) as NetworkModel;
  const actual = Float64Array.from(heldOut, (row) => raw[row] as number);
  const { value, interval } = explainedShare({ predicted: predictRaw(network, table, heldOut), actual }, 0.95);
  const isKnown = Number.isFinite(value) && interval.every(Number.isFinite);
  return { network, table, raw, facts: { ...facts, fidelity: isKnown ? { value, interval } : { value: null, interval: null } } };
}
