import { Collapse, Segmented, Select } from 'antd';
import { controlsWords, defaultIs } from '../../text/controls.ts';
import { useWords } from '../../text/words.tsx';
import { ColumnField } from './ColumnField.tsx';
import { type FieldProps, useForm } from './form-context.ts';
import { ObjectField } from './ObjectField.tsx';
import { choicesOf, discriminatorOf, firstValue, memberOf, membersOf, type SchemaNode, shapeOf } from './schema.ts';

/** One of several kinds of thing, told apart by one property: e.g. which learner, and then its own options, folded. */
export function VariantsField({ id, label, node, root, value, isWrong, onChange }: FieldProps) {
  const { say } = useWords();
  const { isDisabled } = useForm();
  const members = membersOf(node) ?? [];
  const key = discriminatorOf(members) ?? '';
  const nameOf = (member: SchemaNode): string => String(member.properties?.[key]?.const ?? '');
  const given = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
  const preset = (node.default as Readonly<Record<string, unknown>> | undefined)?.[key];
  const chosen = members.find((member) => nameOf(member) === (given ?? preset));
  return (
    <div className="variants-field">
      <Select<string>
        id={id}
        aria-label={label}
        allowClear
        disabled={isDisabled}
        status={isWrong ? 'error' : ''}
        placeholder={preset === undefined ? say(controlsWords.notSet) : say(defaultIs(String(preset)))}
        value={typeof given === 'string' ? given : null}
        onChange={(name) => onChange(name === undefined ? undefined : { [key]: name })}
        options={members.map((member) => ({ value: nameOf(member), label: nameOf(member) }))}
      />
      {chosen === undefined ? null : (
        <Collapse
          ghost
          size="small"
          items={[
            {
              key: 'own',
              label: `${nameOf(chosen)}: ${say(controlsWords.more)}`,
              children: (
                <ObjectField
                  id={`${id}-own`}
                  label={nameOf(chosen)}
                  node={chosen}
                  root={root}
                  value={given === undefined ? (preset === undefined ? value : node.default) : value}
                  isWrong={isWrong}
                  onChange={(next) => onChange({ [key]: nameOf(chosen), ...(next as object) })}
                />
              ),
            },
          ]}
        />
      )}
    </div>
  );
}

/** A value of one of several kinds: a switch for the kind, and the field for it. */
export function EitherField({ id, label, node, root, value, isWrong, onChange }: FieldProps) {
  const { say } = useWords();
  const { isDisabled, Field } = useForm();
  const members = membersOf(node) ?? [];
  const at = value === undefined ? 0 : memberOf(members, value);
  const member = members[at] ?? {};
  const isColumn = (candidate: SchemaNode): boolean =>
    candidate.type === 'string' && candidate.const === undefined && node.pick === 'column';
  const fixed = choicesOf({ anyOf: members }).every((choice) => choice !== undefined);
  const name = (candidate: SchemaNode): string =>
    candidate.const !== undefined ? String(candidate.const) : say(kindName(candidate, isColumn(candidate)));
  const shown: SchemaNode = isColumn(member) && node.role !== undefined ? { ...member, pick: 'column', role: node.role } : member;
  const inner = {
    id,
    label,
    node: value === undefined && node.default !== undefined ? { ...shown, default: node.default } : shown,
    root,
    value,
    isWrong,
    onChange,
  };
  return (
    <div className="either-field">
      {fixed ? null : (
        <Segmented<number>
          size="small"
          aria-label={`${label}: ${say(controlsWords.kindOfValue)}`}
          disabled={isDisabled}
          value={at}
          onChange={(next) => onChange(firstValue(members[next] ?? {}))}
          options={members.map((candidate, index) => ({ value: index, label: name(candidate) }))}
        />
      )}
      {member.const !== undefined ? null : isColumn(member) ? <ColumnField {...inner} /> : <Field {...inner} />}
    </div>
  );
}

function kindName(node: SchemaNode, isColumn: boolean) {
  if (isColumn) return controlsWords.asColumn;
  switch (shapeOf(node)) {
    case 'number':
      return controlsWords.asNumber;
    case 'text':
    case 'choice':
      return controlsWords.asText;
    case 'boolean':
      return controlsWords.asBoolean;
    case 'record':
    case 'object':
      return controlsWords.asRecord;
    case 'list':
    case 'columns':
      return controlsWords.asList;
    default:
      return controlsWords.asOther;
  }
}
