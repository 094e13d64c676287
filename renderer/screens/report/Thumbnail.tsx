import type { Block } from '../../../core/report/blocks.ts';
import { type Stroke, sketchFigure } from './sketch.ts';

const WIDTH = 148;
const HEIGHT = 84;
const EDGE = 8;
/** More blocks than these would be slivers. */
const MOST = 3;

/** A page in small: its words as lines, its tables as rows, its figures drawn from their own data. */
export function Thumbnail({ blocks }: { readonly blocks: readonly Block[] }) {
  const shown = blocks.slice(0, MOST);
  const weights = shown.map(({ kind }) => (kind === 'figure' ? 3 : kind === 'text' ? 1 : 2));
  const unit =
    (HEIGHT - 2 * EDGE) /
    Math.max(
      1,
      weights.reduce((sum, weight) => sum + weight, 0),
    );
  return (
    <svg className="report-thumb" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {shown.map((block, index) => {
        const top = EDGE + unit * weights.slice(0, index).reduce((sum, weight) => sum + weight, 0);
        return (
          <g key={block.id} transform={`translate(${EDGE} ${top})`}>
            <Band block={block} height={unit * (weights[index] ?? 1) - 4} />
          </g>
        );
      })}
      {shown.length === 0 ? (
        <g transform={`translate(${EDGE} ${EDGE})`}>
          <Lines height={HEIGHT - 2 * EDGE} />
        </g>
      ) : null}
    </svg>
  );
}

const INNER = WIDTH - 2 * EDGE;

function Band({ block, height }: { readonly block: Block; readonly height: number }) {
  if (block.kind === 'text') return <Lines height={height} />;
  if (block.kind !== 'figure') return <Rows height={height} />;
  const strokes = sketchFigure(block);
  if (strokes.length === 0) return <Rows height={height} />;
  return strokes.map((stroke) => <Drawn key={JSON.stringify(stroke).slice(0, 400)} stroke={stroke} height={height} />);
}

function Drawn({ stroke, height }: { readonly stroke: Stroke; readonly height: number }) {
  const at = stroke.points.map(([x, y]) => [(x * INNER).toFixed(1), (y * height).toFixed(1)] as const);
  const colour = `var(--${stroke.token}, var(--accent))`;
  if (stroke.kind === 'line')
    return <polyline points={at.map((point) => point.join(',')).join(' ')} fill="none" stroke={colour} strokeWidth={1.4} />;
  const bars =
    stroke.kind === 'bar' ? at.flatMap(([x, y], index) => (index % 2 === 0 ? [`M${x} ${y}L${at[index + 1]?.join(' ') ?? ''}`] : [])) : [];
  if (stroke.kind === 'bar') return <path d={bars.join('')} stroke={colour} strokeWidth={4} />;
  return <path d={at.map(([x, y]) => `M${x} ${y}h0.01`).join('')} stroke={colour} strokeWidth={2.6} strokeLinecap="round" />;
}

function Lines({ height }: { readonly height: number }) {
  const count = Math.max(1, Math.min(5, Math.floor(height / 8)));
  const lines = Array.from({ length: count }, (_, index) => `M0 ${4 + index * 8}h${index === count - 1 ? INNER * 0.6 : INNER}`);
  return <path className="report-thumb-words" d={lines.join('')} />;
}

function Rows({ height }: { readonly height: number }) {
  const count = Math.max(2, Math.min(6, Math.floor(height / 8)));
  const rows = Array.from(
    { length: count },
    (_, index) => `M0 ${4 + index * 8}h${INNER * 0.45}M${INNER * 0.6} ${4 + index * 8}h${INNER * 0.4}`,
  );
  return <path className="report-thumb-rows" d={rows.join('')} />;
}
