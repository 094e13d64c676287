import { Select } from 'antd';
import { controlsWords } from '../../text/controls.ts';
import { useWords } from '../../text/words.tsx';
import { type FieldProps, useForm } from './form-context.ts';

/** A list of texts or numbers, typed one after the other. */
export function ListField({ id, label, node, value, isWrong, onChange }: FieldProps) {
  const { say } = useWords();
  const { isDisabled } = useForm();
  const isNumeric = node.items?.type === 'number' || node.items?.type === 'integer';
  return (
    <Select<string[]>
      id={id}
      aria-label={label}
      mode="tags"
      open={false}
      suffixIcon={null}
      allowClear
      disabled={isDisabled}
      status={isWrong ? 'error' : ''}
      tokenSeparators={[',', ';', '，']}
      placeholder={say(controlsWords.addItem)}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={(entries) => onChange(entries.length === 0 ? undefined : isNumeric ? entries.map(Number) : entries)}
    />
  );
}
