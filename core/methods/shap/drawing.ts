import { text } from '../../base/text.ts';
import type { Figure, TableData } from '../../report/blocks.ts';
import { token } from '../../report/tokens.ts';
import { rawScale } from '../kit/explanations/words.ts';
import type { ShapFit } from './fit.ts';

/** A picture, and the numbers that it was drawn from. */
export interface Drawing {
  readonly figure: Figure;
  readonly table: TableData;
}

/** Height of one line of a picture that lists features. */
export const ROW_PIXELS = 30;

/** Columns of contributions are on this axis. */
export function contributionAxis(fit: ShapFit): Record<string, unknown> {
  const scale = rawScale(fit.facts);
  return {
    title: { text: text(`contribution (${scale.en})`, `贡献（${scale.zh}）`) },
    zeroline: true,
    zerolinecolor: token('ink-2'),
    nticks: 5,
    gridcolor: token('line'),
  };
}

export function nameOf(fit: ShapFit, feature: number): string {
  return fit.features[feature]?.name ?? '';
}

export function featureOf(fit: ShapFit, feature: number): ShapFit['features'][number] {
  return fit.features[feature] ?? { name: '', kind: 'number' };
}

export function valueAt(fit: ShapFit, at: number, feature: number): number {
  return fit.values[at * fit.features.length + feature] as number;
}

export function cellOrNull(cell: number, categories: readonly string[] | undefined): number | string | null {
  if (Number.isNaN(cell)) return null;
  return categories === undefined ? cell : (categories[cell] ?? null);
}
