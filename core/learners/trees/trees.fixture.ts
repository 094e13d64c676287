import { categoryColumn, makeFrame, numberColumn } from '../../frame/frame.ts';
import { bindFeatures, describeFeatures } from '../features.ts';
import type { FeatureTable } from '../model.ts';

/** Builds a feature table out of plain arrays; texts become categories. For tests. */
export function tableOf(columns: Readonly<Record<string, readonly (number | string | null)[]>>): FeatureTable {
  const frame = makeFrame(
    Object.entries(columns).map(([name, cells]) => {
      const isText = cells.some((cell) => typeof cell === 'string');
      return [
        name,
        isText ? categoryColumn(cells as (string | null)[]) : numberColumn(cells.map((cell) => Number(cell ?? Number.NaN))),
      ] as const;
    }),
  );
  return bindFeatures(frame, describeFeatures(frame, Object.keys(columns)));
}
