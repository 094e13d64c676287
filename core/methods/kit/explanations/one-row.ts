import { z } from 'zod';
import { refuse } from '../../../base/problem.ts';
import { text } from '../../../base/text.ts';
import { cellOf } from '../../../frame/column.ts';
import { columnNamed, columnsWithRole, type Frame } from '../../../frame/frame.ts';
import type { MethodText } from '../../contract.ts';

/** Options of an explanation of one row. */
export const rowOptions = {
  /** The row to explain, counted from 1. */
  row: z.int().min(1).optional(),
  /** The same by the value of the id column. */
  customer: z.string().min(1).optional(),
};

export interface RowChoice {
  readonly row?: number | undefined;
  readonly customer?: string | undefined;
}

/** What the form says about them. */
export const ROW_OPTION_TEXTS: MethodText['options'] = {
  row: {
    label: text('Row', '行号'),
    help: text(
      'The row to explain, counted from 1; without it the one with the highest answer.',
      '要解释的行，从 1 起；留空则取预测最高的一行。',
    ),
  },
  customer: {
    label: text('Customer', '客户'),
    help: text('The row to explain, by the value of the id column.', '按标识列的取值指定要解释的行。'),
  },
};

/**
 * The row that was asked for, by number or by customer; undefined when none was.
 *
 * @throws option/invalid for a row or customer that is not there
 */
export function askedRow(frame: Frame, { row, customer }: RowChoice): number | undefined {
  if (row !== undefined) {
    if (row > frame.rowCount)
      refuse('option/invalid', `There is no row ${row}; the table has ${frame.rowCount}.`, 'Set row to a number up to that.', {
        option: 'row',
      });
    return row - 1;
  }
  if (customer === undefined) return undefined;
  const [id] = columnsWithRole(frame, 'id');
  if (id === undefined)
    return refuse(
      'option/invalid',
      'No column has the role id, so a customer cannot be looked up.',
      'Give the id column its role, or set row instead.',
      { option: 'customer' },
    );
  const column = columnNamed(frame, id);
  for (let at = 0; at < frame.rowCount; at++) if (String(cellOf(column, at)) === customer) return at;
  return refuse('option/invalid', `No row of "${id}" is "${customer.slice(0, 60)}".`, 'Check the spelling, or set row instead.', {
    option: 'customer',
    column: id,
  });
}

/** What a person calls a row: its id, or its number. */
export function rowName(frame: Frame, row: number): string {
  const [id] = columnsWithRole(frame, 'id');
  return id === undefined ? `#${row + 1}` : String(cellOf(columnNamed(frame, id), row) ?? `#${row + 1}`);
}

/** The asked row; without one, the row with the highest answer. */
export function chosenRow(asked: number | undefined, answers: Float64Array): number {
  if (asked !== undefined) return asked;
  return answers.reduce((best, answer, row) => (answer > (answers[best] as number) ? row : best), 0);
}

/** The rows in order, with the asked one among them. */
export function includingRow(rows: Int32Array, row: number | undefined): Int32Array {
  if (row === undefined || rows.includes(row)) return rows;
  return Int32Array.from([...rows, row]).sort();
}
