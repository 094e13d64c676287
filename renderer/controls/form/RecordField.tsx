import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { controlsWords } from '../../text/controls.ts';
import { useWords } from '../../text/words.tsx';
import { type FieldProps, useForm } from './form-context.ts';
import { firstValue, membersOf, type SchemaNode, shapeOf } from './schema.ts';

/** Entries by name, e.g. a cost for each offer. The order of entries is kept; a new one starts with an empty name. */
export function RecordField({ id, label, node, root, value, onChange }: FieldProps) {
  const { say } = useWords();
  const { isDisabled, columns } = useForm();
  const entries: readonly (readonly [string, unknown])[] = Object.entries(typeof value === 'object' && value !== null ? value : {});
  // The name is what is being typed; the place is what stays.
  const lines = entries.map(([name, entry], index) => ({ place: `entry-${index}`, index, name, entry }));
  const held: SchemaNode = typeof node.additionalProperties === 'object' ? node.additionalProperties : {};
  const set = (next: readonly (readonly [string, unknown])[]): void => onChange(next.length === 0 ? undefined : Object.fromEntries(next));
  const replace = (at: number, entry: readonly [string, unknown]): void => set(entries.map((old, index) => (index === at ? entry : old)));
  return (
    <fieldset className="record-field" aria-label={label}>
      {lines.map(({ place, index, name, entry }) => (
        <div key={place} className="record-entry">
          <Input
            id={index === 0 ? id : undefined}
            aria-label={`${label}: ${say(controlsWords.entryName)}`}
            placeholder={say(controlsWords.entryName)}
            disabled={isDisabled}
            value={name}
            onChange={(event) => replace(index, [event.target.value, entry])}
          />
          <EntryValue
            label={`${label}: ${name}`}
            held={held}
            root={root}
            value={entry}
            hasColumns={columns.length > 0}
            onChange={(next) => replace(index, [name, next])}
          />
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            disabled={isDisabled}
            aria-label={`${say(controlsWords.removeEntry)}: ${name}`}
            onClick={() => set(entries.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        id={entries.length === 0 ? id : undefined}
        type="dashed"
        size="small"
        icon={<PlusOutlined />}
        disabled={isDisabled || entries.some(([name]) => name === '')}
        onClick={() => set([...entries, ['', firstEntry(held)]])}
      >
        {say(controlsWords.addEntry)}
      </Button>
    </fieldset>
  );
}

interface EntryValueProps {
  readonly label: string;
  readonly held: SchemaNode;
  readonly root: SchemaNode;
  readonly value: unknown;
  readonly hasColumns: boolean;
  onChange(value: unknown): void;
}

/** An entry that may be a number or a name takes either in one field; digits make it a number. */
function EntryValue({ label, held, root, value, onChange }: EntryValueProps) {
  const { isDisabled, Field } = useForm();
  const { say } = useWords();
  if (shapeOf(held) !== 'either')
    return (
      <Field
        id=""
        label={label}
        node={held}
        root={root}
        value={value}
        isWrong={false}
        onChange={(next) => onChange(next ?? firstEntry(held))}
      />
    );
  return (
    <Input
      aria-label={label}
      placeholder={say(controlsWords.entryValue)}
      disabled={isDisabled}
      value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
      onChange={({ target }) => onChange(/^-?\d+(\.\d+)?$/.test(target.value) ? Number(target.value) : target.value)}
    />
  );
}

function firstEntry(held: SchemaNode): unknown {
  return firstValue(membersOf(held)?.find((member) => member.type === 'string') ?? held);
}
