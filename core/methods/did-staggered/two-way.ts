import { text } from '../../base/text.ts';
import type { Block } from '../../report/blocks.ts';
import { type BaconPart, baconParts } from '../kit/panels/bacon.ts';
import type { StaggeredStudy } from './study.ts';

/** What a two-way fixed-effects regression would have said, by kind of comparison. */
export interface TwoWay {
  readonly estimate: number;
  readonly kinds: readonly {
    readonly kind: BaconPart['kind'];
    readonly count: number;
    readonly weight: number;
    readonly estimate: number;
  }[];
}

const KINDS = ['treated-never', 'earlier-later', 'later-earlier'] as const;

/** The regression on units, periods and a treatment indicator, put together from its comparisons; without covariates. */
export function twoWayOf({ grid, first }: StaggeredStudy): TwoWay {
  const width = grid.times.length;
  const codes = Int32Array.from(grid.values, (_, cell) => Math.floor(cell / width));
  const period = Int32Array.from(grid.values, (_, cell) => cell % width);
  const panel = { unit: { column: grid.unitColumn, codes, count: first.length }, period, times: grid.times, first, isBalanced: true };
  const parts = baconParts(panel, grid.values);
  return {
    estimate: parts.reduce((sum, { weight, estimate }) => sum + weight * estimate, 0),
    kinds: KINDS.flatMap((kind) => {
      const own = parts.filter((part) => part.kind === kind);
      const weight = own.reduce((sum, part) => sum + part.weight, 0);
      return own.length === 0
        ? []
        : [{ kind, count: own.length, weight, estimate: own.reduce((sum, part) => sum + part.weight * part.estimate, 0) / weight }];
    }),
  };
}

/** The share of the regression that takes units already treated as controls. */
export function backwardsShare({ kinds }: TwoWay): number {
  return kinds.find(({ kind }) => kind === 'later-earlier')?.weight ?? 0;
}

export function twoWayBlock({ estimate, kinds }: TwoWay): Block {
  return {
    kind: 'table',
    id: 'two-way',
    title: text('What would a two-way regression have said?', '双向固定效应回归会给出什么结果？'),
    table: {
      columns: ['comparison', 'comparisons', 'weight', 'estimate'].map((name) => ({ name })),
      rows: [
        ...kinds.map(({ kind, count, weight, estimate: own }) => [kind, count, weight, own] as const),
        ['all: two-way fixed effects', kinds.reduce((sum, { count }) => sum + count, 0), 1, estimate],
      ],
    },
  };
}
