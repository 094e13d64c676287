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
const TITLE_HEIGHT = 56;

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
  const height = Number(plain['height']) + TITLE_HEIGHT;
  const { text, subtitle } = resolveFigure({ text: block.title[language], subtitle: block.subtitle?.[language] ?? '' }, colours, language);
  const layout = merge(plain, {
    width: WIDTH,
    height,
    paper_bgcolor: '#FFFFFF',
    margin: { t: (margin.t ?? 24) + TITLE_HEIGHT },
    title: {
      text,
      subtitle: { text: subtitle, font: { size: 12, color: colours['ink-2'] } },
      x: 0.01,
      xanchor: 'left',
      y: 1 - 22 / height,
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

async function figureToPng(block: FigureBlock, language: Language, scale: number): Promise<Blob> {
  const { svg, height } = await figureToSvg(block, language);
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const picture = new Image(WIDTH, height);
    picture.src = url;
    await picture.decode();
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
