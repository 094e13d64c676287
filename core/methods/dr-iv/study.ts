import { refuse } from '../../base/problem.ts';
import { columnNamed, columnsWithRole, type Frame, listNames } from '../../frame/frame.ts';
import { sharedFloats, sharedInts } from '../../frame/shared-memory.ts';
import { bindFeatures, describeFeatures } from '../../learners/features.ts';
import { columnFor, columnsFor } from '../inputs.ts';
import { readArmCells } from '../kit/instruments/study.ts';
import type { MetaStudy } from '../kit/meta-learners/study.ts';
import { readOutcome } from '../outcome.ts';
import type { DrIvSpec } from './spec.ts';

/** An encouragement study; the instrument stands where meta-learners have the treatment. */
export interface DrIvStudy {
  /** Arms are not encouraged (0) and encouraged (1); codes are −1 where any of z, d, y is missing. */
  readonly assignment: MetaStudy;
  /** n flags: took the treatment. */
  readonly taken: Float64Array;
  readonly treatment: string;
  readonly instrument: string;
  readonly encouraged: string;
  readonly arm: string;
  readonly groups: { readonly column: string; readonly codes: Int32Array; readonly names: readonly string[] } | undefined;
}

/** More segments than this are a column of identifiers. */
const MOST_GROUPS = 50;

/**
 * Reads the study, or says what is wrong with it.
 *
 * @throws data/empty, data/constant, data/arm-too-small, data/arm-missing, data/wrong-kind, data/too-large, option/invalid
 */
export function readDrIv(frame: Frame, spec: DrIvSpec): DrIvStudy {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or widen the segment.');
  const names = {
    instrument: columnFor(frame, 'instrument', spec.instrument),
    outcome: columnFor(frame, 'outcome', spec.outcome),
    treatment: columnFor(frame, 'treatment', spec.treatment),
  };
  const used = Object.values(names);
  const covariates = (
    spec.covariates === undefined ? columnsWithRole(frame, 'covariate') : columnsFor(frame, 'covariate', spec.covariates, 'covariates')
  ).filter((name) => spec.covariates !== undefined || !used.includes(name));
  const clash = covariates.find((name) => used.includes(name));
  if (clash !== undefined)
    refuse('option/invalid', `"${clash}" is already the outcome, treatment or instrument.`, `Leave it out of the covariates.`, {
      column: clash,
      option: 'covariates',
    });
  if (covariates.length === 0)
    refuse(
      'option/invalid',
      'No column has the role covariate, and the option "covariates" is not set.',
      `Set covariates out of ${listNames(frame)}; without any, late gives the same ratio.`,
      {
        option: 'covariates',
      },
    );
  const z = readArmCells(frame, names.instrument, spec.encouraged, spec.notEncouraged, 'encouraged');
  const d = readArmCells(frame, names.treatment, spec.arm, spec.control);
  const { values, task, counted } = readOutcome(frame, names.outcome);
  const taken = sharedFloats(frame.rowCount);
  const codes = sharedInts(frame.rowCount);
  const counts = [0, 0];
  for (let row = 0; row < frame.rowCount; row++) {
    const [flag, took] = [cellOf(z.cells, row), cellOf(d.cells, row)];
    taken[row] = took;
    const isOut = z.outside[row] === 1 || d.outside[row] === 1 || Number.isNaN(flag) || Number.isNaN(took) || !Number.isFinite(values[row]);
    codes[row] = isOut ? -1 : flag;
    if (!isOut) counts[flag] = (counts[flag] as number) + 1;
  }
  requireBothSides(names, { codes, taken, counts }, spec);
  const table = bindFeatures(frame, describeFeatures(frame, covariates));
  const arms = { column: names.instrument, names: ['not encouraged', 'encouraged'], codes, counts };
  return {
    assignment: { arms, outcome: names.outcome, counted, values, task, table, codes, counts },
    taken,
    ...{ treatment: names.treatment, instrument: names.instrument, encouraged: z.counted, arm: d.counted },
    groups: spec.groups === undefined ? undefined : groupsOf(frame, spec.groups),
  };
}

function cellOf(cells: ReturnType<typeof readArmCells>['cells'], row: number): number {
  return cells.kind === 'number' ? (cells.values[row] as number) : Number.NaN;
}

function requireBothSides(
  names: { readonly instrument: string; readonly treatment: string },
  { codes, taken, counts }: { readonly codes: Int32Array; readonly taken: Float64Array; readonly counts: readonly number[] },
  spec: DrIvSpec,
): void {
  const fewest = spec.folds === 1 ? 2 : 2 * spec.folds;
  if (Math.min(...counts) < fewest)
    refuse(
      'data/arm-too-small',
      `"${names.instrument}" has ${counts[1]} encouraged rows and ${counts[0]} others with outcome and treatment; ${spec.folds} folds need ${fewest} of each.`,
      'Use fewer folds, collect more rows, or choose another instrument.',
      { column: names.instrument, option: 'folds' },
    );
  let [some, all] = [false, true];
  for (let row = 0; row < codes.length; row++) {
    if ((codes[row] as number) < 0) continue;
    if (taken[row] === 1) some = true;
    else all = false;
    if (!spec.alwaysTakers && codes[row] === 0 && taken[row] === 1)
      refuse(
        'option/invalid',
        `alwaysTakers is off, but row ${row + 1} took "${names.treatment}" without being encouraged.`,
        'Switch alwaysTakers on.',
        { row, option: 'alwaysTakers' },
      );
  }
  if (!some || all)
    refuse(
      'data/constant',
      `"${names.treatment}" is the same in every row, so the instrument moved nothing.`,
      'Choose another treatment.',
      {
        column: names.treatment,
      },
    );
}

function groupsOf(frame: Frame, name: string): DrIvStudy['groups'] {
  const column = columnNamed(frame, name);
  if (column.kind !== 'category')
    refuse('data/wrong-kind', `"${name}" holds no categories.`, 'Choose a text column, or cut the numbers into bands first.', {
      column: name,
      option: 'groups',
    });
  const { codes, dictionary } = column as Extract<typeof column, { kind: 'category' }>;
  if (dictionary.length > MOST_GROUPS)
    refuse(
      'data/too-large',
      `"${name}" has ${dictionary.length} values; at most ${MOST_GROUPS} segments are told apart.`,
      'Merge its values first.',
      {
        column: name,
        option: 'groups',
      },
    );
  return { column: name, codes, names: dictionary };
}
