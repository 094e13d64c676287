import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { controlsWords } from '../../text/controls.ts';
import { useWords } from '../../text/words.tsx';
import { type FieldProps, useForm } from './form-context.ts';

/** A value that no simple field can hold, as JSON. It is handed on as soon as it is valid. */
export function JsonField({ id, label, value, isWrong, onChange }: FieldProps) {
  const { say } = useWords();
  const { isDisabled } = useForm();
  const [words, setWords] = useState(printed(value));
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    setWords((typed) => (isSame(typed, value) ? typed : printed(value)));
    setBroken(false);
  }, [value]);
  const set = (next: string): void => {
    setWords(next);
    try {
      onChange(next.trim() === '' ? undefined : JSON.parse(next));
      setBroken(false);
    } catch {
      setBroken(true);
    }
  };
  return (
    <>
      <Input.TextArea
        id={id}
        aria-label={label}
        aria-describedby={`${id}-json`}
        className="code-text"
        disabled={isDisabled}
        status={isWrong || isBroken ? 'error' : ''}
        autoSize={{ minRows: 2, maxRows: 14 }}
        placeholder={say(controlsWords.notSet)}
        value={words}
        onChange={(event) => set(event.target.value)}
      />
      <p id={`${id}-json`} role="alert" className="field-trouble">
        {isBroken ? say(controlsWords.notJson) : ''}
      </p>
    </>
  );
}

function printed(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2);
}

function isSame(words: string, value: unknown): boolean {
  try {
    return JSON.stringify(words.trim() === '' ? undefined : JSON.parse(words)) === JSON.stringify(value);
  } catch {
    return false;
  }
}
