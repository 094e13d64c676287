import { ArrowDownOutlined, ArrowRightOutlined, ArrowUpOutlined } from '@ant-design/icons';
import type { RowView, SubjectView } from '../../../core/api/types.ts';
import { answerName, explainWords } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import { answerOf } from './steps-of-answer.ts';

interface AnswerCardProps {
  readonly subject: SubjectView;
  readonly before: RowView;
  readonly view: RowView;
  readonly isChanged: boolean;
}

/** The number that matters: the customer's answer, and with changes what it was and what it would be. */
export function AnswerCard({ subject, before, view, isChanged }: AnswerCardProps) {
  const { say, number } = useWords();
  const change = view.answer - before.answer;
  return (
    <section className={`answer-card${isChanged ? ' is-changed' : ''}`} aria-label={say(answerName(subject))}>
      <p className="quiet small">
        <bdi>{say(answerName(subject))}</bdi>
      </p>
      <div className="answer-numbers" aria-live="polite">
        <Figure name={say(explainWords.before)} value={number(before.answer)} isSmall={isChanged} />
        {isChanged ? (
          <>
            <ArrowRightOutlined className="answer-arrow" aria-hidden />
            <Figure name={say(explainWords.after)} value={number(view.answer)} isSmall={false} />
            <div className={`answer-figure answer-change ${change < 0 ? 'is-loss' : 'is-gain'}`}>
              <span className="quiet small">{say(explainWords.change)}</span>
              <strong>
                {change === 0 ? null : change < 0 ? <ArrowDownOutlined aria-hidden /> : <ArrowUpOutlined aria-hidden />}
                {` ${change > 0 ? '+' : ''}${number(change)}`}
              </strong>
            </div>
          </>
        ) : null}
        <div className="answer-base">
          <Figure
            name={say(subject.link === 'identity' ? explainWords.base : explainWords.baseOnScale)}
            value={number(answerOf(subject.link, before.base))}
            isSmall
          />
        </div>
      </div>
    </section>
  );
}

function Figure({ name, value, isSmall }: { readonly name: string; readonly value: string; readonly isSmall: boolean }) {
  return (
    <div className={`answer-figure${isSmall ? ' is-small' : ''}`}>
      <span className="quiet small">{name}</span>
      <strong>{value}</strong>
    </div>
  );
}
