import { useEffect, useMemo, useState } from 'react';
import type { RowView, SubjectView } from '../../../core/api/types.ts';
import type { Figure, FigureBlock } from '../../../core/report/blocks.ts';
import { useApi } from '../../client/session-hooks.ts';
import type { Brushed } from './brushing.ts';

/** Lines of more rows than these are no longer told apart. */
const MOST_ROWS = 12;

const NONE: ReadonlyMap<string, readonly Trace[]> = new Map();

type Trace = Figure['data'][number];

interface Fetched {
  readonly brushed: Brushed;
  readonly subject: SubjectView;
  readonly views: readonly RowView[];
}

/**
 * A picture holds lines of few rows, seldom of those that were brushed elsewhere: theirs are asked for, and come when
 * they come.
 *
 * @returns for each picture the lines of brushed rows that it lacks
 */
export function useLinesOf(
  step: string | undefined,
  brushed: Brushed | null,
  profiles: readonly FigureBlock[],
): ReadonlyMap<string, readonly Trace[]> {
  const api = useApi();
  const [fetched, setFetched] = useState<Fetched | null>(null);
  const isWanted = profiles.length > 0;
  useEffect(() => {
    setFetched(null);
    if (step === undefined || brushed === null || !isWanted) return;
    const cancel = new AbortController();
    const fetchLines = async (): Promise<void> => {
      const subject = await api.call('explain.subject', { step }, cancel.signal);
      if (!subject.ok) return;
      const views: RowView[] = [];
      for (const row of [...brushed].slice(0, MOST_ROWS)) {
        const view = await api.call('explain.row', { step, row }, cancel.signal);
        if (cancel.signal.aborted) return;
        if (view.ok) views.push(view.value);
      }
      setFetched({ brushed, subject: subject.value, views });
    };
    void fetchLines();
    return () => cancel.abort();
  }, [api, step, brushed, isWanted]);
  return useMemo(() => {
    if (fetched === null || fetched.brushed !== brushed) return NONE;
    return new Map(profiles.map((block) => [block.id, tracesOf(block, fetched)]));
  }, [fetched, brushed, profiles]);
}

function tracesOf({ table, figure }: FigureBlock, { subject, views }: Fetched): readonly Trace[] {
  const index = subject.features.findIndex(({ name }) => name === table.columns[0]?.name);
  const x = subject.features[index]?.grid;
  const drawn = new Set(figure.data.flatMap(({ customdata }) => (Array.isArray(customdata) ? [customdata[0] as unknown] : [])));
  if (x === undefined || x.length === 0) return [];
  // No further than the picture's own lines: beyond them it says nothing about the mean.
  const [own] = figure.data.flatMap((trace) => (Array.isArray(trace['x']) ? [trace['x'] as readonly unknown[]] : []));
  const [first, last] = [own?.[0], own?.at(-1)];
  const isWithin = (cell: unknown): boolean =>
    typeof cell !== 'number' || typeof first !== 'number' || typeof last !== 'number' || (cell >= first && cell <= last);
  const places = [...x.keys()].filter((place) => isWithin(x[place]));
  return views
    .filter(({ row }) => !drawn.has(row))
    .map(({ row, lines }) => ({
      type: 'scatter',
      mode: 'lines',
      // Yes and no stand at 1 and 0 in these pictures.
      x: places.map((place) => (typeof x[place] === 'boolean' ? Number(x[place]) : x[place])),
      y: places.map((place) => lines[index]?.[place]),
      customdata: places.map(() => row),
      hoverinfo: 'skip',
      showlegend: false,
    }));
}
