import type { Work } from '../../base/work.ts';
import { learnSurrogate } from '../../learners/explain/surrogate.ts';
import type { FeatureTable, TreeModel } from '../../learners/model.ts';
import { readAnswers, type SubjectFacts, type SubjectSource } from '../kit/explanations/subject.ts';

/** Trees to read rules from, and the answers that are explained. */
export interface Trees {
  readonly model: TreeModel;
  readonly table: FeatureTable;
  /** n answers on the outcome's scale: of the model that came in, or one arm's effects. */
  readonly answers: Float64Array;
  readonly facts: SubjectFacts;
}

/**
 * The trees of the model; other models and effects are learnt by boosted trees first, and the facts tell how well.
 *
 * @throws data/constant, data/too-few-rows when no stand-in can be learnt
 */
export async function readTrees(source: SubjectSource, work: Work): Promise<Trees> {
  const { table, answers, facts } = await readAnswers(source, work);
  if (source.kind === 'model' && source.model.kind === 'trees') return { model: source.model, table, answers, facts };
  const what = source.kind === 'model' ? 'the prediction' : `the effect of ${facts.arm}`;
  const { model, fidelity } = await learnSurrogate(table, answers, what, work);
  const isKnown = Number.isFinite(fidelity.value) && fidelity.interval.every(Number.isFinite);
  const stated = isKnown ? { value: fidelity.value, interval: fidelity.interval } : { value: null, interval: null };
  return { model: model as TreeModel, table, answers, facts: { ...facts, fidelity: stated } };
}
