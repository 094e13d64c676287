import { refuse } from '../../../base/problem.ts';
import { columnsWithRole, type Frame } from '../../../frame/frame.ts';
import { columnFor, columnsFor } from '../../inputs.ts';
import type { RefuteSpec } from './spec.ts';

/** An estimate that is to be refuted: the table, the method and the columns that it reads. */
export interface Subject {
  readonly frame: Frame;
  readonly estimator: string;
  readonly treatment: string;
  readonly outcome: string;
  readonly covariates: readonly string[];
  readonly instruments: readonly string[];
  /** The estimator's options, columns filled in. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Fewer rows than this cannot be simulated with. */
const FEWEST_ROWS = 10;

/**
 * Reads what is to be refuted.
 *
 * @throws data/too-few-rows, data/unknown-column, option/invalid
 */
export function readSubject(frame: Frame, spec: RefuteSpec): Subject {
  if (frame.rowCount < FEWEST_ROWS)
    refuse('data/too-few-rows', `${frame.rowCount} rows are too few to simulate with; ${FEWEST_ROWS} are needed.`, 'Bring more rows.');
  const inner = spec.spec;
  const named = (option: string): string | undefined => (typeof inner[option] === 'string' ? inner[option] : undefined);
  const listed = (option: string): string[] | undefined =>
    Array.isArray(inner[option]) ? inner[option].map(String) : typeof inner[option] === 'string' ? [inner[option]] : undefined;
  const treatment = columnFor(frame, 'treatment', spec.treatment ?? named('treatment'));
  const outcome = columnFor(frame, 'outcome', spec.outcome ?? named('outcome'));
  const isInstrumental = spec.estimator === 'iv-2sls' || spec.estimator === 'late';
  const instruments = isInstrumental ? columnsFor(frame, 'instrument', listed('instrument')) : [];
  const used = [treatment, outcome, ...instruments];
  const asked = spec.covariates ?? listed('covariates');
  const covariates =
    asked === undefined
      ? columnsWithRole(frame, 'covariate').filter((name) => !used.includes(name))
      : columnsFor(frame, 'covariate', asked, 'covariates');
  const options = { ...inner, treatment, outcome, covariates, ...(spec.control === undefined ? {} : { control: spec.control }) };
  return { frame, estimator: spec.estimator, treatment, outcome, covariates, instruments, options };
}
