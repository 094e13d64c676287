import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import type { RowView, SubjectView } from '../../../core/api/types.ts';
import { type Text, text } from '../../../core/base/text.ts';
import { formatNumber } from '../../../core/report/format.ts';
import { explainWords, reasonSentence, restSentence, scaleHelp, standInSentence, startsFrom } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import { answerOf, answerSteps, cellText } from './steps-of-answer.ts';

interface ReasonsProps {
  readonly subject: SubjectView;
  /** The row as it is; the same as `view` while nothing is changed. */
  readonly before: RowView;
  readonly view: RowView;
  readonly order: readonly number[];
}

/** The waterfall in words: where the answer starts, what moves it, and how far that can be trusted. */
export function Reasons({ subject, before, view, order }: ReasonsProps) {
  const { say, number } = useWords();
  const steps = answerSteps(view, order, before);
  const isRatio = subject.link !== 'identity';
  const help = scaleHelp(subject.link);
  return (
    <div className="reasons">
      <section>
        <h3>{say(explainWords.reasons)}</h3>
        <p>{say(startsFrom(printed(answerOf(subject.link, view.base)), printed(view.answer), isRatio))}</p>
        <ol className="plain-list">
          {steps.map(({ feature, count, change }) => (
            <li key={feature ?? 'rest'}>
              {change < 0 ? <ArrowDownOutlined className="is-loss" aria-hidden /> : <ArrowUpOutlined className="is-gain" aria-hidden />}
              <bdi>
                {say(
                  feature === null
                    ? restSentence(count, isRatio ? timesOf(change) : signed(change))
                    : reasonSentence({
                        name: subject.features[feature]?.name ?? '',
                        value: cellText(view.values[feature] ?? null),
                        size: isRatio ? printed(Math.exp(change)) : printed(Math.abs(change)),
                        isUp: change >= 0,
                        link: subject.link,
                      }),
                )}
              </bdi>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h3>{say(explainWords.fidelity)}</h3>
        {before.estimated === null ? null : (
          <p>
            {say(
              standInSentence(subject.fidelity === null ? null : number(subject.fidelity), number(before.estimated), number(before.answer)),
            )}
          </p>
        )}
        {help === null ? null : <p>{say(help)}</p>}
        <p>{say(explainWords.notCausal)}</p>
      </section>
    </div>
  );
}

function printed(value: number): Text {
  return text(formatNumber(value, 'en'), formatNumber(value, 'zh'));
}

function timesOf(change: number): Text {
  const { en, zh } = printed(Math.exp(change));
  return text(`× ${en}`, `× ${zh}`);
}

function signed(value: number): Text {
  const { en, zh } = printed(value);
  return value > 0 ? text(`+${en}`, `+${zh}`) : text(en, zh);
}
