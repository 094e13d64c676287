import { numberColumn, withColumns } from '../../frame/frame.ts';
import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { reportRefutation } from '../kit/refutation/report.ts';
import { type RefuteFit, simulate } from '../kit/refutation/simulate.ts';
import { type RefuteSpec, refuteOptions } from '../kit/refutation/spec.ts';
import { readSubject } from '../kit/refutation/subject.ts';
import { nothingToChange } from '../kit/refutation/verdict.ts';
import { randomCauseText, randomCauseWords } from './text.ts';

/** A name that no table will have; it is never shown. */
const ADDED = 'random common cause (simulated)';

export default defineMethod<RefuteSpec, RefuteFit>({
  id: 'random-common-cause',
  revision: 1,
  kind: 'refute',
  citation: 'Sharma & Kiciman (2020), DoWhy, arXiv:2011.04216',
  spec: refuteOptions,
  text: randomCauseText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readSubject(inputOf(inputs, 'frame'), spec)),
  fit: (spec, inputs, context) => {
    const subject = readSubject(inputOf(inputs, 'frame'), spec);
    const options = { covariates: [...subject.covariates, ADDED] };
    return simulate(
      subject,
      spec,
      (rng) => {
        const noise = Float64Array.from({ length: subject.frame.rowCount }, () => rng.normal());
        return { frame: withColumns(subject.frame, [[ADDED, numberColumn(noise)]]), options };
      },
      context,
    );
  },
  summarize: (fit) => reportRefutation(fit, randomCauseWords, (effect) => nothingToChange(effect, 0)),
});
