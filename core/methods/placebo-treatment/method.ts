import { shuffle } from '../../base/rng.ts';
import { columnNamed, takeCells, withColumns } from '../../frame/frame.ts';
import { allRows } from '../../learners/folds.ts';
import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { reportRefutation } from '../kit/refutation/report.ts';
import { type RefuteFit, simulate } from '../kit/refutation/simulate.ts';
import { type RefuteSpec, refuteOptions } from '../kit/refutation/spec.ts';
import { readSubject } from '../kit/refutation/subject.ts';
import { nothingToFind } from '../kit/refutation/verdict.ts';
import { placeboText, placeboWords } from './text.ts';

export default defineMethod<RefuteSpec, RefuteFit>({
  id: 'placebo-treatment',
  revision: 1,
  kind: 'refute',
  citation: 'Fisher (1935), The Design of Experiments; Sharma & Kiciman (2020), arXiv:2011.04216',
  spec: refuteOptions,
  text: placeboText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readSubject(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => {
    const subject = readSubject(inputOf(inputs, 'frame'), spec);
    // Instruments move along with the treatment, so that the first stage stays and only the tie to the outcome is cut.
    const dealt = [subject.treatment, ...subject.instruments];
    const deal = (order: Int32Array) =>
      withColumns(
        subject.frame,
        dealt.map((name) => [name, takeCells(columnNamed(subject.frame, name), order)] as const),
      );
    return simulate(subject, spec, (rng) => ({ frame: deal(shuffle(allRows(subject.frame.rowCount), rng)) }), context);
  },
  summarize: (fit, { alpha }) => reportRefutation(fit, placeboWords, (effect) => nothingToFind(effect, alpha, true)),
});
