import { InfoCircleOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import { useId } from 'react';
import type { Text } from '../../../core/base/text.ts';
import { controlsWords, unitWords } from '../../text/controls.ts';
import { useWords } from '../../text/words.tsx';
import { useForm } from './form-context.ts';
import { resolveNode, type SchemaNode } from './schema.ts';

interface OptionFieldProps {
  readonly name: string;
  readonly node: SchemaNode;
  readonly root: SchemaNode;
  readonly value: unknown;
  readonly trouble?: Text | undefined;
  readonly isRequired?: boolean;
  onChange(value: unknown): void;
}

/** One option: its label, its unit, its field, and below it what is wrong and how to mend it. */
export function OptionField({ name, node, root, value, trouble, isRequired = false, onChange }: OptionFieldProps) {
  const { say } = useWords();
  const { options, Field } = useForm();
  const id = useId();
  const words = options[name];
  const label = words === undefined ? name : say(words.label);
  const resolved = resolveNode(node, root);
  const unit = resolved.unit === undefined ? undefined : (unitWords[resolved.unit] ?? undefined);
  return (
    <div className={`option-field${trouble === undefined ? '' : ' is-wrong'}`}>
      <div className="option-label">
        <label htmlFor={id}>
          {label}
          {isRequired ? <span aria-hidden>{' *'}</span> : null}
        </label>
        {words === undefined || say(words.help) === '' ? null : (
          <Tooltip title={say(words.help)} trigger={['hover', 'focus']}>
            <button type="button" className="option-help" aria-label={`${say(controlsWords.help)}: ${say(words.help)}`}>
              <InfoCircleOutlined />
            </button>
          </Tooltip>
        )}
        {unit === undefined ? null : <span className="option-unit">{say(unit)}</span>}
      </div>
      <Field id={id} label={label} node={resolved} root={root} value={value} isWrong={trouble !== undefined} onChange={onChange} />
      <p id={`${id}-trouble`} role="alert" className="field-trouble">
        {trouble === undefined ? null : <bdi>{say(trouble)}</bdi>}
      </p>
    </div>
  );
}
