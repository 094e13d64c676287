import type { Text } from '../../../core/base/text.ts';
import type { Estimate, FigureBlock, Report, TableCell, TableData } from '../../../core/report/blocks.ts';

/** One tenth of the customers by predicted effect: what was predicted, and what the test shows. */
export interface Tenth {
  readonly group: number;
  readonly rows: number;
  readonly predicted: number;
  readonly observed: number | null;
  readonly interval: readonly [number, number] | null;
}

export interface EffectBin {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
}

/** Where the rows lie on the plane of expected outcome untreated × effect. */
export interface Plane {
  readonly baselineEdges: readonly number[];
  readonly effectEdges: readonly number[];
  /** Roots of the counts, so that a few rows still show: [effect bin][baseline bin]; null for none. */
  readonly roots: readonly unknown[];
  readonly counts: readonly unknown[];
  readonly middleBaseline: number;
}

/** What the report of an effects step says of one arm. */
export interface ArmEffects {
  readonly arm: string;
  /** The average with the best interval that there is. */
  readonly average: Estimate | null;
  readonly spread: Estimate | null;
  readonly tenths: readonly Tenth[];
  readonly bins: readonly EffectBin[];
  readonly plane: Plane | null;
  /** The titles of the blocks that are drawn anew: a title tells the page which stored block a drawing stands for. */
  readonly titles: { readonly [Id in 'quadrants' | 'deciles' | 'distribution']: Text | undefined };
}

/** The arms that a report tells effects of, in its own order. */
export function armsOf(report: Report): readonly string[] {
  const rows = estimatesIn(report, 'effects');
  return [...new Set(rows.flatMap(({ group }) => group ?? []))];
}

/** Reads what the page draws itself; what a report lacks stays empty. */
export function effectsOfArm(report: Report, arm: string): ArmEffects {
  const averages = estimatesIn(report, 'effects').filter(({ group }) => group === arm);
  const place = armsOf(report).indexOf(arm);
  return {
    arm,
    average: averages.find(({ interval }) => interval !== undefined) ?? averages[0] ?? null,
    spread: estimatesIn(report, 'heterogeneity').find(({ group }) => group === arm) ?? null,
    tenths: rowsOfArm(figureIn(report, 'deciles')?.table, arm).map(([group, rows, predicted, observed, low, high]) => ({
      group: amount(group),
      rows: amount(rows),
      predicted: amount(predicted),
      observed: typeof observed === 'number' ? observed : null,
      interval: typeof low === 'number' && typeof high === 'number' ? [low, high] : null,
    })),
    bins: rowsOfArm(figureIn(report, 'distribution')?.table, arm).map(([from, to, rows]) => ({
      from: amount(from),
      to: amount(to),
      rows: amount(rows),
    })),
    plane: planeOf(figureIn(report, 'quadrants'), place),
    titles: {
      quadrants: figureIn(report, 'quadrants')?.title,
      deciles: figureIn(report, 'deciles')?.title,
      distribution: figureIn(report, 'distribution')?.title,
    },
  };
}

/** Rows of an arm without the arm's own column. */
export function rowsOfArm(table: TableData | undefined, arm: string): readonly (readonly TableCell[])[] {
  return (table?.rows ?? []).filter(([name]) => name === arm).map(([, ...rest]) => rest);
}

export function figureIn(report: Report, id: string): FigureBlock | undefined {
  const block = report.blocks.find((candidate) => candidate.id === id);
  return block?.kind === 'figure' ? block : undefined;
}

export function estimatesIn(report: Report, id: string): readonly Estimate[] {
  const block = report.blocks.find((candidate) => candidate.id === id);
  return block?.kind === 'estimates' ? block.rows : [];
}

/** The panels hold a density and the line of the median for each arm. */
function planeOf(block: FigureBlock | undefined, place: number): Plane | null {
  const densities = block?.figure.data.filter(({ type }) => type === 'heatmap') ?? [];
  const medians = block?.figure.data.filter(({ type }) => type !== 'heatmap') ?? [];
  const [density, median] = [densities[place], medians[place]];
  if (density === undefined || median === undefined) return null;
  const [baselineEdges, effectEdges] = [numbers(density['x']), numbers(density['y'])];
  if (baselineEdges.length < 2 || effectEdges.length < 2) return null;
  return {
    baselineEdges,
    effectEdges,
    roots: Array.isArray(density['z']) ? density['z'] : [],
    counts: Array.isArray(density['text']) ? density['text'] : [],
    middleBaseline: numbers(median['x'])[0] ?? 0,
  };
}

function numbers(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((item): item is number => typeof item === 'number') : [];
}

function amount(cell: TableCell | undefined): number {
  return typeof cell === 'number' ? cell : 0;
}
