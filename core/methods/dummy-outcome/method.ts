import { shuffle } from '../../base/rng.ts';
import type { StopSignal } from '../../base/work.ts';
import { type Frame, numberColumn, withColumns } from '../../frame/frame.ts';
import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { reportRefutation } from '../kit/refutation/report.ts';
import { type RefuteFit, simulate } from '../kit/refutation/simulate.ts';
import { type RefuteSpec, refuteOptions } from '../kit/refutation/spec.ts';
import { readSubject, type Subject } from '../kit/refutation/subject.ts';
import { nothingToFind } from '../kit/refutation/verdict.ts';
import { layOutDesign } from '../kit/regression/design.ts';
import { solveLeastSquares } from '../kit/regression/least-squares.ts';
import { cellsOf, completeRows, readPart } from '../kit/regression/parts.ts';
import { gather } from '../kit/regression/regress.ts';
import { readOutcome } from '../outcome.ts';
import { dummyOutcomeText, dummyOutcomeWords } from './text.ts';

export default defineMethod<RefuteSpec, RefuteFit>({
  id: 'dummy-outcome',
  revision: 1,
  kind: 'refute',
  citation: 'Freedman & Lane (1983), J. Bus. Econ. Stat. 1(4); Sharma & Kiciman (2020), DoWhy, arXiv:2011.04216',
  spec: refuteOptions,
  text: dummyOutcomeText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readSubject(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => {
    const frame = inputOf(inputs, 'frame');
    const subject = readSubject(frame, spec);
    const { rows, fitted, residuals } = splitOutcome(frame, subject, context.signal);
    return simulate(
      subject,
      spec,
      (rng) => {
        const order = shuffle(
          Int32Array.from(rows, (_, place) => place),
          rng,
        );
        const dummy = new Float64Array(frame.rowCount).fill(Number.NaN);
        for (let place = 0; place < rows.length; place++)
          dummy[rows[place] as number] = (fitted[place] as number) + (residuals[order[place] as number] as number);
        return { frame: withColumns(frame, [[subject.outcome, numberColumn(dummy)]]) };
      },
      context,
    );
  },
  summarize: (fit, { alpha }) => reportRefutation(fit, dummyOutcomeWords, (effect) => nothingToFind(effect, alpha, false)),
});

/** The outcome as a straight line in the covariates, the treatment left out, and what is left over. Rows with gaps take no part. */
function splitOutcome(
  frame: Frame,
  { outcome, covariates }: Subject,
  signal: StopSignal,
): { readonly rows: Int32Array; readonly fitted: Float64Array; readonly residuals: Float64Array } {
  const { values } = readOutcome(frame, outcome);
  const parts = covariates.map((name) => readPart(frame, name, 'first'));
  const rows = completeRows(frame.rowCount, [values, ...parts.map(cellsOf)]);
  return { rows, ...solveLeastSquares(layOutDesign(parts, rows), gather(values, rows), undefined, signal) };
}
