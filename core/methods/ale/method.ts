import { defineMethod } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { type AleFit, fitAle, readAleStudy } from './fit.ts';
import { reportAle } from './report.ts';
import { type AleSpec, aleSpec } from './spec.ts';
import { aleText } from './text.ts';

export default defineMethod<AleSpec, AleFit>({
  id: 'ale',
  revision: 1,
  kind: 'explain',
  citation: 'Apley & Zhu (2020), Journal of the Royal Statistical Society B 82(4), 1059–1086',
  spec: aleSpec,
  text: aleText,
  takes: ['frame'],
  accepts: ['model', 'effects'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readAleStudy(spec, inputs)),
  fit: fitAle,
  summarize: reportAle,
  memory: (spec, inputs) => {
    const { frame } = readAleStudy(spec, inputs);
    return 16 * Math.min(spec.rows, frame.rowCount) * (frame.columns.size + 4);
  },
});
