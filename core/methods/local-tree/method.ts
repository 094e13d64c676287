import { defineMethod } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { readNearStudy } from '../kit/explanations/near-row.ts';
import { fitLocalTree, type LocalTreeFit } from './fit.ts';
import { reportLocalTree } from './report.ts';
import { type LocalTreeSpec, localTreeSpec } from './spec.ts';
import { localTreeText } from './text.ts';

export default defineMethod<LocalTreeSpec, LocalTreeFit>({
  id: 'local-tree',
  revision: 1,
  kind: 'explain',
  citation: 'Ribeiro, Singh & Guestrin (2016), KDD, 1135–1144, section 3.2 (with a tree as the plain model); Breiman et al. (1984)',
  spec: localTreeSpec,
  text: localTreeText,
  takes: ['frame'],
  accepts: ['model', 'effects'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readNearStudy(spec, inputs)),
  fit: fitLocalTree,
  summarize: reportLocalTree,
  memory: (spec, inputs) => 8 * spec.samples * (5 * readNearStudy(spec, inputs).frame.columns.size + 12),
});
