import type { Text } from '../../base/text.ts';
import { partOf } from '../../base/work.ts';
import { explainByLine, type Lime } from '../../learners/explain/lime.ts';
import { type ColumnSpread, isIndicator } from '../../learners/explain/neighbourhood.ts';
import type { Feature } from '../../learners/model.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { prepareNearRow, readNearStudy, seenWords } from '../kit/explanations/near-row.ts';
import type { SubjectFacts } from '../kit/explanations/subject.ts';
import type { LimeSpec } from './spec.ts';

export interface LimeFit {
  readonly facts: SubjectFacts;
  readonly row: number;
  readonly name: string;
  readonly width: number;
  /** What the model itself answers. */
  readonly answer: number;
  readonly lime: Omit<Lime, 'line'> & { readonly share: number | null; readonly intercept: number };
  readonly terms: readonly LimeTerm[];
}

export interface LimeTerm {
  readonly feature: string;
  /** "20 < age ≤ 30", or the name of a number taken as it is. */
  readonly seen: Text;
  /** For a yes/no: what holding adds. For a number: what one standard deviation adds. */
  readonly coefficient: number;
  /** For a number: what one unit adds. */
  readonly perUnit: number | null;
  readonly spread: number;
  readonly chosenShare: number;
}

/** Fits lines to the model's answers near one row, several draws of them. */
export async function fitLime(spec: LimeSpec, inputs: Inputs, context: FitContext): Promise<LimeFit> {
  const source = readNearStudy(spec, inputs);
  const { subject, spreads, row, name, cells, width } = await prepareNearRow(source, spec, partOf(context, 'subject', 0, 0.4));
  const { model, table, facts } = subject;
  const { line, ...rest } = explainByLine({ model, table, spreads }, cells, { ...spec, width }, context.rng.fork('draws'), {
    signal: context.signal,
    onDraw: (done) => context.progress(0.4 + (0.6 * done) / spec.repeats, 'drawing rows'),
  });
  const terms = line.chosen.map((at, k): LimeTerm => {
    const [feature, spread, cell] = [model.features[at] as Feature, spreads[at] as ColumnSpread, cells[at] as number];
    const coefficient = line.coefficients[k] as number;
    const isNumber = !isIndicator(spread, cell) && spread.kind === 'normal' && spread.deviation > 0;
    return {
      feature: feature.name,
      seen: seenWords(feature, spread, cell),
      coefficient,
      perUnit: isNumber ? coefficient / spread.deviation : null,
      spread: rest.spread[k] as number,
      chosenShare: rest.chosenShare[k] as number,
    };
  });
  const share = rest.fidelity !== null && Number.isFinite(line.share) ? line.share : null;
  return { facts, row, name, width, answer: subject.answers[row] as number, lime: { ...rest, share, intercept: line.intercept }, terms };
}
