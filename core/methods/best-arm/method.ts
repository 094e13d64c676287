import { defineMethod } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { type BestArmFit, fitBestArm, readBestArm } from './fit.ts';
import { reportBestArm } from './report.ts';
import { type BestArmSpec, bestArmSpec } from './spec.ts';
import { bestArmText } from './text.ts';

export default defineMethod<BestArmSpec, BestArmFit>({
  id: 'best-arm',
  revision: 1,
  kind: 'evaluate',
  citation: 'Hsu (1984), Annals of Statistics 12(3), 1136–1144; Hsu (1996), Multiple Comparisons, section 4.2',
  spec: bestArmSpec,
  text: bestArmText,
  takes: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readBestArm(spec, inputs)),
  fit: fitBestArm,
  summarize: reportBestArm,
});
