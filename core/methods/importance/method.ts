import { defineMethod } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { fitImportance, type ImportanceFit, readImportanceStudy } from './fit.ts';
import { summarizeImportance } from './report.ts';
import { type ImportanceSpec, importanceSpec } from './spec.ts';
import { importanceText } from './text.ts';

export default defineMethod<ImportanceSpec, ImportanceFit>({
  id: 'importance',
  revision: 1,
  kind: 'explain',
  citation: 'Breiman (2001), Machine Learning 45, 5–32; Fisher, Rudin & Dominici (2019), JMLR 20(177) (model reliance)',
  spec: importanceSpec,
  text: importanceText,
  takes: ['frame'],
  accepts: ['model', 'effects'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readImportanceStudy(spec, inputs)),
  fit: fitImportance,
  summarize: summarizeImportance,
  memory: (spec, inputs) => {
    const { source, groups } = readImportanceStudy(spec, inputs);
    // Each thread holds the judged rows twice: as they are, and shuffled.
    return 24 * groups.length * Math.min(spec.rows, source.frame.rowCount);
  },
});
