import { Input } from 'antd';
import { useId, useState } from 'react';
import { decideWords } from '../../text/decide.ts';
import { useWords } from '../../text/words.tsx';

/** The budget in digits, for those who know what they want. What is no amount is said at the field, and nothing moves. */
export function BudgetField({ budget, onChange }: { readonly budget: number; onChange(budget: number): void }) {
  const { say } = useWords();
  const id = useId();
  // What is typed belongs to the budget that it was typed over: once the point moves, the field follows it.
  const [typed, setTyped] = useState<{ readonly words: string; readonly budget: number } | null>(null);
  const words = typed !== null && typed.budget === budget ? typed.words : String(budget);
  const isWrong = amountOf(words) === null;
  const type = (next: string): void => {
    const amount = amountOf(next);
    setTyped({ words: next, budget: amount ?? budget });
    if (amount !== null) onChange(amount);
  };
  return (
    <div className="budget-field">
      <label htmlFor={id} className="quiet small">
        {say(decideWords.budget)}
      </label>
      <Input
        id={id}
        inputMode="decimal"
        value={words}
        status={isWrong ? 'error' : ''}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-why` : undefined}
        onChange={(event) => type(event.target.value)}
      />
      {isWrong ? (
        <p id={`${id}-why`} role="alert" className="field-wrong small">
          {say(decideWords.notNumber)}
        </p>
      ) : null}
    </div>
  );
}

/** "150,000" or "1.5e5" as a number; null for what is none, or below 0. */
function amountOf(words: string): number | null {
  const plain = words.trim().replaceAll(/[,，\s]/g, '');
  const amount = plain === '' ? Number.NaN : Number(plain);
  return Number.isFinite(amount) && amount >= 0 ? amount : null;
}
