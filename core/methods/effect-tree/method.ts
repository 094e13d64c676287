import { withColumns } from '../../frame/frame.ts';
import { defineMethod } from '../contract.ts';
import { effectsWithFrame, problemsOf } from '../inputs.ts';
import { type EffectTreeFit, fitEffectTree, readEffectTree } from './fit.ts';
import { reportEffectTree } from './report.ts';
import { type EffectTreeSpec, effectTreeSpec } from './spec.ts';
import { effectTreeText } from './text.ts';

export default defineMethod<EffectTreeSpec, EffectTreeFit>({
  id: 'effect-tree',
  revision: 3,
  kind: 'explain',
  citation: 'Athey & Imbens (2016), PNAS 113(27), 7353–7360 (honest estimates by leaf); Craven & Shavlik (1996), NIPS 8 (fidelity)',
  spec: effectTreeSpec,
  text: effectTreeText,
  takes: ['effects'],
  accepts: ['frame'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readEffectTree(spec, inputs)),
  fit: fitEffectTree,
  summarize: reportEffectTree,
  apply: (fit, _spec, inputs) =>
    withColumns(
      effectsWithFrame(inputs).frame,
      fit.trees.map(({ arm, leaf, segments }) => [
        `segment:${arm}`,
        { kind: 'category', codes: leaf, dictionary: segments.map(({ conditions }, at) => `${at + 1}: ${conditions.join(' ∧ ') || '—'}`) },
      ]),
    ),
});
