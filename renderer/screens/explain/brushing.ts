import { text } from '../../../core/base/text.ts';
import type { Block, Figure, FigureBlock } from '../../../core/report/blocks.ts';
import type { FigurePoint } from '../../blocks/block-actions.ts';

/** Rows that are brought out in every picture, counted from 1. */
export type Brushed = ReadonlySet<number>;

/** The rows behind selected points; null when none of them carries one. */
export function rowsBehind(points: readonly FigurePoint[] | null): Brushed | null {
  const rows = (points ?? []).flatMap(({ customdata }) => (typeof customdata === 'number' ? [customdata] : []));
  return rows.length === 0 ? null : new Set(rows);
}

/** For each trace the places of brushed rows; null for a trace without rows. */
export function placesOf({ data }: Figure, brushed: Brushed): readonly (readonly number[] | null)[] {
  return data.map(({ customdata }) => {
    if (!Array.isArray(customdata)) return null;
    return customdata.flatMap((row: unknown, place) => (typeof row === 'number' && brushed.has(row) ? [place] : []));
  });
}

/** Whether a picture has points that stand for rows. */
export function hasPoints(block: Block): block is FigureBlock {
  return block.kind === 'figure' && block.figure.data.some(({ mode, customdata }) => mode === 'markers' && Array.isArray(customdata));
}

/** The same picture, in which brushed points have the colour of brushed lines and all others step back. */
export function brushable(block: FigureBlock): FigureBlock {
  if (!hasPoints(block)) return block;
  const look = { selected: { marker: { color: 'token:arm-2', opacity: 1 } }, unselected: { marker: { opacity: 0.18 } } };
  return { ...block, figure: { ...block.figure, data: block.figure.data.map((trace) => ({ ...trace, ...look })) } };
}

/**
 * Lines cannot be selected one by one, so the picture is drawn anew: lines of brushed rows come out in front of the
 * others, which step back. Lines of brushed rows that the picture lacks are added from `extra`.
 */
export function withBrushedLines(
  block: FigureBlock,
  brushed: Brushed | null,
  extra: readonly Readonly<Record<string, unknown>>[],
): FigureBlock {
  if (brushed === null) return block;
  const isLine = ({ mode, customdata }: Figure['data'][number]): boolean => mode === 'lines' && Array.isArray(customdata);
  const isBrushed = ({ customdata }: Figure['data'][number]): boolean => brushed.has(Number((customdata as readonly unknown[])[0]));
  const lines = block.figure.data.filter(isLine);
  const others = block.figure.data.filter((trace) => !isLine(trace));
  const known = lines.filter(isBrushed);
  const back = lines.filter((trace) => !isBrushed(trace)).map((trace) => ({ ...trace, line: { color: 'token:ink-3/0.12', width: 1 } }));
  const front = [...known, ...extra].map((trace) => ({ ...trace, line: { color: 'token:arm-2/0.8', width: 1.5 } }));
  return { ...block, figure: { ...block.figure, data: [...back, ...others, ...front] } };
}

/** Letters on one line under a narrow picture. */
const LINE_LETTERS = 34;

/** The title of an axis on two lines, where one would be cut. */
function folded(title: unknown): unknown {
  const { text: words } = (title ?? {}) as { readonly text?: unknown };
  const fold = (line: string): string => {
    if (line.length <= LINE_LETTERS) return line;
    const cut = line.lastIndexOf(' ', Math.ceil(line.length / 2) + 4);
    return cut <= 0 ? line : `${line.slice(0, cut)}<br>${line.slice(cut + 1)}`;
  };
  if (typeof words === 'string') return { text: fold(words) };
  const { en, zh } = (words ?? {}) as { readonly en?: unknown; readonly zh?: unknown };
  return typeof en === 'string' && typeof zh === 'string' ? { text: text(fold(en), fold(zh)) } : title;
}

/** A picture of several panels reduced to its first, for a narrow place. The table keeps all the numbers. */
export function firstPanel(block: FigureBlock): FigureBlock {
  const { data, layout } = block.figure;
  const kept = Object.entries(layout).filter(([key]) => !/^[xy]axis\d+$/.test(key));
  const axis = layout['xaxis'] as Readonly<Record<string, unknown>> | undefined;
  return {
    ...block,
    figure: {
      data: data.filter(({ xaxis }) => xaxis === undefined || xaxis === 'x'),
      layout: {
        ...Object.fromEntries(kept),
        ...(axis === undefined ? {} : { xaxis: { ...axis, domain: [0, 1], title: folded(axis['title']) } }),
      },
    },
  };
}
