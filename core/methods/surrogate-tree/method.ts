import { defineMethod } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { fitSurrogateTree, readSurrogateTree, type SurrogateTreeFit } from './fit.ts';
import { reportSurrogateTree } from './report.ts';
import { type SurrogateTreeSpec, surrogateTreeSpec } from './spec.ts';
import { surrogateTreeText } from './text.ts';

export default defineMethod<SurrogateTreeSpec, SurrogateTreeFit>({
  id: 'surrogate-tree',
  revision: 1,
  kind: 'explain',
  citation: 'Craven & Shavlik (1996), Extracting tree-structured representations of trained networks, NIPS 8',
  spec: surrogateTreeSpec,
  text: surrogateTreeText,
  takes: ['frame'],
  accepts: ['model', 'effects'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readSurrogateTree(spec, inputs)),
  fit: fitSurrogateTree,
  summarize: reportSurrogateTree,
  memory: (spec, inputs) => {
    const { frame } = readSurrogateTree(spec, inputs);
    return frame.rowCount * (frame.columns.size + 60);
  },
});
