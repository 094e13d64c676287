import type { Estimate } from '../../core/report/blocks.ts';
import { directionOf, type IntervalScale } from './interval-scale.ts';

interface IntervalBarProps {
  readonly estimate: Pick<Estimate, 'value' | 'interval'>;
  readonly scale: IntervalScale;
  readonly width?: number;
}

const HEIGHT = 16;
const EDGE = 4;

/** An interval as a bar with its most likely value as a dot; the zero line where it is an effect. The numbers stand beside it. */
export function IntervalBar({ estimate, scale, width = 150 }: IntervalBarProps) {
  if (estimate.interval === undefined) return null;
  const at = (value: number): number => EDGE + ((width - 2 * EDGE) * (value - scale.low)) / (scale.high - scale.low);
  const [low, high] = estimate.interval;
  const middle = HEIGHT / 2;
  return (
    <svg className={`interval-bar is-${directionOf(estimate.interval, scale)}`} width={width} height={HEIGHT} aria-hidden="true">
      {scale.isEffect ? <line className="zero" x1={at(0)} x2={at(0)} y1={0} y2={HEIGHT} /> : null}
      <line className="range" x1={at(low)} x2={Math.max(at(low) + 1, at(high))} y1={middle} y2={middle} />
      <circle className="most-likely" cx={at(estimate.value)} cy={middle} r={2.5} />
    </svg>
  );
}
