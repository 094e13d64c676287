import { memo } from 'react';
import type { CellView, FeatureView } from '../../../core/api/types.ts';
import { curveLabel } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import { acrossOf, type Heights, heightOf, type Place, placesOfCurve, type Stretch } from './knob.ts';

interface FeatureCurveProps {
  readonly feature: FeatureView;
  readonly stretch: Stretch | null;
  /** The customer's answers over the feature's grid. */
  readonly line: readonly number[];
  readonly answer: number;
  readonly value: CellView;
  readonly before: CellView;
  readonly heights: Heights;
}

/** The answer over the values of one feature: for this customer, and on average; with a mark where the customer is. */
export const FeatureCurve = memo(function FeatureCurve(props: FeatureCurveProps) {
  const { feature, stretch, line, answer, value, before, heights } = props;
  const { say, number } = useWords();
  const [own, mean] = [line, feature.average].map((answers) => placesOfCurve(feature, stretch, answers, heights));
  const label = curveLabel(feature.name, number(Math.min(...line)), number(Math.max(...line)));
  const isLine = stretch !== null;
  const [here, was] = [value, before].map((cell) => acrossOf(feature, stretch, cell));
  return (
    <div className="knob-curve" role="img" aria-label={say(label)}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
        {heights.low < 0 && heights.high > 0 ? (
          <line className="knob-zero" x1="0" x2="100" y1={heightOf(0, heights)} y2={heightOf(0, heights)} />
        ) : null}
        {isLine ? <path className="knob-mean" d={pathOf(mean ?? [])} /> : <Ticks className="knob-mean" places={mean ?? []} />}
        {isLine ? <path className="knob-own" d={pathOf(own ?? [])} /> : <Ticks className="knob-own" places={own ?? []} />}
      </svg>
      {was == null || value === before ? null : (
        <i className="knob-mark is-before" style={{ left: `${was}%`, top: `${heightAt(own, was, answer, heights)}%` }} />
      )}
      {here == null ? null : <i className="knob-mark" style={{ left: `${here}%`, top: `${heightOf(answer, heights)}%` }} />}
    </div>
  );
});

/** Categories have no order, so their answers are not joined by a line. */
function Ticks({ className, places }: { readonly className: string; readonly places: readonly Place[] }) {
  const half = Math.min(8, 34 / Math.max(1, places.length));
  return places.map(({ x, y }) => <line key={x} className={className} x1={x - half} x2={x + half} y1={y} y2={y} />);
}

function pathOf(places: readonly Place[]): string {
  return places.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`).join('');
}

/** The height of the curve beside a place across; the answer's own where there is no curve. */
function heightAt(places: readonly Place[] | undefined, x: number, answer: number, heights: Heights): number {
  const after = places?.findIndex((place) => place.x >= x) ?? -1;
  const [left, right] = [places?.[after - 1], places?.[after]];
  if (right === undefined) return places?.at(-1)?.y ?? heightOf(answer, heights);
  if (left === undefined || right.x === left.x) return right.y;
  return left.y + ((right.y - left.y) * (x - left.x)) / (right.x - left.x);
}
