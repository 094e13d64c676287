import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { controlsWords, defaultIs } from '../../text/controls.ts';
import { useWords } from '../../text/words.tsx';
import { type FieldProps, useForm } from './form-context.ts';

/** A number as it was typed: what is no number stays to be seen and mended, instead of jumping back. */
export function NumberField({ id, label, node, value, isWrong, onChange }: FieldProps) {
  const { say } = useWords();
  const { isDisabled } = useForm();
  const [words, setWords] = useState(printed(value));
  useEffect(() => {
    // Only a value from elsewhere (undo, the document) may replace what is being typed.
    setWords((typed) => (Object.is(read(typed), value) || Number.isNaN(value) ? typed : printed(value)));
  }, [value]);
  return (
    <Input
      id={id}
      aria-label={label}
      aria-describedby={`${id}-trouble`}
      inputMode="decimal"
      disabled={isDisabled}
      status={isWrong ? 'error' : ''}
      placeholder={node.default === undefined ? say(controlsWords.notSet) : say(defaultIs(String(node.default)))}
      value={words}
      onChange={(event) => {
        setWords(event.target.value);
        onChange(read(event.target.value));
      }}
    />
  );
}

/** Thousands are often typed or pasted with commas or thin spaces; NaN for what is no number. */
function read(words: string): number | undefined {
  const bare = words.replaceAll(/[\s,\u00a0\u202f]/g, '').replace('−', '-');
  if (bare === '') return undefined;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(bare) ? Number(bare) : Number.NaN;
}

function printed(value: unknown): string {
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}
