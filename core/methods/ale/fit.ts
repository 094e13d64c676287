import { refuse } from '../../base/problem.ts';
import { partOf } from '../../base/work.ts';
import { type Accumulated, accumulate } from '../../learners/explain/accumulated.ts';
import type { Feature } from '../../learners/model.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { isConstant, leadingFeatures, requireFeature } from '../kit/explanations/features.ts';
import { findSubject, prepareSubject, type SubjectFacts, type SubjectSource, sampleRows } from '../kit/explanations/subject.ts';
import type { AleSpec } from './spec.ts';

export interface AleFit {
  readonly facts: SubjectFacts;
  readonly rowCount: number;
  /** Rows averaged over. */
  readonly used: number;
  readonly curves: readonly { readonly feature: Feature; readonly course: Accumulated }[];
  /** Leading features without an order or with one value, which have no curve. */
  readonly leftOut: readonly string[];
}

/** @throws as `findSubject`; option/invalid for a column that is not read or has no order */
export function readAleStudy(spec: AleSpec, inputs: Inputs): SubjectSource {
  const source = findSubject(inputs, spec);
  const kinds = new Map(
    source.kind === 'model'
      ? source.model.features.map(({ name, kind }) => [name, kind] as const)
      : source.covariates.map((name) => [name, source.frame.columns.get(name)?.kind] as const),
  );
  for (const name of spec.features ?? []) {
    requireFeature([...kinds.keys()], name, 'features');
    if (kinds.get(name) === 'category')
      refuse('option/invalid', `"${name}" holds categories, which have no order to accumulate along.`, 'Use pdp-ice for it.', {
        option: 'features',
        column: name,
      });
  }
  return source;
}

/** Accumulates the model's changes along each feature. */
export async function fitAle(spec: AleSpec, inputs: Inputs, context: FitContext): Promise<AleFit> {
  const source = readAleStudy(spec, inputs);
  const { model, table, facts } = await prepareSubject(source, false, partOf(context, 'surrogate', 0, 0.4));
  const rows = sampleRows(table.rowCount, spec.rows, context.rng.fork('rows'));
  const names = spec.features ?? (await leadingFeatures(model, table, rows, context));
  const curves: AleFit['curves'][number][] = [];
  const leftOut: string[] = [];
  for (const [index, name] of names.entries()) {
    context.signal.throwIfAborted();
    context.progress(0.5 + (0.5 * index) / names.length, name.slice(0, 40));
    const at = model.features.findIndex((feature) => feature.name === name);
    const feature = model.features[at] as Feature;
    if (feature.kind === 'category' || isConstant(table, at)) leftOut.push(name);
    else curves.push({ feature, course: accumulate(model, table, at, { bins: spec.bins, rows }) });
  }
  return { facts, rowCount: table.rowCount, used: rows.length, curves, leftOut };
}
