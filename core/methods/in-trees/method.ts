import { defineMethod } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { fitInTrees, type InTreesFit, MOST_PATHS, readInTreesStudy } from './fit.ts';
import { reportInTrees } from './report.ts';
import { type InTreesSpec, inTreesSpec } from './spec.ts';
import { inTreesText } from './text.ts';

export default defineMethod<InTreesSpec, InTreesFit>({
  id: 'in-trees',
  revision: 1,
  kind: 'explain',
  citation: 'Deng (2019), International Journal of Data Science and Analytics 7, 277–287',
  spec: inTreesSpec,
  text: inTreesText,
  takes: ['frame'],
  accepts: ['model', 'effects'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readInTreesStudy(spec, inputs)),
  fit: fitInTrees,
  summarize: reportInTrees,
  memory: (spec, inputs) => {
    const { frame } = readInTreesStudy(spec, inputs).source;
    const rows = Math.min(spec.rows, frame.rowCount);
    // Columns of the used rows, answers of all, and a bit a row for each path and each limit that paths ask about.
    return 8 * rows * frame.columns.size + 16 * frame.rowCount + 2 * MOST_PATHS * (rows / 8);
  },
});
