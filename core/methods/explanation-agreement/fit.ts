import { refuse } from '../../base/problem.ts';
import { partOf, type Work } from '../../base/work.ts';
import { explainModel } from '../../learners/explain/explain-model.ts';
import { gainImportance } from '../../learners/explain/gain-importance.ts';
import { explainByLine } from '../../learners/explain/lime.ts';
import { spreadsOf, usualWidth } from '../../learners/explain/neighbourhood.ts';
import { permutationImportance } from '../../learners/explain/permutation-importance.ts';
import { learnSurrogate } from '../../learners/explain/surrogate.ts';
import { tableRows } from '../../learners/features.ts';
import type { FeatureTable, Model } from '../../learners/model.ts';
import { predict } from '../../learners/predict.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { findSubject, prepareSubject, type SubjectFacts, type SubjectSource, sampleRows } from '../kit/explanations/subject.ts';
import { kendallTau, leadersOf, ranksOf, sharedLeaders } from './ranks.ts';
import type { AgreementSpec } from './spec.ts';

export const TECHNIQUES = ['shap', 'shuffling', 'lines', 'stand-in'] as const;
export type Technique = (typeof TECHNIQUES)[number];

/** What one technique says of every feature. */
export interface Opinion {
  readonly technique: Technique;
  /** F sizes that sum to 1, or all 0. */
  readonly shares: Float64Array;
  readonly ranks: Float64Array;
  readonly leaders: readonly number[];
}

export interface Agreement {
  readonly left: Technique;
  readonly right: Technique;
  readonly tau: number | null;
  readonly shared: number;
}

export interface AgreementFit {
  readonly facts: SubjectFacts;
  readonly features: readonly string[];
  readonly opinions: readonly Opinion[];
  readonly agreements: readonly Agreement[];
  /** Features that lead for one technique and not for another, the widest apart first. */
  readonly disputes: readonly {
    readonly feature: number;
    readonly highest: Technique;
    readonly lowest: Technique;
    readonly apart: number;
  }[];
  /** Held-out R² of the trees that stand in. */
  readonly fidelity: number | null;
  readonly used: number;
  readonly rowCount: number;
}

/** @throws as `findSubject`; option/invalid when there are not two features to rank */
export function readAgreement(spec: AgreementSpec, inputs: Inputs): SubjectSource {
  const source = findSubject(inputs, spec);
  const count = source.kind === 'model' ? source.model.features.length : source.covariates.length;
  if (count < 2)
    refuse('option/invalid', 'With one feature there is nothing to rank.', 'Explain by two columns at least.', { option: 'covariates' });
  return source;
}

/** Asks four techniques the same question and compares what they answer. */
export async function fitAgreement(spec: AgreementSpec, inputs: Inputs, context: FitContext): Promise<AgreementFit> {
  const source = readAgreement(spec, inputs);
  const { model, table: whole, facts } = await prepareSubject(source, true, partOf(context, 'subject', 0, 0.2));
  const rows = sampleRows(whole.rowCount, spec.rows, context.rng.fork('rows'));
  const table = tableRows(whole, rows);
  const shap = await meanContributions(model, table, partOf(context, 'shap', 0.2, 0.5));
  const shuffling = await shuffled(model, table, partOf(context, 'shuffling', 0.5, 0.65));
  const lines = meanLines(model, whole, spec, partOf(context, 'lines', 0.65, 0.85));
  const standIn = await learnSurrogate(whole, predict(model, whole), 'the prediction', partOf(context, 'stand-in', 0.85, 1));
  const gains = gainImportance(standIn.model) ?? new Float64Array(model.features.length);
  const opinions = [shap, shuffling, lines, gains].map((sizes, at) => opinionOf(TECHNIQUES[at] as Technique, sizes, spec.top));
  const { value } = standIn.fidelity;
  return {
    facts,
    features: model.features.map(({ name }) => name),
    opinions,
    agreements: agreementsOf(opinions),
    disputes: disputesOf(opinions),
    fidelity: Number.isFinite(value) ? value : null,
    used: rows.length,
    rowCount: whole.rowCount,
  };
}

async function meanContributions(model: Model, table: FeatureTable, work: Work): Promise<Float64Array> {
  const { values } = await explainModel(model, table, {}, work);
  const width = model.features.length;
  const sizes = new Float64Array(width);
  values.forEach((value, at) => {
    sizes[at % width] = (sizes[at % width] as number) + Math.abs(value);
  });
  return sizes;
}

const SHUFFLES = 5;

/** How far the answers themselves move when a column is shuffled: no outcome is needed. */
async function shuffled(model: Model, table: FeatureTable, work: Work): Promise<Float64Array> {
  const groups = model.features.map(({ name }, feature) => ({ name, features: [feature] }));
  const options = { groups, loss: 'rmse' as const, repeats: SHUFFLES, alpha: 0.05 };
  const { groups: measured } = await permutationImportance(model, table, predict(model, table), options, work);
  return Float64Array.from(measured, ({ value }) => Math.max(0, value));
}

/** Mean size of the coefficients of lines near some rows. */
function meanLines(model: Model, table: FeatureTable, { lines }: AgreementSpec, work: Work): Float64Array {
  const spreads = spreadsOf(table, true);
  const width = model.features.length;
  const sizes = new Float64Array(width);
  const rows = sampleRows(table.rowCount, lines, work.rng.fork('rows'));
  const options = { samples: 2000, width: usualWidth(width), terms: width, ridge: 1, repeats: 1 };
  rows.forEach((row, at) => {
    work.progress(at / rows.length, 'lines');
    const cells = table.columns.map((column) => column[row] as number);
    const { line } = explainByLine({ model, table, spreads }, cells, options, work.rng.fork(row), work);
    line.chosen.forEach((feature, k) => {
      sizes[feature] = (sizes[feature] as number) + Math.abs(line.coefficients[k] as number) / rows.length;
    });
  });
  return sizes;
}

function opinionOf(technique: Technique, sizes: Float64Array, top: number): Opinion {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const shares = total > 0 ? sizes.map((size) => size / total) : new Float64Array(sizes.length);
  return { technique, shares, ranks: ranksOf(shares), leaders: leadersOf(shares, top) };
}

function agreementsOf(opinions: readonly Opinion[]): Agreement[] {
  return opinions.flatMap((left, at) =>
    opinions.slice(at + 1).map((right) => ({
      left: left.technique,
      right: right.technique,
      tau: kendallTau(left.shares, right.shares),
      shared: sharedLeaders(left.leaders, right.leaders),
    })),
  );
}

function disputesOf(opinions: readonly Opinion[]): AgreementFit['disputes'] {
  const led = [...new Set(opinions.flatMap(({ leaders }) => leaders))];
  return led
    .filter((feature) => opinions.some(({ leaders }) => !leaders.includes(feature)))
    .map((feature) => {
      const byRank = [...opinions].sort((a, b) => (a.ranks[feature] as number) - (b.ranks[feature] as number));
      const [first, last] = [byRank[0] as Opinion, byRank.at(-1) as Opinion];
      return {
        feature,
        highest: first.technique,
        lowest: last.technique,
        apart: (last.ranks[feature] as number) - (first.ranks[feature] as number),
      };
    })
    .sort((a, b) => b.apart - a.apart || a.feature - b.feature);
}
