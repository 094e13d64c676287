import { useEffect, useMemo, useRef, useState } from 'react';
import type { Figure } from '../../../core/report/blocks.ts';
import { FONT } from '../../app/theme/antd-theme.ts';
import { useTheme } from '../../app/theme/ThemeProvider.tsx';
import { blocksWords } from '../../text/blocks.ts';
import { useWords } from '../../text/words.tsx';
import type { FigurePoint } from '../block-actions.ts';
import { layoutOf } from './layout.ts';
import { loadPlotly, PLOT_CONFIG, type PlotElement, type Plotly, type PlotPoint } from './plotly.ts';
import { resolveFigure } from './resolve.ts';

export interface PlotProps {
  readonly figure: Figure;
  /** For those who cannot see it. */
  readonly label: string;
  onClick?: ((point: FigurePoint) => void) | undefined;
  /** With this, dragging selects instead of zooming. */
  onSelect?: ((points: readonly FigurePoint[] | null) => void) | undefined;
  /** For each trace the places to draw as selected; null for all of it. */
  readonly selected?: readonly (readonly number[] | null)[] | null | undefined;
  onFailure?(error: unknown): void;
}

/** Drawn a little before it is seen, so that scrolling meets finished figures. */
const AHEAD = '400px';

/** A figure, drawn when it comes near the window, redrawn when theme, language or data change. */
export function Plot({ figure, label, onClick, onSelect, selected, onFailure }: PlotProps) {
  const { say, language } = useWords();
  const { chartColours: colours } = useTheme();
  const holder = useRef<HTMLDivElement>(null);
  const isNear = useNearness(holder);
  const [isDrawn, setDrawn] = useState(false);
  const hear = useRef({ figure, onClick, onSelect, onFailure });
  hear.current = { figure, onClick, onSelect, onFailure };
  const selects = onSelect !== undefined;
  const drawing = useMemo(() => {
    const data = resolveFigure(figure.data, colours, language).map((trace, index) => {
      const points = selected?.[index];
      return points == null ? trace : { ...trace, selectedpoints: points };
    });
    const layout = { ...layoutOf(figure, colours, language, FONT), dragmode: selects ? 'select' : 'zoom' };
    return { data, layout };
  }, [figure, colours, language, selected, selects]);

  useEffect(() => {
    const element = holder.current;
    if (!isNear || element === null) return;
    let isWanted = true;
    void draw(element, drawing).then(
      (fresh) => {
        if (!isWanted) return;
        setDrawn(true);
        if (fresh !== undefined) listen(fresh, hear);
      },
      (error: unknown) => isWanted && hear.current.onFailure?.(error),
    );
    return () => {
      isWanted = false;
    };
  }, [isNear, drawing]);
  useFit(holder, isDrawn);

  const height = Number(figure.layout['height'] ?? 360);
  return (
    <div className="plot" style={{ minHeight: height }} role="img" aria-label={label} aria-busy={!isDrawn}>
      {isDrawn ? null : <span className="plot-wait quiet small">{say(blocksWords.drawing)}</span>}
      <div ref={holder} />
    </div>
  );
}

const known = new WeakSet<HTMLElement>();

/** Draws; answers the element when it was drawn for the first time, and still has nobody listening. */
async function draw(element: HTMLElement, { data, layout }: { data: readonly object[]; layout: object }): Promise<PlotElement | undefined> {
  const plotly = await loadPlotly();
  const drawn = await plotly.react(element, data, layout, PLOT_CONFIG);
  if (known.has(element)) return undefined;
  known.add(element);
  return drawn;
}

function listen(element: PlotElement, hear: { readonly current: Pick<PlotProps, 'figure' | 'onClick' | 'onSelect'> }): void {
  const told = (points: readonly PlotPoint[]): readonly FigurePoint[] => points.map((point) => pointOf(hear.current.figure, point));
  element.on('plotly_click', ({ points }) => {
    const [point] = told(points);
    if (point !== undefined) hear.current.onClick?.(point);
  });
  element.on('plotly_selected', (event) => hear.current.onSelect?.(event === undefined ? null : told(event.points)));
  element.on('plotly_deselect', () => hear.current.onSelect?.(null));
}

/** The point as the figure has it, not as it was drawn: names there are as they are in the data. */
function pointOf(figure: Figure, { curveNumber, pointNumber, pointIndex }: PlotPoint): FigurePoint {
  const trace = figure.data[curveNumber] ?? {};
  const index = pointNumber ?? pointIndex ?? 0;
  const at = (key: string): unknown => {
    const column = trace[key];
    return Array.isArray(column) ? column[index] : undefined;
  };
  return { trace: curveNumber, index, x: at('x'), y: at('y'), customdata: at('customdata') };
}

/** Whether an element is or was near the window. */
function useNearness(holder: React.RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = holder.current;
    if (element === null || isNear) return;
    const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setNear(true), {
      rootMargin: AHEAD,
    });
    watcher.observe(element);
    const all = (): void => setNear(true);
    // On paper everything is in view.
    addEventListener('beforeprint', all);
    return () => {
      watcher.disconnect();
      removeEventListener('beforeprint', all);
    };
  }, [holder, isNear]);
  return isNear;
}

/** Keeps the drawing as wide as its place, and clears it away with the element. */
function useFit(holder: React.RefObject<HTMLElement | null>, isDrawn: boolean): void {
  useEffect(() => {
    const element = holder.current;
    if (element === null || !isDrawn) return;
    let plotly: Plotly | undefined;
    let width = element.clientWidth;
    void loadPlotly().then((loaded) => {
      plotly = loaded;
    });
    const watcher = new ResizeObserver(() => {
      if (element.clientWidth === 0 || element.clientWidth === width) return;
      width = element.clientWidth;
      void plotly?.Plots.resize(element);
    });
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      plotly?.purge(element);
      known.delete(element);
    };
  }, [holder, isDrawn]);
}
