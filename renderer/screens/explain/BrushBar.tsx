import { Button } from 'antd';
import { hrefOf } from '../../app/route.ts';
import { explainWords, rowLink, selectedCount } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import type { Brushed } from './brushing.ts';

/** Links to more customers than these would not be read. */
const MOST_LINKS = 8;

interface BrushBarProps {
  readonly brushed: Brushed | null;
  /** The step through which single customers are explained. */
  readonly step: string;
  clear(): void;
}

/** Who is selected in the pictures, and the way to each of them. */
export function BrushBar({ brushed, step, clear }: BrushBarProps) {
  const { say, number } = useWords();
  return (
    <section className={`brush-bar${brushed === null ? '' : ' is-active'}`} aria-label={say(explainWords.selected)} aria-live="polite">
      {brushed === null ? (
        <p className="quiet small">{say(explainWords.howToBrush)}</p>
      ) : (
        <>
          <strong>{say(selectedCount(number(brushed.size)))}</strong>
          {[...brushed].slice(0, MOST_LINKS).map((row) => (
            <a key={row} href={hrefOf('explain', 'customer', { step, row: String(row) })}>
              {say(rowLink(number(row)))}
            </a>
          ))}
          {brushed.size > MOST_LINKS ? <span aria-hidden>…</span> : null}
          <Button size="small" onClick={clear}>
            {say(explainWords.clear)}
          </Button>
        </>
      )}
    </section>
  );
}
