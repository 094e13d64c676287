import type { Language } from '../../../core/base/text.ts';
import type { FigureBlock } from '../../../core/report/blocks.ts';
import { TOKENS } from '../../../core/report/tokens.ts';
import { FONT } from '../../app/theme/antd-theme.ts';
import { safeFileName, saveBlob } from '../../client/save-file.ts';
import { embedFonts } from './embed-fonts.ts';
import { layoutOf, merge } from './layout.ts';
import { loadPlotly } from './plotly.ts';
import { resolveFigure } from './resolve.ts';

/** Wide enough for a page of A4 and for a slide. */
const WIDTH = 960;
const TITLE_HEIGHT = 62;
const LEGEND_HEIGHT = 26;

/** How often, and how long apart, a picture is looked at until its fonts are there: two seconds are plenty. */
const MOST_TURNS = 40;
const TURN_MS = 50;

/** Saves a figure as SVG: its text stays text, and Chinese shows where no Chinese font is installed. */
export async function saveSvg(block: FigureBlock, language: Language): Promise<void> {
  const { svg } = await figureToSvg(block, language);
  saveBlob(new Blob([svg], { type: 'image/svg+xml' }), `${safeFileName(block.id)}.svg`);
}

/** Saves a figure as PNG, 1, 2 or 4 times as fine. */
export async function savePng(block: FigureBlock, language: Language, scale: number): Promise<void> {
  saveBlob(await figureToPng(block, language, scale), `${safeFileName(block.id)}@${scale}x.png`);
}

export async function copyPicture(block: FigureBlock, language: Language): Promise<void> {
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': figureToPng(block, language, 2) })]);
}

interface Picture {
  readonly svg: string;
  readonly height: number;
}

/** The figure on white, in the light theme whatever the page wears, with its title and what stands under it. */
async function figureToSvg(block: FigureBlock, language: Language): Promise<Picture> {
  const plotly = await loadPlotly();
  const colours = TOKENS.light;
  const plain = layoutOf(block.figure, colours, language, FONT);
  const margin = (plain['margin'] ?? {}) as { readonly t?: number };
  // On the page the title stands outside of the picture; inside of it the legend needs a line of its own below the title.
  const legend = (plain['legend'] ?? {}) as { readonly orientation?: string };
  const legendHeight = hasLegend(block, plain) && legend.orientation === 'h' ? LEGEND_HEIGHT : 0;
  const headHeight = TITLE_HEIGHT + legendHeight;
  const height = Number(plain['height']) + headHeight;
  const { text, subtitle } = resolveFigure({ text: block.title[language], subtitle: block.subtitle?.[language] ?? '' }, colours, language);
  const layout = merge(plain, {
    width: WIDTH,
    height,
    paper_bgcolor: '#FFFFFF',
    margin: { t: (margin.t ?? 24) + headHeight },
    ...(legendHeight === 0 ? {} : { legend: { x: 0, xanchor: 'left', yref: 'container', y: 1 - TITLE_HEIGHT / height, yanchor: 'top' } }),
    title: {
      text,
      subtitle: { text: subtitle, font: { size: 12, color: colours['ink-2'] } },
      x: 0.01,
      xanchor: 'left',
      y: 1 - 10 / height,
      yanchor: 'top',
      font: { size: 15 },
    },
  });
  const url = await plotly.toImage(
    { data: resolveFigure(block.figure.data, colours, language), layout },
    { format: 'svg', width: WIDTH, height },
  );
  const source = decodeURIComponent(url.slice(url.indexOf(',') + 1));
  return { svg: await embedFonts(source), height };
}

/** Fonts that come inside of a picture load after it; what is drawn before that lacks its words. */
async function fontsDrawn(picture: HTMLImageElement): Promise<void> {
  const probe = document.createElement('canvas');
  probe.width = picture.width;
  probe.height = picture.height;
  const pen = probe.getContext('2d', { willReadFrequently: true });
  let before = '';
  for (let turn = 0; pen !== null && turn < MOST_TURNS; turn++) {
    pen.clearRect(0, 0, probe.width, probe.height);
    pen.drawImage(picture, 0, 0);
    const look = lookOf(pen, probe);
    if (look !== '' && look === before) return;
    before = look;
    await new Promise((resolve) => setTimeout(resolve, TURN_MS));
  }
}

/** A short sum of a drawing, equal for equal drawings; empty as long as its title shows no ink. */
function lookOf(pen: CanvasRenderingContext2D, { width, height }: HTMLCanvasElement): string {
  const { data } = pen.getImageData(0, 0, width, height);
  let sum = 0;
  let ink = 0;
  for (let at = 0; at < data.length; at += 4) {
    const red = data[at] as number;
    sum = (Math.imul(sum, 31) + red) | 0;
    if (red < 128 && at < 4 * width * TITLE_HEIGHT) ink++;
  }
  return ink === 0 ? '' : String(sum);
}

/** Plotly draws a legend for two named traces, or for one that asks for it. */
function hasLegend({ figure }: FigureBlock, layout: Readonly<Record<string, unknown>>): boolean {
  if (typeof layout['showlegend'] === 'boolean') return layout['showlegend'];
  const shown = figure.data.filter(({ visible, showlegend }) => visible !== false && showlegend !== false);
  return shown.length > 1 || shown.some(({ showlegend }) => showlegend === true);
}

async function figureToPng(block: FigureBlock, language: Language, scale: number): Promise<Blob> {
  const { svg, height } = await figureToSvg(block, language);
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const picture = new Image(WIDTH, height);
    picture.src = url;
    await picture.decode();
    await fontsDrawn(picture);
    const canvas = document.createElement('canvas');
    canvas.width = WIDTH * scale;
    canvas.height = height * scale;
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob === null ? reject(new Error('The picture is too large for this browser.')) : resolve(blob)),
        'image/png',
      );
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
