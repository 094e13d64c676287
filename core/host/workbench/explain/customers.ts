import { refuse } from '../../../base/problem.ts';
import { type Column, cellOf } from '../../../frame/column.ts';
import { columnNamed, columnsWithRole, type Frame } from '../../../frame/frame.ts';

/** The row of a customer, counted from 0. @throws option/invalid when there is none */
export function findCustomer(frame: Frame, customer: string): number {
  const [id] = columnsWithRole(frame, 'id');
  if (id === undefined)
    return refuse('option/invalid', 'No column has the role id, so a customer cannot be looked up.', 'Give a row number instead.');
  const column = columnNamed(frame, id);
  const wanted = customer.trim();
  const at =
    column.kind === 'category'
      ? codePlace(column, wanted)
      : column.kind === 'number' && wanted !== ''
        ? column.values.indexOf(Number(wanted))
        : -1;
  if (at >= 0) return at;
  return refuse('option/invalid', `No row of "${id}" is "${wanted.slice(0, 60)}".`, 'Check the spelling, or give a row number.', {
    column: id,
  });
}

function codePlace({ codes, dictionary }: Extract<Column, { kind: 'category' }>, wanted: string): number {
  const code = dictionary.indexOf(wanted);
  return code < 0 ? -1 : codes.indexOf(code);
}

/** What a row is called: its identifier, else its number counted from 1. */
export function nameOf(frame: Frame, row: number): string {
  const [id] = columnsWithRole(frame, 'id');
  return id === undefined ? `#${row + 1}` : String(cellOf(columnNamed(frame, id), row) ?? `#${row + 1}`);
}
