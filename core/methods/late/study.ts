import { refuse } from '../../base/problem.ts';
import { columnsWithRole, type Frame, numberColumn, withColumns } from '../../frame/frame.ts';
import { columnFor } from '../inputs.ts';
import { type IvStudy, readArmCells, readIvStudy } from '../kit/instruments/study.ts';
import type { Term } from '../kit/instruments/terms.ts';
import type { LateSpec } from './spec.ts';

/** An encouragement study: one yes/no instrument, and the columns that compliers are described by. */
export interface LateStudy {
  readonly study: IvStudy;
  readonly profile: readonly Term[];
  /** The value of the instrument that counts as 1. */
  readonly encouraged: string;
  readonly isBinaryTreatment: boolean;
  readonly covariance: 'classical' | 'robust' | 'cluster';
}

/**
 * Reads the study, or says what is wrong with it.
 *
 * @throws option/invalid, and what reading an instrument study throws
 */
export function readLate(frame: Frame, spec: LateSpec): LateStudy {
  const covariance = spec.covariance === 'auto' ? (spec.cluster === undefined ? 'robust' : 'cluster') : spec.covariance;
  if (covariance === 'cluster' && spec.cluster === undefined)
    refuse('option/invalid', 'Errors by cluster need a cluster column.', 'Set cluster, or covariance=robust.', { option: 'cluster' });
  const instrument = columnFor(frame, 'instrument', spec.instrument);
  const outcome = columnFor(frame, 'outcome', spec.outcome);
  const treatment = columnFor(frame, 'treatment', spec.treatment);
  const { cells, outside, counted } = readArmCells(frame, instrument, spec.encouraged, spec.notEncouraged, 'encouraged');
  const flags = cells.kind === 'number' ? cells.values.map((value, row) => (outside[row] === 1 ? Number.NaN : value)) : [];
  const coded = withColumns(frame, [[instrument, numberColumn(flags)]]);
  const used = [outcome, treatment, instrument, spec.cluster];
  const covariates = spec.covariates ?? columnsWithRole(frame, 'covariate').filter((name) => !used.includes(name));
  const described = spec.profile ?? covariates;
  const everything = readIvStudy(coded, {
    ...spec,
    instrument: [instrument],
    covariates: [...new Set([...covariates, ...described])],
    cluster: covariance === 'cluster' ? spec.cluster : undefined,
  });
  const among = (names: readonly string[]) => everything.covariates.filter(({ column }) => names.includes(column));
  return {
    study: { ...everything, covariates: among(covariates) },
    profile: among(described),
    encouraged: counted,
    isBinaryTreatment: everything.treatment.values.every((value) => value === 0 || value === 1),
    covariance,
  };
}
