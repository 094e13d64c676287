import { z } from 'zod';
import { shuffle } from '../../base/rng.ts';
import { takeRows } from '../../frame/frame.ts';
import { allRows, rowsByCode } from '../../learners/folds.ts';
import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { clustersOf } from '../kit/instruments/terms.ts';
import { reportRefutation } from '../kit/refutation/report.ts';
import { type RefuteFit, simulate } from '../kit/refutation/simulate.ts';
import { refuteOptions } from '../kit/refutation/spec.ts';
import { readSubject } from '../kit/refutation/subject.ts';
import { nothingToChange } from '../kit/refutation/verdict.ts';
import { columnOption } from '../options.ts';
import { subsetText, subsetWords } from './text.ts';

const subsetSpec = refuteOptions.extend({
  subset: z.number().min(0.1).max(0.95).default(0.8).meta({ unit: 'share' }),
  /** Whole clusters are kept or left out. */
  cluster: columnOption('cluster').optional(),
});

type SubsetSpec = z.infer<typeof subsetSpec>;

export default defineMethod<SubsetSpec, RefuteFit>({
  id: 'data-subset',
  revision: 1,
  kind: 'refute',
  citation: 'Politis & Romano (1994), Annals of Statistics 22; Sharma & Kiciman (2020), arXiv:2011.04216',
  spec: subsetSpec,
  text: subsetText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) =>
    problemsOf(() => {
      const frame = inputOf(inputs, 'frame');
      readSubject(frame, spec);
      if (spec.cluster !== undefined) clustersOf(frame, spec.cluster);
    }),
  fit: (spec, inputs, context) => {
    const subject = readSubject(inputOf(inputs, 'frame'), spec);
    const rows = allRows(subject.frame.rowCount);
    const clusters = spec.cluster === undefined ? undefined : clustersOf(subject.frame, spec.cluster);
    const units = clusters === undefined ? undefined : rowsByCode(rows, clusters.codes, clusters.count);
    const unitCount = units?.length ?? rows.length;
    return simulate(
      subject,
      spec,
      (rng) => {
        const kept = shuffle(allRows(unitCount), rng)
          .subarray(0, Math.round(spec.subset * unitCount))
          .toSorted();
        const taken = units === undefined ? kept : Int32Array.from([...kept].flatMap((unit) => [...(units[unit] ?? [])])).sort();
        return { frame: takeRows(subject.frame, taken) };
      },
      context,
    );
  },
  // A subset of share s differs from the whole by √(1/s − 1) standard errors.
  summarize: (fit, { subset }) => reportRefutation(fit, subsetWords, (effect) => nothingToChange(effect, Math.sqrt(1 / subset - 1))),
});
