import { z } from 'zod';
import { type Column, isMissing } from '../../frame/column.ts';
import { columnNamed, columnsWithRole, type Frame } from '../../frame/frame.ts';
import { defineMethod, type FitContext } from '../contract.ts';
import { columnFor, columnsFor, inputOf, problemsOf } from '../inputs.ts';
import { columnOption, columnsOption } from '../options.ts';
import { profileColumn } from './column-profile.task.ts';
import type { ColumnProfile, ProfileSetting } from './column-profile.ts';
import { type OutcomeTarget, targetOf } from './leakage.ts';
import type { ProfileFit } from './profile-fit.ts';
import { summarizeProfile } from './report.ts';
import { countDuplicates, missingPatterns } from './rows.ts';
import { profileText } from './text.ts';

const profileSpec = z.strictObject({
  columns: columnsOption('covariate').optional(),
  outcome: columnOption('outcome').optional(),
  topCategories: z.int().min(1).max(50).default(10),
  maxBins: z.int().min(2).max(200).default(40),
});

export type ProfileSpec = z.infer<typeof profileSpec>;

export default defineMethod<ProfileSpec, ProfileFit>({
  id: 'profile',
  revision: 1,
  kind: 'describe',
  citation: 'Hyndman & Fan (1996), The American Statistician 50(4); Freedman & Diaconis (1981), Z. Wahrscheinlichkeitstheorie 57.',
  spec: profileSpec,
  text: profileText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) =>
    problemsOf(() => {
      const frame = inputOf(inputs, 'frame');
      chosenColumns(spec, frame);
      outcomeName(spec, frame);
    }),
  async fit(spec, inputs, context) {
    const frame = inputOf(inputs, 'frame');
    const names = chosenColumns(spec, frame);
    const outcome = outcomeName(spec, frame);
    const columns = await profileColumns(frame, names, settingOf(spec, frame, outcome), context);
    context.progress(0.9, 'rows');
    return { rowCount: frame.rowCount, columns, outcome, ...rowFacts(frame, names, context) };
  },
  summarize: summarizeProfile,
});

function chosenColumns(spec: ProfileSpec, frame: Frame): string[] {
  return spec.columns === undefined || spec.columns.length === 0
    ? [...frame.columns.keys()]
    : columnsFor(frame, 'covariate', spec.columns, 'columns');
}

/** The chosen outcome, else the first column with that role; without one no leak is looked for. */
function outcomeName(spec: ProfileSpec, frame: Frame): string | null {
  if (spec.outcome !== undefined) return columnFor(frame, 'outcome', spec.outcome);
  return columnsWithRole(frame, 'outcome')[0] ?? null;
}

function settingOf(spec: ProfileSpec, frame: Frame, outcome: string | null): ProfileSetting {
  const target: OutcomeTarget | null = outcome === null ? null : targetOf(outcome, columnNamed(frame, outcome));
  const [timeName] = columnsWithRole(frame, 'time');
  const time = timeName === undefined ? undefined : frame.columns.get(timeName);
  return {
    topCategories: spec.topCategories,
    maxBins: spec.maxBins,
    outcome: target,
    time: time?.kind === 'date' ? time.values : null,
  };
}

function profileColumns(frame: Frame, names: readonly string[], setting: ProfileSetting, context: FitContext): Promise<ColumnProfile[]> {
  const items = names.map((name) => ({ name, role: frame.roles.get(name) ?? null, column: columnNamed(frame, name) }));
  return context.spread(profileColumn, setting, items);
}

function rowFacts(frame: Frame, names: readonly string[], { signal }: FitContext): Pick<ProfileFit, 'duplicateCount' | 'patterns'> {
  const columns = names.map((name) => [name, columnNamed(frame, name)] as const);
  const incomplete = columns.filter(([, column]) => hasMissing(column, frame.rowCount));
  return {
    duplicateCount: countDuplicates(
      columns.map(([, column]) => column),
      frame.rowCount,
      signal,
    ),
    patterns: incomplete.length === 0 ? [] : missingPatterns(incomplete, frame.rowCount, signal),
  };
}

function hasMissing(column: Column, rowCount: number): boolean {
  for (let row = 0; row < rowCount; row++) if (isMissing(column, row)) return true;
  return false;
}
