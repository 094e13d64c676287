import { Button, Slider } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import type { StepView } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import { FigureView } from '../../blocks/figure/FigureView.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useCall } from '../../client/use-call.ts';
import { upliftWords } from '../../text/uplift.ts';
import { useWords } from '../../text/words.tsx';
import type { Plane } from './effects-report.ts';
import { planeFigure } from './figures.ts';

interface PlaneCardProps {
  readonly step: StepView;
  readonly arm: string;
  readonly outcome: string;
  readonly title: Text;
  readonly plane: Plane;
}

/** The plane of expected outcome untreated × uplift; its two limits move, and the counts in the corners follow. */
export function PlaneCard({ step, arm, outcome, title, plane }: PlaneCardProps) {
  const { say, number } = useWords();
  const middle = useMemo(() => ({ baseline: plane.middleBaseline, effect: 0 }), [plane]);
  const [limits, setLimits] = useState(middle);
  const asked = useDeferredValue(limits);
  const counted = useCall('effects.quadrants', { step: step.id, arm, ...asked }, step.fingerprint ?? '');
  const figure = useMemo(
    () => planeFigure({ title, plane, outcome, limits: asked, quadrants: counted.value ?? null, number }),
    [title, plane, outcome, asked, counted.value, number],
  );
  const isMoved = limits.baseline !== middle.baseline || limits.effect !== middle.effect;
  const slider = (name: keyof typeof limits, edges: readonly number[], label: string) => {
    const [low, high] = [Math.min(edges[0] ?? 0, middle[name]), Math.max(edges.at(-1) ?? 1, middle[name])];
    return (
      <div className="uplift-limit">
        <span className="quiet small">{label}</span>
        <Slider
          min={low}
          max={high}
          step={(high - low) / 200}
          value={limits[name]}
          ariaLabelForHandle={label}
          tooltip={{ formatter: (value) => number(value ?? 0) }}
          onChange={(value) => setLimits({ ...limits, [name]: value })}
        />
        <span className="number">{number(limits[name])}</span>
      </div>
    );
  };
  return (
    <div className="uplift-plane">
      <FigureView block={figure} />
      {counted.problem === undefined ? null : <ProblemView problem={counted.problem} retry={counted.reload} />}
      <div className="uplift-limits">
        {slider('baseline', plane.baselineEdges, say(upliftWords.baselineLimit))}
        {slider('effect', plane.effectEdges, say(upliftWords.effectLimit))}
        <Button size="small" disabled={!isMoved} onClick={() => setLimits(middle)}>
          {say(upliftWords.backToMiddle)}
        </Button>
      </div>
    </div>
  );
}
