import { refuse } from '../../base/problem.ts';
import type { Frame } from '../../frame/frame.ts';
import { defineMethod } from '../contract.ts';
import { columnFor, inputOf, problemsOf } from '../inputs.ts';
import { fitHonestDid, type HonestDidFit } from './fit.ts';
import { reportHonestDid } from './report.ts';
import { type HonestDidSpec, honestDidSpec } from './spec.ts';
import { honestDidText } from './text.ts';

/** Options of the estimators that name a column; they check the rest themselves when they run. */
const COLUMNS = ['outcome', 'unit', 'time', 'treatment', 'firstTreated', 'post', 'cluster'] as const;

function checkColumns(frame: Frame, { spec }: HonestDidSpec): void {
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Import data, or widen the segment.');
  for (const option of COLUMNS) {
    const name = spec[option];
    if (typeof name === 'string') columnFor(frame, 'time', name, `spec.${option}`);
  }
  if (spec['estimator'] === 'imputation')
    refuse(
      'option/invalid',
      'Imputed effects before and after the start have no common base period, which the bounds need.',
      'Use dr, reg or ipw.',
      {
        option: 'spec.estimator',
      },
    );
}

export default defineMethod<HonestDidSpec, HonestDidFit>({
  id: 'honest-did',
  revision: 1,
  kind: 'refute',
  citation: 'Rambachan & Roth (2023), Review of Economic Studies 90(5), 2555–2591; Armstrong & Kolesár (2018), Econometrica 86(2)',
  spec: honestDidSpec,
  text: honestDidText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => checkColumns(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => fitHonestDid(spec, inputs, context),
  summarize: reportHonestDid,
});
