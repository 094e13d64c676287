import { defineMethod } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { readNearStudy } from '../kit/explanations/near-row.ts';
import { fitLime, type LimeFit } from './fit.ts';
import { reportLime } from './report.ts';
import { type LimeSpec, limeSpec } from './spec.ts';
import { limeText } from './text.ts';

export default defineMethod<LimeSpec, LimeFit>({
  id: 'lime',
  revision: 1,
  kind: 'explain',
  citation:
    'Ribeiro, Singh & Guestrin (2016), KDD, 1135–1144; stability: Visani, Bagli, Chesani, Poluzzi & Capuzzo (2022), Journal of the Operational Research Society 73(1), 91–101',
  spec: limeSpec,
  text: limeText,
  takes: ['frame'],
  accepts: ['model', 'effects'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readNearStudy(spec, inputs)),
  fit: fitLime,
  summarize: reportLime,
  memory: (spec, inputs) => 8 * spec.samples * (4 * readNearStudy(spec, inputs).frame.columns.size + 4),
});
