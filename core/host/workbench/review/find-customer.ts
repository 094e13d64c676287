import type { CustomerEffects, CustomerPlace, CustomerView } from '../../../api/review-types.ts';
import { problemOf, refuse } from '../../../base/problem.ts';
import { type Column, cellOf } from '../../../frame/column.ts';
import type { Effects } from '../../../frame/effects.ts';
import { columnNamed, columnsWithRole, type Frame } from '../../../frame/frame.ts';
import type { Plan } from '../../../frame/plan.ts';
import type { StepValues } from '../../../methods/contract.ts';
import { columnsOf } from '../cards.ts';
import type { Session } from '../session.ts';
import { shownCell } from '../tables.ts';

interface Source {
  readonly name: string;
  readonly kind: CustomerPlace['kind'];
  readonly title: CustomerPlace['title'];
  readonly isStale: boolean;
  /** Where its table came from. */
  readonly from: readonly string[];
}

/**
 * What every dataset and step says about one customer, in the order of the experiment. The tables are looked through
 * one after another, and other calls are answered in between.
 *
 * @throws option/invalid where no table has a column that names customers
 * Cost: one pass over the id column of each table, O(rows × tables).
 */
export async function findCustomer(id: string, session: Session, signal: AbortSignal): Promise<CustomerView> {
  const wanted = id.trim();
  const idNames = namesOfIds(session);
  if (idNames.size === 0)
    refuse('option/invalid', 'No column has the role id, so nobody can be looked up.', 'Give the column that names customers the role id.');
  const places: CustomerPlace[] = [];
  for (const source of sourcesOf(session)) {
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    places.push(placeIn(source, wanted, idNames, session));
  }
  return { id: wanted, places };
}

function namesOfIds(session: Session): ReadonlySet<string> {
  const { data } = session.history.current.document;
  const roles = Object.values(data).flatMap((entry) => Object.entries(entry.roles));
  return new Set(roles.filter(([, role]) => role === 'id').map(([name]) => name));
}

function sourcesOf(session: Session): readonly Source[] {
  const { document } = session.history.current;
  const tables = Object.entries(document.data).filter(([, entry]) => entry.as !== 'model');
  const from = new Map(document.steps.map((step) => [step.id, step.from]));
  return [
    ...tables.map(([name]): Source => ({ name, kind: null, title: null, isStale: false, from: [] })),
    ...session
      .state()
      .steps.map(({ id, kind, title, state }): Source => ({ name: id, kind, title, isStale: state === 'stale', from: from.get(id) ?? [] })),
  ];
}

function placeIn(source: Source, wanted: string, idNames: ReadonlySet<string>, session: Session): CustomerPlace {
  const { name, kind, title, isStale } = source;
  const nothing: CustomerPlace = {
    source: name,
    kind,
    title,
    isStale,
    rowCount: 0,
    row: null,
    matches: 0,
    columns: [],
    cells: [],
    effects: null,
    chosen: null,
    problem: null,
  };
  try {
    const { values } = session.valuesOf(name);
    const { frame } = values;
    if (frame === undefined) return nothing;
    const { row, matches } = rowsOf(frame, wanted, idNames);
    const absent = { ...nothing, rowCount: frame.rowCount, matches };
    return row < 0 ? absent : { ...absent, row: row + 1, ...told(values, frame, row, inherited(source, session)) };
  } catch (error) {
    const problem = problemOf(error);
    if (problem.kind === 'bug') throw error;
    return { ...nothing, problem };
  }
}

/** The columns that a step's table has from the table that it read. */
function inherited({ from }: Source, session: Session): ReadonlySet<string> {
  return new Set(from.flatMap((name) => [...(session.valuesOf(name).values.frame?.columns.keys() ?? [])]));
}

function told(values: StepValues, frame: Frame, row: number, known: ReadonlySet<string>) {
  const columns = columnsOf(frame).filter(({ name }) => !known.has(name));
  return {
    columns,
    cells: columns.map(({ name }) => shownCell(cellOf(columnNamed(frame, name), row))),
    effects: values.effects === undefined ? null : effectsAt(values.effects, row),
    chosen: values.plan === undefined ? null : choiceAt(values.plan, row),
  };
}

function effectsAt({ outcome, unit, control, arms, value, standardError, baseline }: Effects, row: number): CustomerEffects {
  const at = (matrix: Float64Array, arm: number): number => matrix[row * arms.length + arm] as number;
  return {
    outcome,
    unit: unit ?? null,
    control,
    baseline: baseline?.[row] ?? null,
    arms: arms.map((arm, index) => ({
      arm,
      value: at(value, index),
      standardError: standardError === undefined ? null : at(standardError, index),
    })),
  };
}

function choiceAt({ options, choice, value, cost }: Plan, row: number): CustomerPlace['chosen'] {
  return { option: options[choice[row] as number] ?? '', value: value[row] as number, cost: cost[row] as number };
}

/** The first row of that id, and how many there are; −1 where there is none. */
function rowsOf(frame: Frame, wanted: string, idNames: ReadonlySet<string>): { readonly row: number; readonly matches: number } {
  const [id = [...idNames].find((name) => frame.columns.has(name))] = columnsWithRole(frame, 'id');
  return id === undefined ? { row: -1, matches: 0 } : matchesIn(columnNamed(frame, id), wanted);
}

function matchesIn(column: Column, wanted: string): { readonly row: number; readonly matches: number } {
  if (column.kind === 'category') return countEqual(column.codes, column.dictionary.indexOf(wanted), 0);
  if (column.kind === 'number') return countEqual(column.values, wanted === '' ? Number.NaN : Number(wanted), Number.NEGATIVE_INFINITY);
  const isAt = (row: number): boolean => String(cellOf(column, row)) === wanted;
  const rows = Array.from(column.values.keys()).filter(isAt);
  return { row: rows[0] ?? -1, matches: rows.length };
}

/** Values below `least` are no values: a code of −1 is a missing one. */
function countEqual(values: Int32Array | Float64Array, wanted: number, least: number) {
  let row = -1;
  let matches = 0;
  if (wanted < least) return { row, matches };
  for (let at = 0; at < values.length; at++) {
    if (values[at] !== wanted) continue;
    if (matches === 0) row = at;
    matches++;
  }
  return { row, matches };
}
