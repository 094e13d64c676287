import type { ReactNode } from 'react';
import type { Text } from '../../../core/base/text.ts';
import { useWords } from '../../text/words.tsx';

interface CardProps {
  readonly title: Text;
  readonly why: Text;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** One question of a review, how it is answered, and the answer. */
export function Card({ title, why, tools, children }: CardProps) {
  const { say } = useWords();
  return (
    <section className="block review-card" aria-label={say(title)}>
      <header className="block-head">
        <div>
          <h2>{say(title)}</h2>
          <p className="quiet small">{say(why)}</p>
        </div>
        {tools === undefined ? null : <div className="review-tools">{tools}</div>}
      </header>
      {children}
    </section>
  );
}
