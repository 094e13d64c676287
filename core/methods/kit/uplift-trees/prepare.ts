import { refuse } from '../../../base/problem.ts';
import type { Work } from '../../../base/work.ts';
import { prepareLearner } from '../../../learners/catalog.ts';
import { rowMajor } from '../../../learners/causal-forest/forest.ts';
import type { BinnedMatrix } from '../../../learners/trees/binned-matrix.ts';
import { gbdtSpec } from '../../../learners/trees/gbdt-spec.ts';
import type { UpliftCriterion } from '../../../learners/uplift-trees/criteria.ts';
import type { UpliftData } from '../../../learners/uplift-trees/tree.ts';
import type { MetaSpec } from '../meta-learners/spec.ts';
import type { MetaStudy } from '../meta-learners/study.ts';

/** The covariates in bins, as uplift trees read them, and the rules of the bins. */
export async function prepareUplift(study: MetaStudy, work: Work): Promise<{ readonly data: UpliftData; readonly matrix: BinnedMatrix }> {
  const ready = await prepareLearner({ learner: 'gbdt', ...gbdtSpec.parse({}) }, study.table, work);
  const matrix = ready.prepared as BinnedMatrix;
  return {
    matrix,
    data: {
      rowCount: study.codes.length,
      featureCount: study.table.features.length,
      ...rowMajor(matrix),
      arms: study.arms.names.length,
      arm: Uint8Array.from(study.codes, (code) => Math.max(0, code)),
      outcome: study.values,
    },
  };
}

/** Options of an uplift tree or forest as the meta-learners' kit reads them: a test by lot. */
export function asMetaSpec<Spec extends Omit<MetaSpec, 'propensity' | 'learner'>>(spec: Spec, trees: number): Spec & MetaSpec {
  return { ...spec, propensity: 'shares', learner: { learner: 'gbdt', ...gbdtSpec.parse({ trees }) } };
}

/**
 * The criteria that compare distributions need shares.
 *
 * @throws option/invalid naming the first row that is none
 */
export function requireShares({ values, codes, outcome }: MetaStudy, criterion: UpliftCriterion): void {
  if (criterion !== 'kl' && criterion !== 'chi2') return;
  const row = values.findIndex((value, at) => (codes[at] as number) >= 0 && !(value >= 0 && value <= 1));
  if (row >= 0)
    refuse(
      'option/invalid',
      `Criterion ${criterion} compares shares, but "${outcome}" is ${values[row]} in row ${row + 1}.`,
      'Set criterion to euclid, cts or ddp, or choose a yes/no outcome.',
      { column: outcome, row, option: 'criterion' },
    );
}
