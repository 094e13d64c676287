import { Select } from 'antd';
import { choiceWords, importWords, optionWords } from '../../text/import.ts';
import { useWords } from '../../text/words.tsx';
import { type ReadOptions, type RulerMark, withChoice } from './ruler.ts';

interface RulerProps {
  readonly marks: readonly RulerMark[];
  readonly options: ReadOptions;
  readonly isLocked: boolean;
  onChange(options: ReadOptions): void;
}

/** What the reader decided, each with its evidence; another choice shows at once what the rows become. */
export function Ruler({ marks, options, isLocked, onChange }: RulerProps) {
  const { say } = useWords();
  return (
    <section className="import-ruler" aria-label={say(importWords.ruler)}>
      {marks.map((mark) => (
        <Mark key={mark.option} mark={mark} isLocked={isLocked} choose={(choice) => onChange(withChoice(options, mark.option, choice))} />
      ))}
    </section>
  );
}

/** Stands for leaving the choice to the reader; no option has such a value. */
const BY_FILE = '\u0000';

interface MarkProps {
  readonly mark: RulerMark;
  readonly isLocked: boolean;
  choose(choice: string | null): void;
}

function Mark({ mark, isLocked, choose }: MarkProps) {
  const { say } = useWords();
  const { option, columns } = mark;
  const wordsOf = (choice: string): string => {
    const words = choiceWords[option]?.[choice];
    return words === undefined ? choice : say(words);
  };
  const byFile = mark.isChosen && !mark.isTold ? [] : [{ value: BY_FILE, label: say(importWords.byFile) }];
  const why = mark.evidence === null || mark.isTold ? say(mark.isTold ? importWords.told : importWords.whenNeeded) : say(mark.evidence);
  const evidence = columns.length === 0 ? why : `${columns.slice(0, 3).join(', ')}${columns.length > 3 ? ' …' : ''}: ${why}`;
  return (
    <div className={`import-mark${mark.isQuestion ? ' is-question' : ''}${mark.isTold ? ' is-told' : ''}`}>
      <label htmlFor={`mark-${option}`}>
        {say(optionWords[option] ?? importWords.ruler)}
        {mark.isQuestion ? <em>{say(importWords.question)}</em> : null}
      </label>
      <Select<string>
        id={`mark-${option}`}
        size="small"
        disabled={isLocked}
        value={mark.isChosen ? mark.chosen : BY_FILE}
        popupMatchSelectWidth={false}
        options={[...byFile, ...mark.choices.map((choice) => ({ value: choice, label: wordsOf(choice) }))]}
        onChange={(choice) => choose(choice === BY_FILE ? null : choice)}
      />
      <p className="quiet import-why" title={evidence}>
        <bdi>{evidence}</bdi>
      </p>
    </div>
  );
}
