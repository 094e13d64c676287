import type { ColumnKind, Role } from '../../../core/frame/column.ts';
import { roleWords } from '../../text/controls.ts';
import { gridWords, kindWords } from '../../text/grid.ts';
import { useWords } from '../../text/words.tsx';

interface RoleSelectProps {
  readonly column: string;
  readonly roles: readonly Role[];
  readonly value: Role | null;
  /** Why it cannot be changed, where it cannot. */
  readonly locked?: string | undefined;
  onChange(role: Role | null): void;
}

/** What a column is used for, changed in place. */
export function RoleSelect({ column, roles, value, locked, onChange }: RoleSelectProps) {
  const { say } = useWords();
  return (
    <select
      className={`quiet-select${value === null ? '' : ' is-set'}`}
      aria-label={`${say(gridWords.roleOf)} ${column}`}
      title={locked}
      disabled={locked !== undefined}
      value={value ?? ''}
      onChange={(event) => onChange(roles.find((role) => role === event.target.value) ?? null)}
    >
      <option value="">{say(gridWords.noRole)}</option>
      {roles.map((role) => (
        <option key={role} value={role}>
          {say(roleWords[role] ?? gridWords.noRole)}
        </option>
      ))}
    </select>
  );
}

interface KindSelectProps {
  readonly column: string;
  readonly value: ColumnKind;
  onChange(kind: ColumnKind): void;
}

const KINDS: readonly ColumnKind[] = ['number', 'category', 'boolean', 'date'];

/** What a column is to be read as, changed in place. */
export function KindSelect({ column, value, onChange }: KindSelectProps) {
  const { say } = useWords();
  return (
    <select
      className="quiet-select"
      aria-label={`${say(gridWords.kindOf)} ${column}`}
      value={value}
      onChange={(event) => onChange(KINDS.find((kind) => kind === event.target.value) ?? value)}
    >
      {KINDS.map((kind) => (
        <option key={kind} value={kind}>
          {say(kindWords[kind])}
        </option>
      ))}
    </select>
  );
}
