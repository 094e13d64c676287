import { refuse } from '../../base/problem.ts';
import { partOf } from '../../base/work.ts';
import { columnsWithRole } from '../../frame/frame.ts';
import { type Fold, splitRows } from '../../learners/folds.ts';
import type { Link } from '../../learners/model.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { type NetworkSubject, prepareNetwork } from '../kit/explanations/network-subject.ts';
import { askedRow, chosenRow, includingRow, rowName } from '../kit/explanations/one-row.ts';
import { findSubject, type SubjectSource, sampleRows } from '../kit/explanations/subject.ts';
import { type OutcomeColumn, readOutcome } from '../outcome.ts';
import { type LocalModel, openWorkshop, trainLocals, type Workshop } from './local-models.ts';
import { type Answers, varianceOf } from './score.ts';
import type { LiceSpec } from './spec.ts';

/** Everything that the layers are explained with. */
export interface LiceStudy {
  readonly subject: NetworkSubject;
  readonly rowCount: number;
  /** Rows of the frame that are explained. */
  readonly rows: Int32Array;
  readonly answers: Answers;
  /** The threshold on the answers' own scale. */
  readonly threshold: number;
  readonly smallest: number;
  readonly split: Fold;
  readonly shop: Workshop;
  readonly general: LocalModel;
  readonly outcome: OutcomeColumn | undefined;
  /** Place among the rows of the one that is followed, and how to name rows. */
  readonly shown: number;
  readonly nameOf: (at: number) => string;
}

const HELD_OUT_SHARE = 0.3;
const FEWEST_ROWS = 100;

/** @throws as `findSubject`; data/too-few-rows, option/invalid for a row that is not there */
export function readLice(spec: LiceSpec, inputs: Inputs): SubjectSource {
  const source = findSubject(inputs, spec);
  askedRow(source.frame, spec);
  if (Math.min(source.frame.rowCount, spec.rows) < FEWEST_ROWS)
    refuse('data/too-few-rows', `${source.frame.rowCount} rows are too few to find clusters.`, `Use at least ${FEWEST_ROWS} rows.`);
  return source;
}

/** @throws data/constant when every answer is the same */
export async function openStudy(spec: LiceSpec, inputs: Inputs, context: FitContext): Promise<LiceStudy> {
  const source = readLice(spec, inputs);
  const asked = askedRow(source.frame, spec);
  const rows = includingRow(sampleRows(source.frame.rowCount, spec.rows, context.rng.fork('rows')), asked);
  const subject = await prepareNetwork(source, rows, partOf(context, 'network', 0, 0.3));
  const { raw, table, facts } = subject;
  const every = Int32Array.from(raw.keys());
  if (!(varianceOf(raw, every) > 0))
    refuse('data/constant', `The answer is ${raw[0]} for every row; there is nothing to explain.`, 'Explain a model whose answers differ.');
  const threshold = spec.threshold ?? (facts.link === 'logit' ? 0.5 : medianOf(raw, facts.link));
  const split = splitRows(raw.length, HELD_OUT_SHARE, context.rng.fork('held-out'));
  const shop = await openWorkshop(table, raw, spec, context);
  const [general] = await trainLocals(shop, [split.train], partOf(context, 'general', 0.3, 0.32));
  return {
    subject,
    rowCount: source.frame.rowCount,
    rows,
    answers: { raw, threshold: rawOf(threshold, facts.link) },
    threshold,
    smallest: spec.smallest ?? Math.max(50, Math.ceil(0.01 * raw.length)),
    split,
    shop,
    general: general as LocalModel,
    outcome: outcomeOf(source, rows),
    shown: asked === undefined ? chosenRow(undefined, raw) : rows.indexOf(asked),
    nameOf: (at) => rowName(source.frame, rows[at] as number),
  };
}

function medianOf(raw: Float64Array, link: Link): number {
  const middle = Float64Array.from(raw).sort()[raw.length >> 1] as number;
  return link === 'log' ? Math.exp(middle) : middle;
}

/** @throws option/invalid for a threshold outside what answers can be */
function rawOf(threshold: number, link: Link): number {
  if (link === 'identity') return threshold;
  const isInside = link === 'logit' ? threshold > 0 && threshold < 1 : threshold > 0;
  if (!isInside)
    refuse('option/invalid', `No answer can cross a threshold of ${threshold}.`, 'Set threshold between the answers.', {
      option: 'threshold',
    });
  return link === 'logit' ? Math.log(threshold / (1 - threshold)) : Math.log(threshold);
}

/** The outcome of the rows, where one column has that role and can be read as one. */
function outcomeOf({ frame }: SubjectSource, rows: Int32Array): OutcomeColumn | undefined {
  const [name, ...others] = columnsWithRole(frame, 'outcome');
  if (name === undefined || others.length > 0) return undefined;
  try {
    const outcome = readOutcome(frame, name);
    return { ...outcome, values: Float64Array.from(rows, (row) => outcome.values[row] as number) };
  } catch {
    return undefined;
  }
}
