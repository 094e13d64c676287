import { defineMethod } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { fitPdp, type PdpFit, readPdpStudy } from './fit.ts';
import { summarizePdp } from './report.ts';
import { type PdpSpec, pdpSpec } from './spec.ts';
import { pdpText } from './text.ts';

export default defineMethod<PdpSpec, PdpFit>({
  id: 'pdp-ice',
  revision: 2,
  kind: 'explain',
  citation: 'Friedman (2001), Ann. Stat. 29, 1189–1232, section 8.2 (partial dependence); Goldstein et al. (2015), JCGS 24, 44–65 (ICE)',
  spec: pdpSpec,
  text: pdpText,
  takes: ['frame'],
  accepts: ['model', 'effects'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readPdpStudy(spec, inputs)),
  fit: fitPdp,
  summarize: summarizePdp,
  memory: (spec, inputs) =>
    16 *
    Math.min(spec.rows, readPdpStudy(spec, inputs).frame.rowCount) *
    Math.max(spec.gridSize, spec.pairs.length > 0 ? spec.pairGridSize ** 2 : 0),
});
