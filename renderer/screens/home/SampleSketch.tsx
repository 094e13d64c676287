const WIDTH = 320;
const HEIGHT = 92;
const ROWS = 4;

/**
 * The picture of a sample: intervals about a zero line, and the frontier that they lead to. A sketch of what the
 * sample shows, not of its numbers; its shape follows from the sample's name, so that cards can be told apart.
 */
export function SampleSketch({ id }: { readonly id: string }) {
  const draw = drawsFrom(id);
  const zero = 34 + 18 * draw();
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const middle = zero + 86 * (draw() - 0.28);
    const half = 8 + 16 * draw();
    return { y: 20 + 17 * index, low: Math.max(8, middle - half), middle: Math.max(12, middle), high: middle + half };
  });
  const steepness = 2 + 2.5 * draw();
  const curve = Array.from({ length: 33 }, (_, step) => {
    const share = step / 32;
    return `${(180 + 126 * share).toFixed(1)},${(78 - 62 * (1 - Math.exp(-steepness * share))).toFixed(1)}`;
  });
  const at = curve[12]?.split(',') ?? ['0', '0'];
  return (
    <svg className="sample-sketch" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <line className="sketch-zero" x1={zero} x2={zero} y1={10} y2={82} />
      {rows.map(({ y, low, middle, high }) => (
        <g key={y} className={low > zero ? 'sketch-gain' : high < zero ? 'sketch-loss' : 'sketch-open'}>
          <line x1={low} x2={high} y1={y} y2={y} />
          <circle cx={middle} cy={y} r={2.6} />
        </g>
      ))}
      <line className="sketch-axis" x1={180} x2={308} y1={80} y2={80} />
      <polyline className="sketch-curve" points={curve.join(' ')} />
      <line className="sketch-drop" x1={at[0]} x2={at[0]} y1={at[1]} y2={80} />
      <circle className="sketch-point" cx={at[0]} cy={at[1]} r={4} />
    </svg>
  );
}

/** Shares that always come in the same order for the same name (FNV-1a, then Lehmer's generator). */
function drawsFrom(name: string): () => number {
  let state = 2166136261;
  for (const letter of name) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16777619) >>> 0;
  state = (state % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
