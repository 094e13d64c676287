/** As much of Plotly as the page uses; the package brings no types that the strict bundle shares. */
export interface Plotly {
  react(holder: HTMLElement, data: readonly object[], layout: object, config: object): Promise<PlotElement>;
  purge(holder: HTMLElement): void;
  relayout(holder: HTMLElement, change: object): Promise<unknown>;
  toImage(figure: PlotFigure, options: { format: 'svg'; width: number; height: number }): Promise<string>;
  readonly Plots: { resize(holder: HTMLElement): Promise<unknown> };
}

export interface PlotFigure {
  readonly data: readonly object[];
  readonly layout: object;
  readonly config?: object;
}

export interface PlotPoint {
  readonly curveNumber: number;
  readonly pointNumber?: number;
  readonly pointIndex?: number;
}

export interface PlotElement extends HTMLElement {
  on(event: 'plotly_click', hear: (event: { readonly points: readonly PlotPoint[] }) => void): void;
  on(event: 'plotly_selected', hear: (event: { readonly points: readonly PlotPoint[] } | undefined) => void): void;
  on(event: 'plotly_deselect', hear: () => void): void;
}

let loading: Promise<Plotly> | undefined;

/** Loads the strict bundle (it needs no eval) when the first figure comes into view. */
export function loadPlotly(): Promise<Plotly> {
  loading ??= import('plotly.js-strict-dist-min').then((module) => module.default as Plotly);
  return loading;
}

/** What every figure on the page is drawn with: no bar of its own, no logo, nothing that would talk to a cloud. */
export const PLOT_CONFIG = {
  displayModeBar: false,
  displaylogo: false,
  showTips: false,
  doubleClick: 'reset',
  responsive: false,
  showSendToCloud: false,
};
