import type { Model, TreeModel } from '../model.ts';

/** What the trees of a model ask. */
export interface Splits {
  /** Whether the model is trees and nothing else: then only its splits matter. */
  readonly isAll: boolean;
  /** Features that some split asks about. */
  readonly used: ReadonlySet<number>;
  /** Thresholds of numeric splits, by feature. */
  readonly thresholds: ReadonlyMap<number, ReadonlySet<number>>;
}

/** Collects the splits of all trees in a model, those inside a blend included. */
export function splitsByFeature(model: Model): Splits {
  const used = new Set<number>();
  const thresholds = new Map<number, Set<number>>();
  const parts = partsOf(model);
  for (const part of parts) if (part.kind === 'trees') addSplits(part, used, thresholds);
  return { isAll: parts.every(({ kind }) => kind === 'trees'), used, thresholds };
}

function partsOf(model: Model): readonly Model[] {
  return model.kind === 'blend' ? model.parts.flatMap((part) => partsOf(part.model)) : [model];
}

function addSplits({ feature, threshold, categoryWords }: TreeModel, used: Set<number>, thresholds: Map<number, Set<number>>): void {
  for (let node = 0; node < feature.length; node++) {
    const asked = feature[node] as number;
    if (asked < 0) continue;
    used.add(asked);
    if (categoryWords[node] !== 0) continue;
    const known = thresholds.get(asked) ?? new Set();
    known.add(threshold[node] as number);
    thresholds.set(asked, known);
  }
}
