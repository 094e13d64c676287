import { AutoComplete, Input } from 'antd';
import { controlsWords, defaultIs } from '../../text/controls.ts';
import { useWords } from '../../text/words.tsx';
import { type FieldProps, useForm } from './form-context.ts';

/** Pickers whose text is a formula or a query: shown in the code font, with room for several lines. */
const FORMULAS = new Set(['condition', 'expression', 'graph', 'sql']);

/** Any text; emptying it brings the default back. */
export function TextField({ id, label, node, value, isWrong, onChange }: FieldProps) {
  const { say } = useWords();
  const { isDisabled, arms } = useForm();
  const words = typeof value === 'string' ? value : '';
  const set = (next: string): void => onChange(next === '' ? undefined : next);
  const shared = {
    id,
    'aria-label': label,
    'aria-describedby': `${id}-trouble`,
    disabled: isDisabled,
    status: isWrong ? ('error' as const) : ('' as const),
    placeholder: typeof node.default === 'string' ? say(defaultIs(node.default)) : say(controlsWords.notSet),
    value: words,
  };
  if (node.pick === 'arm' && arms.length > 0)
    return <AutoComplete {...shared} options={arms.map((arm) => ({ value: arm }))} onChange={(next: string) => set(next ?? '')} />;
  if (node.pick !== undefined && FORMULAS.has(node.pick))
    return (
      <Input.TextArea
        {...shared}
        className="code-text"
        autoSize={{ minRows: 1, maxRows: 8 }}
        onChange={(event) => set(event.target.value)}
      />
    );
  return <Input {...shared} onChange={(event) => set(event.target.value)} />;
}
