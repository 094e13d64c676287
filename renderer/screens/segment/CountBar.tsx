import type { BranchCount } from '../../../core/api/segment-types.ts';
import { segmentWords } from '../../text/segment.ts';
import { useWords } from '../../text/words.tsx';

interface CountBarProps {
  readonly branch: BranchCount | undefined;
  readonly rowCount: number;
}

const WIDTH = 100;
const HEIGHT = 6;

/** How many rows reach a part of the rule, and what becomes of them. */
export function CountBar({ branch, rowCount }: CountBarProps) {
  const { say, number, share } = useWords();
  if (branch === undefined || rowCount === 0) return <div className="seg-count is-empty" />;
  const { reached, satisfied, unknown, alone } = branch;
  const wide = (count: number): number => (WIDTH * count) / rowCount;
  const facts = [
    [segmentWords.reached, number(reached)],
    [segmentWords.satisfied, `${number(satisfied)}${reached === 0 ? '' : ` (${share(satisfied / reached)})`}`],
    ...(unknown === 0 ? [] : [[segmentWords.unknown, number(unknown)] as const]),
    [segmentWords.alone, number(alone)],
  ] as const;
  return (
    <div className="seg-count" title={say(segmentWords.countHint)}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <rect className="ground" width={WIDTH} height={HEIGHT} />
        <rect className="reached" width={wide(reached)} height={HEIGHT} />
        <rect className="satisfied" width={wide(satisfied)} height={HEIGHT} />
        <rect className="unknown" x={wide(satisfied)} width={wide(unknown)} height={HEIGHT} />
      </svg>
      <dl className="seg-facts">
        {facts.map(([name, value]) => (
          <div key={name.en}>
            <dt>{say(name)}</dt>
            <dd data-fact={name.en}>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
