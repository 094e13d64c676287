import { Select } from 'antd';
import type { ColumnInfo } from '../../../core/api/types.ts';
import { controlsWords, roleWords } from '../../text/controls.ts';
import { useWords, type Words } from '../../text/words.tsx';
import { type FieldProps, useForm } from './form-context.ts';

/** One column of the data; those with the option's role come first. Empty: the role decides. */
export function ColumnField({ id, label, node, value, isWrong, onChange }: FieldProps) {
  const words = useWords();
  const { columns, isDisabled } = useForm();
  return (
    <Select<string>
      id={id}
      aria-label={label}
      allowClear
      disabled={isDisabled}
      status={isWrong ? 'error' : ''}
      showSearch={{ optionFilterProp: 'value' }}
      placeholder={byRole(columns, node.role, words)}
      value={typeof value === 'string' ? value : null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      options={columnChoices(columns, node.role, words)}
    />
  );
}

/** Several columns. */
export function ColumnsField({ id, label, node, value, isWrong, onChange }: FieldProps) {
  const words = useWords();
  const { columns, isDisabled } = useForm();
  return (
    <Select<string[]>
      id={id}
      aria-label={label}
      mode="multiple"
      optionLabelProp="value"
      allowClear
      disabled={isDisabled}
      status={isWrong ? 'error' : ''}
      maxTagCount={6}
      showSearch={{ optionFilterProp: 'value' }}
      placeholder={byRole(columns, node.role, words)}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={(chosen) => onChange(chosen.length === 0 ? undefined : chosen)}
      options={columnChoices(columns, node.role, words)}
    />
  );
}

/** The columns as choices: with the role first, then the others. Names are text, whatever they contain. */
export function columnChoices(columns: readonly ColumnInfo[], role: string | undefined, { say }: Words) {
  const choice = ({ name, kind }: ColumnInfo) => ({
    value: name,
    label: (
      <span className="column-choice">
        <KindMark kind={kind} />
        <bdi>{name}</bdi>
      </span>
    ),
  });
  const first = columns.filter((column) => role !== undefined && column.role === role);
  if (first.length === 0) return columns.map(choice);
  const roleName = roleWords[role ?? ''];
  return [
    { label: roleName === undefined ? (role ?? '') : say(roleName), title: role ?? '', options: first.map(choice) },
    {
      label: say(controlsWords.otherColumns),
      title: 'other',
      options: columns.filter((column) => !first.includes(column)).map(choice),
    },
  ];
}

/** What the option means while it is empty: the columns that have its role. */
function byRole(columns: readonly ColumnInfo[], role: string | undefined, { say }: Words): string {
  const named = columns.filter((column) => role !== undefined && column.role === role).map(({ name }) => name);
  if (named.length === 0) return say(controlsWords.notSet);
  const shown = named.slice(0, 3).join(', ');
  return `${say(controlsWords.byRole)}: ${shown}${named.length > 3 ? ` +${named.length - 3}` : ''}`;
}

const KIND_SIGNS: Readonly<Record<ColumnInfo['kind'], string>> = { number: '#', category: 'Aa', boolean: '?', date: '◷' };

/** The kind of a column as a small sign. */
export function KindMark({ kind }: { readonly kind: ColumnInfo['kind'] }) {
  return (
    <span className="kind-mark" aria-hidden>
      {KIND_SIGNS[kind]}
    </span>
  );
}
