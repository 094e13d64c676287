import { giveUp, refuse } from '../../base/problem.ts';
import { partOf, type Work } from '../../base/work.ts';
import { explainModel, interactionsOf } from '../../learners/explain/explain-model.ts';
import type { Explanation } from '../../learners/explain/tree-shap.ts';
import { tableRows } from '../../learners/features.ts';
import type { Feature, FeatureTable } from '../../learners/model.ts';
import { predictRaw } from '../../learners/predict.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { askedRow, includingRow, rowName } from '../kit/explanations/one-row.ts';
import {
  findSubject,
  prepareSubject,
  type Subject,
  type SubjectFacts,
  type SubjectSource,
  sampleRows,
} from '../kit/explanations/subject.ts';
import { type FeatureShare, type PairShare, rankFeatures, rankPairs } from './ranking.ts';
import type { ShapSpec } from './spec.ts';

/** What SHAP found; matrices are row-major. */
export interface ShapFit {
  readonly facts: SubjectFacts;
  readonly features: readonly Feature[];
  readonly rowCount: number;
  /** The explained rows, in order. */
  readonly rows: Int32Array;
  /** n × F contributions on the raw scale, on shared memory. */
  readonly values: Float64Array;
  readonly base: number;
  /** n raw answers, and the same on the outcome's scale. */
  readonly raw: Float64Array;
  readonly answers: Float64Array;
  /** Largest |base + Σ contributions − raw answer|. */
  readonly additivityError: number;
  /** Features in order of importance. */
  readonly ranking: readonly FeatureShare[];
  /** Cells of the explained rows for the leading features, by feature index. */
  readonly cells: ReadonlyMap<number, Float64Array>;
  /** Position in `rows` of the row shown as a waterfall, and what to call it. */
  readonly shown: number;
  readonly shownName: string;
  readonly shownCells: Float64Array;
  readonly pairs?: readonly PairShare[];
  readonly interactionRows?: number;
}

/** Features with pictures: more do not fit a page. */
export const MOST_SHOWN = 15;

/** Numbers in an interaction matrix over all rows: 320 MB at most. */
const MOST_INTERACTION_CELLS = 40_000_000;
const MOST_INTERACTION_ROWS = 500;
const MOST_INTERACTION_FEATURES = 300;

/** Checks everything that can be known before the run. */
export function readShapStudy(spec: ShapSpec, inputs: Inputs): SubjectSource {
  const source = findSubject(inputs, spec);
  askedRow(source.frame, spec);
  const width = source.kind === 'model' ? source.model.features.length : source.covariates.length;
  if (spec.interactions && width > MOST_INTERACTION_FEATURES) {
    refuse(
      'option/invalid',
      `Interactions of ${width} features are ${width * width} numbers a row.`,
      `Explain at most ${MOST_INTERACTION_FEATURES} features, or turn interactions off.`,
      {
        option: 'interactions',
      },
    );
  }
  return source;
}

/** Explains the model, or the stand-in that was learnt on the effects. */
export async function fitShap(spec: ShapSpec, inputs: Inputs, context: FitContext): Promise<ShapFit> {
  const source = readShapStudy(spec, inputs);
  const subject = await prepareSubject(source, true, partOf(context, 'surrogate', 0, 0.3));
  const { model, table } = subject;
  const asked = askedRow(source.frame, spec);
  const rows = includingRow(sampleRows(table.rowCount, spec.rows, context.rng.fork('rows')), asked);
  context.progress(0.3, 'explaining');
  const background = spec.background === 'sample' ? backgroundOf(table, spec.backgroundRows, context) : undefined;
  const explained = await explainModel(model, table, background === undefined ? { rows } : { rows, background }, context);
  const raw = predictRaw(model, table, rows);
  requireFinite(explained, raw);
  const ranking = rankFeatures(explained.values, model.features.length);
  const shown =
    asked === undefined ? raw.indexOf(raw.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)) : rows.indexOf(asked);
  const leading = ranking.slice(0, Math.max(MOST_SHOWN, spec.dependence)).map((entry) => entry.feature);
  const shownRow = rows[shown] as number;
  return {
    facts: subject.facts,
    features: model.features,
    rowCount: table.rowCount,
    rows,
    values: explained.values,
    base: explained.base,
    raw,
    answers: Float64Array.from(rows, (row) => subject.answers[row] as number),
    additivityError: additivityError(explained, raw, model.features.length),
    ranking,
    cells: new Map(leading.map((feature) => [feature, Float64Array.from(rows, (row) => table.columns[feature]?.[row] ?? Number.NaN)])),
    shown,
    shownName: rowName(source.frame, shownRow),
    shownCells: Float64Array.from(table.columns, (column) => column[shownRow] as number),
    ...(spec.interactions ? await fitPairs(subject, rows, context) : {}),
  };
}

async function fitPairs({ model, table }: Subject, rows: Int32Array, work: Work): Promise<Pick<ShapFit, 'pairs' | 'interactionRows'>> {
  const width = model.features.length;
  const most = Math.min(MOST_INTERACTION_ROWS, Math.floor(MOST_INTERACTION_CELLS / width ** 2));
  const picked = sampleRows(rows.length, most, work.rng.fork('interaction-rows')).map((at) => rows[at] as number);
  work.progress(0.8, 'interactions');
  const matrix = await interactionsOf(model, table, { rows: picked }, work);
  return { pairs: rankPairs(matrix, width), interactionRows: picked.length };
}

function backgroundOf(table: FeatureTable, most: number, work: Work): FeatureTable {
  const rows = sampleRows(table.rowCount, most, work.rng.fork('background'));
  return tableRows(table, rows);
}

function requireFinite({ base, values }: Explanation, raw: Float64Array): void {
  if (Number.isFinite(base) && values.every(Number.isFinite) && raw.every(Number.isFinite)) return;
  giveUp(
    'numeric/not-finite',
    'Some answers of the model are not finite numbers, so they cannot be split up.',
    'Rescale columns with extreme values and train again.',
  );
}

function additivityError({ base, values }: Explanation, raw: Float64Array, width: number): number {
  let worst = 0;
  for (let row = 0; row < raw.length; row++) {
    let sum = base;
    for (let f = 0; f < width; f++) sum += values[row * width + f] as number;
    worst = Math.max(worst, Math.abs(sum - (raw[row] as number)));
  }
  return worst;
}
