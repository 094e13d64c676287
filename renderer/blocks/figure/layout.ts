import type { Language } from '../../../core/base/text.ts';
import type { Figure } from '../../../core/report/blocks.ts';
import type { Colours } from '../../app/theme/themes.ts';
import { resolveFigure } from './resolve.ts';

type Json = Readonly<Record<string, unknown>>;

const HEIGHT = 360;

/** Above this many names on an axis Plotly may leave some out; below it every row is named. */
const MOST_NAMED = 40;

/** The layout of a figure in a theme: quiet axes, no frame, words before legends; what the figure says itself goes first. */
export function layoutOf(figure: Figure, colours: Colours, language: Language, font: string): Json {
  const own = resolveFigure(figure.layout, colours, language);
  const axes = ['xaxis', 'yaxis', ...Object.keys(own).filter((key) => /^[xy]axis\d+$/.test(key))];
  const base = {
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    autosize: true,
    height: HEIGHT,
    hovermode: 'closest',
    colorway: [1, 2, 3, 4, 5, 6].map((arm) => colours[`arm-${arm}` as keyof Colours]),
    font: { family: font, size: 12, color: colours.ink },
    margin: { l: 64, r: 24, t: 24, b: 52 },
    legend: { orientation: 'h', y: 1.12, x: 0, bgcolor: 'rgba(0,0,0,0)' },
    hoverlabel: { bgcolor: colours.panel, bordercolor: colours.line, font: { color: colours.ink, family: font, size: 12 } },
    ...Object.fromEntries(axes.map((key) => [key, axisOf(figure, key.startsWith('x') ? 'x' : 'y', colours)])),
  };
  return merge(base, own);
}

function axisOf(figure: Figure, letter: 'x' | 'y', colours: Colours): Json {
  const look = {
    gridcolor: colours.line,
    linecolor: colours.line,
    tickcolor: colours.line,
    zerolinecolor: colours['ink-3'],
    automargin: true,
    title: { font: { color: colours['ink-2'], size: 12 }, standoff: 10 },
  };
  const columns = figure.data.map((trace) => trace[letter]).filter(Array.isArray);
  if (!columns.some((column) => typeof column[0] === 'string')) return { ...look, nticks: 6 };
  return columns.some((column) => column.length > MOST_NAMED) ? look : { ...look, dtick: 1 };
}

/** Joins two trees; where both have a branch the branches are joined, else the second wins. */
export function merge(base: Json, over: Json): Json {
  const out: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = out[key];
    out[key] = isBranch(below) && isBranch(value) ? merge(below, value) : value;
  }
  return out;
}

function isBranch(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
