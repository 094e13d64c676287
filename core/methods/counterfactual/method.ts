import { defineMethod } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { type CounterfactualFit, fitCounterfactual, readCounterfactualStudy } from './fit.ts';
import { reportCounterfactual } from './report.ts';
import { type CounterfactualSpec, counterfactualSpec } from './spec.ts';
import { counterfactualText } from './text.ts';

/** Versions of the row that are answered at a time, and arrays of n numbers that are held at once. */
const BATCH = 2048;
const COLUMNS_HELD = 6;

export default defineMethod<CounterfactualSpec, CounterfactualFit>({
  id: 'counterfactual',
  revision: 1,
  kind: 'explain',
  citation: 'Wachter, Mittelstadt & Russell (2017), Harvard JOLT 31(2); Mothilal, Sharma & Tan (2020), FAT*',
  spec: counterfactualSpec,
  text: counterfactualText,
  takes: ['frame'],
  accepts: ['model', 'effects'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readCounterfactualStudy(spec, inputs)),
  fit: fitCounterfactual,
  summarize: reportCounterfactual,
  memory: (spec, inputs) => {
    const { source } = readCounterfactualStudy(spec, inputs);
    const width = source.kind === 'model' ? source.model.features.length : source.covariates.length;
    return 8 * (BATCH * width + COLUMNS_HELD * source.frame.rowCount + 8 * Math.min(spec.evaluations, 100_000));
  },
});
