import type { GroupTime } from './group-time.ts';

/** An average of group-time effects. */
export interface Average {
  readonly effect: number;
  readonly influence: Float64Array;
}

export interface Listed extends Average {
  /** Periods since the start, or the position of a cohort's start or of a period. */
  readonly at: number;
}

export interface Aggregation {
  readonly overall: Average;
  readonly parts: readonly Listed[];
}

export interface Aggregations {
  readonly simple: Average;
  readonly dynamic: Aggregation;
  readonly group: Aggregation;
  readonly calendar: Aggregation;
}

/**
 * Averages of group-time effects: weighted by cohort size over all treated cells, by time since the start, by cohort and
 * by period. Cohort shares are estimated, so their sampling error is part of the influence.
 *
 * @param first start of every unit
 * @param isShareFixed cohort shares count as known, as Borusyak, Jaravel & Spiess have it
 * @see Callaway & Sant'Anna (2021), section 3, table 1; Corollary 2
 */
export function aggregate(cells: readonly GroupTime[], first: Int32Array, isShareFixed = false): Aggregations {
  const treated = cells.filter(({ cohort, period }) => period >= cohort);
  const by = (list: readonly GroupTime[], key: (cell: GroupTime) => number): Listed[] =>
    [...new Set(list.map(key))]
      .sort((left, right) => left - right)
      .map((at) => ({
        at,
        ...weighted(
          list.filter((cell) => key(cell) === at),
          first,
          isShareFixed,
        ),
      }));
  const dynamic = by(cells, ({ cohort, period }) => period - cohort);
  const calendar = by(treated, ({ period }) => period);
  // Within a cohort every cell has the same share, so its average is a plain one.
  const group = by(treated, ({ cohort }) => cohort);
  return {
    simple: weighted(treated, first, isShareFixed),
    dynamic: { parts: dynamic, overall: plain(dynamic.filter(({ at }) => at >= 0)) },
    calendar: { parts: calendar, overall: plain(calendar) },
    group: {
      parts: group,
      overall: weighted(
        group.map(({ at, ...rest }) => ({ cohort: at, ...rest })),
        first,
        isShareFixed,
      ),
    },
  };
}

function plain(list: readonly Average[]): Average {
  return combine(
    list,
    list.map(() => 1 / list.length),
  );
}

function weighted(list: readonly (Average & { readonly cohort: number })[], first: Int32Array, isShareFixed: boolean): Average {
  const n = first.length;
  const share = list.map(({ cohort }) => first.reduce((sum, start) => sum + Number(start === cohort), 0) / n);
  const total = share.reduce((sum, value) => sum + value, 0);
  const average = combine(
    list,
    share.map((value) => value / total),
  );
  if (isShareFixed) return average;
  // d(Σ p_k a_k / Σ p_k) = Σ (a_k − average)/Σp · dp_k, and the constant parts of dp_k cancel.
  const influence = average.influence.map((value, unit) =>
    list.reduce((sum, { cohort, effect }) => sum + (first[unit] === cohort ? (effect - average.effect) / total : 0), value),
  );
  return { effect: average.effect, influence };
}

function combine(list: readonly Average[], weights: readonly number[]): Average {
  const influence = new Float64Array(list[0]?.influence.length ?? 0);
  list.forEach((each, k) => {
    for (let unit = 0; unit < influence.length; unit++)
      influence[unit] = (influence[unit] as number) + (weights[k] as number) * (each.influence[unit] as number);
  });
  return { effect: list.reduce((sum, { effect }, k) => sum + (weights[k] as number) * effect, 0), influence };
}
