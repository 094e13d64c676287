import { Drawer } from 'antd';
import { formatCell } from '../../../core/report/format.ts';
import {
  changesWithLess,
  changesWithMore,
  decideWords,
  leavesMost,
  leftAlone,
  notOnOffer,
  othersBind,
  scoreIs,
  whyOf,
} from '../../text/decide.ts';
import { useWords } from '../../text/words.tsx';
import { armColour } from './arm-colour.ts';
import type { Cells, Choice, PlanShape } from './why-customer.ts';

interface WhyCustomerProps {
  readonly cells: Cells;
  readonly shape: PlanShape;
  readonly choice: Choice;
  readonly prices: ReadonlyMap<string, number>;
  onClose(): void;
}

/** Why this customer got this: every option with its value, its cost and what is left at the prices, and when it would be another. */
export function WhyCustomer({ cells, shape, choice, prices, onClose }: WhyCustomerProps) {
  const { say, number, language } = useWords();
  const name = formatCell(cells.get(shape.id) ?? null, language);
  const price = prices.get('budget') ?? 0;
  const scores = choice.offers.flatMap(({ score }) => (score === null ? [] : [Math.abs(score)]));
  const widest = Math.max(...scores, 1e-9);
  return (
    <Drawer
      open
      aria-label={say(whyOf(name))}
      size={520}
      title={<bdi>{say(whyOf(name))}</bdi>}
      onClose={onClose}
      rootClassName="why-customer"
      closable={{ 'aria-label': say(decideWords.close) }}
    >
      <p className="why-chosen">
        <span className="option-dot" style={{ background: armColour(Math.max(0, shape.options.indexOf(choice.chosen))) }} aria-hidden />
        <strong>
          <bdi>{choice.chosen}</bdi>
        </strong>
      </p>
      <Sentences choice={choice} price={price} prices={prices} control={shape.options[0] ?? ''} />
      <table className="block-table">
        <caption className="quiet small">{say(scoreIs(number(price)))}</caption>
        <thead>
          <tr>
            <th scope="col">{say(decideWords.option)}</th>
            <th scope="col" className="number">
              {say(decideWords.value)}
            </th>
            <th scope="col" className="number">
              {say(decideWords.cost)}
            </th>
            <th scope="col" className="number">
              {say(decideWords.score)}
            </th>
            <th scope="col" aria-label={say(decideWords.score)} />
          </tr>
        </thead>
        <tbody>
          {choice.offers.map(({ option, value, cost, score }, at) => (
            <tr key={option} className={option === choice.chosen ? 'is-marked' : ''}>
              <th scope="row">
                <span className="option-dot" style={{ background: armColour(at) }} aria-hidden />
                <bdi className="cell-name">{option}</bdi>
              </th>
              <td className="number">{value === null ? '–' : number(value)}</td>
              <td className="number">{number(cost)}</td>
              <td className="number">{score === null ? '–' : number(score)}</td>
              <td className="why-bar">{score === null ? null : <Bar share={score / widest} colour={armColour(at)} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Drawer>
  );
}

function Bar({ share, colour }: { readonly share: number; readonly colour: string }) {
  const width = Math.abs(share) * 30;
  return (
    <svg width={64} height={14} aria-hidden>
      <line x1={32} x2={32} y1={0} y2={14} className="why-zero" />
      <rect x={share < 0 ? 32 - width : 32} y={3} width={width} height={8} fill={colour} />
    </svg>
  );
}

interface SentencesProps {
  readonly choice: Choice;
  readonly price: number;
  readonly prices: ReadonlyMap<string, number>;
  readonly control: string;
}

function Sentences({ choice, price, prices, control }: SentencesProps) {
  const { say, number } = useWords();
  const own = choice.offers.find(({ option }) => option === choice.chosen);
  const others = [...prices].filter(([limit, worth]) => worth > 0 && limit !== 'budget').map(([limit]) => limit);
  const { withMore, withLess, withheld } = choice;
  const reason =
    own === undefined || own.score === null || own.value === null
      ? decideWords.unknown
      : choice.isRounded
        ? decideWords.rounded
        : choice.chosen === control
          ? leftAlone(number(price))
          : leavesMost(choice.chosen, number(own.score));
  return (
    <ul className="why-sentences">
      <li>{say(reason)}</li>
      <li>
        {say(withMore === null ? decideWords.moreChangesNothing : changesWithMore(withMore.option, number(Math.round(withMore.budget))))}
      </li>
      <li>
        {say(withLess === null ? decideWords.lessChangesNothing : changesWithLess(withLess.option, number(Math.round(withLess.budget))))}
      </li>
      {withheld.length === 0 ? null : <li>{say(notOnOffer(withheld))}</li>}
      {others.length === 0 ? null : <li>{say(othersBind(others))}</li>}
    </ul>
  );
}
