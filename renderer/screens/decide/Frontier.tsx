import type { KeyboardEvent, PointerEvent } from 'react';
import { decideWords } from '../../text/decide.ts';
import { useWords } from '../../text/words.tsx';
import { type BudgetCurve, pointAt } from './budget-curve.ts';

interface FrontierProps {
  readonly curve: BudgetCurve;
  readonly budget: number;
  readonly kept: number | null;
  onChange(budget: number): void;
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [760, 280, 84, 36, 16];
const STEPS = 200;

/** The value of the best plan against the budget, and on it the point that is the slider. */
export function Frontier({ curve, budget, kept, onChange }: FrontierProps) {
  const { say, number } = useWords();
  const most = curve.points.at(-1)?.budget ?? 1;
  const top = Math.max(...curve.points.map(({ value }) => value), 1e-9);
  const x = (at: number): number => LEFT + ((WIDTH - LEFT - 16) * Math.min(at, most)) / most;
  const y = (value: number): number => HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * value) / top;
  const here = pointAt(curve, budget);
  const line = curve.points.map((point) => `${x(point.budget)},${y(point.value)}`).join(' ');
  const move = (event: PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = (((event.clientX - box.left) / box.width) * WIDTH - LEFT) / (WIDTH - LEFT - 16);
    onChange(Math.round(Math.min(1, Math.max(0, at)) * most));
  };
  const press = (event: KeyboardEvent): void => {
    const next = keyed(event.key, budget, most);
    if (next === null) return;
    event.preventDefault();
    onChange(Math.round(next));
  };
  return (
    <svg
      className="frontier"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        move(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && move(event)}
    >
      <title>{say(decideWords.frontier)}</title>
      {[0, 0.5, 1].map((share) => (
        <g key={share} className="frontier-tick">
          <line x1={LEFT} x2={WIDTH - 16} y1={y(share * top)} y2={y(share * top)} />
          <text x={LEFT - 8} y={y(share * top) + 4} textAnchor="end">
            {number(Math.round(share * top))}
          </text>
          <text x={x(share * most)} y={HEIGHT - 14} textAnchor={share === 1 ? 'end' : 'middle'}>
            {number(Math.round(share * most))}
          </text>
        </g>
      ))}
      <polyline className="frontier-line" points={line} />
      {kept === null ? null : <line className="frontier-kept" x1={x(kept)} x2={x(kept)} y1={TOP} y2={HEIGHT - BOTTOM} />}
      <circle
        className="frontier-point"
        cx={x(budget)}
        cy={y(here.value)}
        r={9}
        role="slider"
        tabIndex={0}
        aria-label={say(decideWords.budget)}
        aria-valuemin={0}
        aria-valuemax={Math.round(most)}
        aria-valuenow={Math.round(Math.min(budget, most))}
        onKeyDown={press}
      />
    </svg>
  );
}

/** Where a key leads; null for keys that are not the slider's. */
function keyed(key: string, budget: number, most: number): number | null {
  const step = most / STEPS;
  const moves: Readonly<Record<string, number>> = {
    ArrowRight: budget + step,
    ArrowUp: budget + step,
    ArrowLeft: budget - step,
    ArrowDown: budget - step,
    PageUp: budget + 10 * step,
    PageDown: budget - 10 * step,
    Home: 0,
    End: most,
  };
  const next = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return next === undefined ? null : Math.min(most, Math.max(0, next));
}
