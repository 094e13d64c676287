import type { StepDigest } from '../../../core/api/types.ts';
import { IntervalBar } from '../../blocks/IntervalBar.tsx';
import { useWords } from '../../text/words.tsx';
import '../../blocks/blocks.css';

const BAR_WIDTH = 56;
const SPARK_HEIGHT = 16;

/** One number with its interval, else a small curve. */
export function ResultSketch({ digest }: { readonly digest: StepDigest }) {
  const { say, number } = useWords();
  const { estimate, spark } = digest;
  if (estimate !== null) {
    const { value, interval } = estimate;
    return (
      <>
        <strong title={say(estimate.label)}>{number(rounded(value))}</strong>
        {interval === null ? null : (
          <IntervalBar
            estimate={{ value, interval }}
            scale={{ low: Math.min(0, interval[0]), high: Math.max(0, interval[1]), isEffect: true }}
            width={BAR_WIDTH}
          />
        )}
      </>
    );
  }
  return spark === null ? null : <Spark values={spark} />;
}

/** Three digits are what a card has room for. */
function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

function Spark({ values }: { readonly values: readonly number[] }) {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const points = values.map((value, at) => {
    const x = (at * (BAR_WIDTH - 2)) / Math.max(1, values.length - 1) + 1;
    return `${x.toFixed(1)},${(SPARK_HEIGHT - 1 - ((SPARK_HEIGHT - 2) * (value - low)) / span).toFixed(1)}`;
  });
  return (
    <svg className="node-spark" width={BAR_WIDTH} height={SPARK_HEIGHT} aria-hidden="true">
      <polyline points={points.join(' ')} />
    </svg>
  );
}
