import { defineMethod } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { withPaths } from './columns.ts';
import { fitLice, type LiceFit } from './fit.ts';
import { reportLice } from './report.ts';
import { type LiceSpec, liceSpec } from './spec.ts';
import { readLice } from './study.ts';
import { liceText } from './text.ts';

export default defineMethod<LiceSpec, LiceFit>({
  id: 'lice',
  revision: 1,
  kind: 'explain',
  citation:
    'Defined here; its relatives: Liu & Arik (2020), arXiv:2007.07477; Picchiotti & Gori (2021), arXiv:2110.06593; Hall et al. (2017), k-LIME',
  spec: liceSpec,
  text: liceText,
  takes: ['frame'],
  accepts: ['model', 'effects'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readLice(spec, inputs)),
  fit: fitLice,
  summarize: reportLice,
  apply: (fit, spec, inputs) => withPaths(fit, readLice(spec, inputs).frame),
  memory: (spec, inputs) => {
    const source = readLice(spec, inputs);
    const rows = Math.min(spec.rows, source.frame.rowCount);
    const units = source.kind === 'model' && source.model.kind === 'network' ? widest(source.model.layers) : 64;
    return 8 * rows * (3 * units + 3 * source.frame.columns.size + 60);
  },
});

function widest(layers: readonly { readonly outputs: number }[]): number {
  return layers.reduce((most, { outputs }) => Math.max(most, outputs), 1);
}
