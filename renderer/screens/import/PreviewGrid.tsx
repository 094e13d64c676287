import { useCallback, useMemo } from 'react';
import type { PreviewView } from '../../../core/api/import-types.ts';
import { type ColumnKind, ROLES, type Role } from '../../../core/frame/column.ts';
import { Grid, type GridColumn } from '../../blocks/grid/Grid.tsx';
import { tabSeparated } from '../../blocks/grid/grid-text.ts';
import { KindSelect, RoleSelect } from '../../blocks/grid/RoleSelect.tsx';
import type { CellRange } from '../../blocks/grid/selection.ts';
import { importWords } from '../../text/import.ts';
import { useWords } from '../../text/words.tsx';
import { armsIn } from './arms.ts';

interface PreviewGridProps {
  readonly preview: PreviewView;
  readonly roles: Readonly<Record<string, Role>>;
  readonly control: string | null;
  onKind(column: string, kind: ColumnKind): void;
  onRole(column: string, role: Role | null): void;
  onControl(control: string | null): void;
}

const COLUMN_PX = 148;
const HEAD_PX = 108;

/** The first rows, and above each column what it is to be. */
export function PreviewGrid({ preview, roles, control, onKind, onRole, onControl }: PreviewGridProps) {
  const { say } = useWords();
  const { rows } = preview;
  const columns = useMemo(
    (): readonly GridColumn[] => preview.columns.map(({ name, kind }) => ({ name, kind, width: COLUMN_PX })),
    [preview.columns],
  );
  const cell = useCallback((row: number, column: number) => rows[row]?.[column] ?? null, [rows]);
  const copy = ({ top, bottom, left, right }: CellRange): string =>
    tabSeparated(
      columns.slice(left, right + 1).map(({ name }) => name),
      rows.slice(top, bottom + 1).map((row) => row.slice(left, right + 1)),
    );
  return (
    <Grid
      label={say(importWords.rows)}
      columns={columns}
      rowCount={rows.length}
      headHeight={HEAD_PX}
      cell={cell}
      rowNumber={numberOf}
      onCopy={copy}
      head={({ name, kind }, index) => (
        <div className="head-card">
          <span className="head-name" title={name}>
            <bdi>{name}</bdi>
          </span>
          <KindSelect column={name} value={kind} onChange={(next) => onKind(name, next)} />
          <RoleSelect column={name} roles={ROLES} value={roleOf(roles, name)} onChange={(role) => onRole(name, role)} />
          {roleOf(roles, name) === 'treatment' ? <ControlSelect arms={armsIn(rows, index)} value={control} onChange={onControl} /> : null}
        </div>
      )}
    />
  );
}

function numberOf(row: number): number {
  return row + 1;
}

function roleOf(roles: Readonly<Record<string, Role>>, name: string): Role | null {
  return Object.hasOwn(roles, name) ? (roles[name] ?? null) : null;
}

interface ControlSelectProps {
  readonly arms: readonly string[];
  readonly value: string | null;
  onChange(control: string | null): void;
}

function ControlSelect({ arms, value, onChange }: ControlSelectProps) {
  const { say } = useWords();
  return (
    <select
      className={`quiet-select${value === null ? '' : ' is-set'}`}
      aria-label={say(importWords.control)}
      value={value === null ? -1 : arms.indexOf(value)}
      onChange={(event) => onChange(arms[Number(event.target.value)] ?? null)}
    >
      <option value={-1}>{say(importWords.noControl)}</option>
      {arms.map((arm, index) => (
        <option key={arm} value={index}>
          {`${say(importWords.control)}: ${arm.slice(0, 60)}`}
        </option>
      ))}
    </select>
  );
}
