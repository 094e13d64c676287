import { useEffect, useState } from 'react';
import type { ProjectState, StepView } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import type { Report, TableCell, TableColumn, TableData } from '../../../core/report/blocks.ts';
import { useCall } from '../../client/use-call.ts';
import type { Spec } from '../form/SpecForm.tsx';

/** What the engine says of one variable. */
export interface VariableRole {
  /** Its code, e.g. "mediator". */
  readonly role: string;
  readonly label: Text;
  readonly advice: Text;
  /** It is among the covariates in use, and biases. */
  readonly isBadControl: boolean;
}

export interface GraphAnswers {
  readonly report: Report | undefined;
  readonly ways: TableData | undefined;
  readonly roles: ReadonlyMap<string, VariableRole>;
  readonly isLoading: boolean;
}

/** So long after the last change the engine is asked. */
const PAUSE_MS = 200;

/** Runs the method on what is drawn without keeping it: the graph logic is the engine's alone. The tests on data wait for a run. */
export function useAnswers(project: ProjectState, step: StepView, spec: Spec | null): GraphAnswers {
  const settled = useSettled(spec);
  const entry = project.document.steps.find(({ id }) => id === step.id);
  const question =
    settled === null || entry === undefined
      ? null
      : { method: step.method, spec: { ...settled, testsData: false }, from: [...entry.from], step: step.id };
  const { value, isLoading } = useCall('step.try', question, project.documentHash);
  const report = question === null ? undefined : value?.report;
  const figure = report?.blocks.find(({ id }) => id === 'graph');
  const ways = report?.blocks.find(({ id }) => id === 'ways');
  return {
    report,
    ways: ways?.kind === 'table' ? ways.table : undefined,
    roles: figure?.kind === 'figure' ? rolesOf(figure.table) : new Map(),
    isLoading: isLoading || settled !== spec,
  };
}

function rolesOf({ columns, rows }: TableData): ReadonlyMap<string, VariableRole> {
  const place = (name: string): number => columns.findIndex((column) => column.name === name);
  const [name, role, advice, bad] = [place('variable'), place('role'), place('advice'), place('badControl')];
  return new Map(
    rows.map((row) => [
      String(row[name]),
      {
        role: String(row[role]),
        label: wordsOf(columns[role], row[role] ?? null),
        advice: wordsOf(columns[advice], row[advice] ?? null),
        isBadControl: row[bad] === true,
      },
    ]),
  );
}

/** A cell in both languages. */
export function wordsOf(column: TableColumn | undefined, cell: TableCell): Text {
  const bare = cell === null ? '' : String(cell);
  return column?.words?.[bare] ?? { en: bare, zh: bare };
}

function useSettled(spec: Spec | null): Spec | null {
  const key = JSON.stringify(spec);
  const [settled, setSettled] = useState({ key, spec });
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ key, spec: JSON.parse(key) as Spec | null }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return settled.key === key ? spec : settled.spec;
}
