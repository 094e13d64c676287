import type { ColumnSummary } from '../../api/types.ts';
import { type ColumnProfile, QUANTILE_SHARES } from '../../methods/profile/column-profile.ts';

/** A value of a megabyte is told by its beginning. */
const MOST_CHARACTERS = 200;

/** The part of a column's profile that its head has room for. */
export function summaryOf(profile: ColumnProfile): ColumnSummary {
  const { name, rowCount, missingCount, distinctCount, histogram, top, isIdLike, personal } = profile;
  return {
    name,
    rowCount,
    missingCount,
    distinctCount,
    range: rangeOf(profile),
    histogram,
    top: top.map(([value, count]) => [value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)}…` : value, count]),
    isIdLike,
    isPersonal: personal !== null,
  };
}

function rangeOf({ quantiles }: ColumnProfile): ColumnSummary['range'] {
  const [min, median, max] = [0, 0.5, 1].map((share) => quantiles[QUANTILE_SHARES.findIndex((known) => known === share)]);
  return min === undefined || median === undefined || max === undefined ? null : { min, median, max };
}
