import { numberColumn, withColumns } from '../../frame/frame.ts';
import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { fitShap, readShapStudy, type ShapFit } from './fit.ts';
import { summarizeShap } from './report.ts';
import { type ShapSpec, shapSpec } from './spec.ts';
import { shapText } from './text.ts';

export default defineMethod<ShapSpec, ShapFit>({
  id: 'shap',
  revision: 2,
  kind: 'explain',
  citation:
    'Lundberg & Lee (2017), NeurIPS 30; Lundberg et al. (2020), Nature Machine Intelligence 2, 56–67 (TreeSHAP); Owen (1972), Management Science 18(5) (the integral that is used)',
  spec: shapSpec,
  text: shapText,
  takes: ['frame'],
  accepts: ['model', 'effects'],
  gives: ['frame'],
  validate: (spec, inputs) => problemsOf(() => readShapStudy(spec, inputs)),
  fit: fitShap,
  summarize: summarizeShap,
  /** Adds a column "shap:<feature>" for each feature; rows that were not explained are missing. */
  apply(fit, _spec, inputs) {
    const frame = inputOf(inputs, 'frame');
    const width = fit.features.length;
    return withColumns(
      frame,
      fit.features.map(({ name }, feature) => {
        const cells = new Float64Array(frame.rowCount).fill(Number.NaN);
        fit.rows.forEach((row, at) => {
          cells[row] = fit.values[at * width + feature] as number;
        });
        return [`shap:${name}`, numberColumn(cells)] as const;
      }),
    );
  },
  memory: (spec, inputs) => {
    const source = readShapStudy(spec, inputs);
    const width = source.kind === 'model' ? source.model.features.length : source.covariates.length;
    return 8 * width * (2 * Math.min(spec.rows, source.frame.rowCount) + source.frame.rowCount);
  },
});
