import { Select } from 'antd';
import { controlsWords, defaultIs } from '../../text/controls.ts';
import { useWords } from '../../text/words.tsx';
import { ColumnField, ColumnsField } from './ColumnField.tsx';
import { type FieldProps, useForm } from './form-context.ts';
import { JsonField } from './JsonField.tsx';
import { ListField } from './ListField.tsx';
import { NumberField } from './NumberField.tsx';
import { ObjectField } from './ObjectField.tsx';
import { RecordField } from './RecordField.tsx';
import { choicesOf, shapeOf } from './schema.ts';
import { TextField } from './TextField.tsx';
import { EitherField, VariantsField } from './UnionField.tsx';

/** The field for a node of the schema: the screen's own where it brings one, else by shape. */
export function FieldControl(props: FieldProps) {
  const { editors } = useForm();
  const Own = props.node.pick === undefined ? undefined : editors[props.node.pick];
  if (Own !== undefined) return <Own {...props} />;
  switch (shapeOf(props.node)) {
    case 'text':
      return <TextField {...props} />;
    case 'number':
      return <NumberField {...props} />;
    case 'boolean':
      return <ChoiceField {...props} choices={[true, false]} />;
    case 'choice':
      return <ChoiceField {...props} choices={choicesOf(props.node)} />;
    case 'column':
      return <ColumnField {...props} />;
    case 'columns':
      return <ColumnsField {...props} />;
    case 'list':
      return <ListField {...props} />;
    case 'record':
      return <RecordField {...props} />;
    case 'object':
      return <ObjectField {...props} />;
    case 'variants':
      return <VariantsField {...props} />;
    case 'either':
      return <EitherField {...props} />;
    case 'json':
      return <JsonField {...props} />;
  }
}

/** One of a few fixed values; empty means the default, which is told. */
function ChoiceField({ id, label, node, value, isWrong, onChange, choices }: FieldProps & { readonly choices: readonly unknown[] }) {
  const { say } = useWords();
  const { isDisabled } = useForm();
  const name = (choice: unknown): string =>
    typeof choice === 'boolean' ? say(choice ? controlsWords.yes : controlsWords.no) : String(choice);
  return (
    <Select<string>
      id={id}
      aria-label={label}
      disabled={isDisabled}
      status={isWrong ? 'error' : ''}
      allowClear
      placeholder={node.default === undefined ? say(controlsWords.notSet) : say(defaultIs(name(node.default)))}
      value={value === undefined ? null : String(value)}
      onChange={(chosen) => onChange(choices.find((choice) => String(choice) === chosen))}
      options={choices.map((choice) => ({ value: String(choice), label: name(choice) }))}
    />
  );
}
