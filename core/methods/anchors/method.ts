import { defineMethod } from '../contract.ts';
import { problemsOf } from '../inputs.ts';
import { type AnchorsFit, fitAnchors, readAnchorsStudy } from './fit.ts';
import { reportAnchors } from './report.ts';
import { type AnchorsSpec, anchorsSpec } from './spec.ts';
import { anchorsText } from './text.ts';

export default defineMethod<AnchorsSpec, AnchorsFit>({
  id: 'anchors',
  revision: 1,
  kind: 'explain',
  citation: 'Ribeiro, Singh & Guestrin (2018), AAAI 32, 1527–1535',
  spec: anchorsSpec,
  text: anchorsText,
  takes: ['frame'],
  accepts: ['model', 'effects'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readAnchorsStudy(spec, inputs)),
  fit: fitAnchors,
  summarize: reportAnchors,
  memory: (spec, inputs) => {
    const { frame } = readAnchorsStudy(spec, inputs);
    // A bit a row for each predicate, and a block of drawn rows.
    return frame.columns.size * ((frame.rowCount / 8) * spec.bins + 8 * (frame.rowCount + 4096));
  },
});
