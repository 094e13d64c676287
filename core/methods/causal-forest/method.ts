import { refuse } from '../../base/problem.ts';
import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { effectsOfForest, type ForestFit, fitCausalForest, frameWithForest } from './fit.ts';
import { forestMemory } from './memory.ts';
import { reportForest } from './report.ts';
import { type CausalForestSpec, causalForestSpec } from './spec.ts';
import { readForestStudy } from './study.ts';
import { causalForestText } from './text.ts';

export default defineMethod<CausalForestSpec, ForestFit>({
  id: 'causal-forest',
  revision: 1,
  kind: 'effect',
  citation: 'Athey, Tibshirani & Wager (2019), Ann. Statist. 47(2), 1148–1178',
  spec: causalForestSpec,
  text: causalForestText,
  takes: ['frame'],
  gives: ['effects'],
  validate: (spec, inputs) =>
    problemsOf(
      () => checkOptions(spec),
      () => readForestStudy(inputOf(inputs, 'frame'), spec),
    ),
  fit: fitCausalForest,
  summarize: reportForest,
  apply: (fit, _spec, inputs) => frameWithForest(fit, inputs),
  effects: effectsOfForest,
  memory: forestMemory,
});

function checkOptions(spec: CausalForestSpec): void {
  if (spec.tune && spec.instrument !== undefined) {
    refuse('option/invalid', 'Settings cannot be tuned with an instrument: there is no loss to judge them by.', 'Set tune to false.', {
      option: 'tune',
    });
  }
}
