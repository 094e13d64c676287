import { type KeyboardEvent, type PointerEvent, useMemo } from 'react';
import { decideWords } from '../../text/decide.ts';
import { useWords } from '../../text/words.tsx';
import { type BudgetCurve, pointAt } from './budget-curve.ts';
import { roundTicks } from './round-ticks.ts';

interface FrontierProps {
  readonly curve: BudgetCurve;
  readonly budget: number;
  readonly kept: number | null;
  onChange(budget: number): void;
}

const [WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM, TOP] = [760, 300, 92, 20, 54, 28];
const STEPS = 200;

/** The value of the best plan against the budget, and on it the point that is the slider. */
export function Frontier({ curve, budget, kept, onChange }: FrontierProps) {
  const { say, number } = useWords();
  const most = curve.points.at(-1)?.budget ?? 1;
  const here = pointAt(curve, budget);
  const [x, y] = [xOf(most), yOf(topOf(curve))];
  const move = (event: PointerEvent<SVGSVGElement>): void => {
    // The drawing keeps its own proportions whatever the place it is given: only its own matrix knows where the hand is.
    const matrix = event.currentTarget.getScreenCTM();
    if (matrix === null) return;
    const at = (new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse()).x - LEFT) / (WIDTH - LEFT - RIGHT);
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
      <Grid curve={curve} />
      {kept === null ? null : <line className="frontier-kept" x1={x(kept)} x2={x(kept)} y1={TOP} y2={HEIGHT - BOTTOM} />}
      {kept === null || kept === budget ? null : (
        <text className="frontier-name" x={x(kept)} y={TOP - 8} textAnchor={kept > 0.8 * most ? 'end' : 'middle'}>
          {say(decideWords.keptHere)}
        </text>
      )}
      <line className="frontier-drop" x1={x(budget)} x2={x(budget)} y1={y(here.value)} y2={HEIGHT - BOTTOM} />
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
        aria-valuetext={`${number(budget)}, ${say(decideWords.value)} ${number(Math.round(here.value))}`}
        onKeyDown={press}
      />
    </svg>
  );
}

/** What stays while the point moves. */
function Grid({ curve }: { readonly curve: BudgetCurve }) {
  const { say, number } = useWords();
  return useMemo(() => {
    const [most, top] = [curve.points.at(-1)?.budget ?? 1, topOf(curve)];
    const [x, y] = [xOf(most), yOf(top)];
    return (
      <>
        {roundTicks(top, 4).map((value) => (
          <g key={value} className="frontier-tick">
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 8} y={y(value) + 4} textAnchor="end">
              {number(value)}
            </text>
          </g>
        ))}
        {roundTicks(most, 5).map((budget) => (
          <text key={budget} className="frontier-label" x={x(budget)} y={HEIGHT - BOTTOM + 18} textAnchor="middle">
            {number(budget)}
          </text>
        ))}
        <text className="frontier-name" x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 10} textAnchor="middle">
          {say(decideWords.budget)}
        </text>
        <text className="frontier-name" x={8} y={14}>
          {say(decideWords.value)}
        </text>
        <polyline className="frontier-line" points={curve.points.map((point) => `${x(point.budget)},${y(point.value)}`).join(' ')} />
      </>
    );
  }, [curve, say, number]);
}

function topOf({ points }: BudgetCurve): number {
  return Math.max(...points.map(({ value }) => value), 1e-9);
}

function xOf(most: number): (budget: number) => number {
  return (budget) => LEFT + ((WIDTH - LEFT - RIGHT) * Math.min(budget, most)) / most;
}

function yOf(top: number): (value: number) => number {
  return (value) => HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * value) / top;
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
