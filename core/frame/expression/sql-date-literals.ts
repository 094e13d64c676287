import type { Column } from '../column.ts';
import { type DatePrecision, precisionOf, readDate, writeSqlDate } from './dates.ts';
import type { Expression } from './syntax.ts';

/**
 * The same condition with every date that is compared with a date column spelled as finely as that column is in SQL.
 * Dates are text there: "2026-04-01" would come before "2026-04-01 00:00:00", which is the same instant.
 */
export function withSqlDates(node: Expression, columns: ReadonlyMap<string, Column>): Expression {
  const precisions = new Map<string, DatePrecision | undefined>();
  const precisionFor = (name: string): DatePrecision | undefined => {
    if (!precisions.has(name)) {
      const column = columns.get(name);
      precisions.set(name, column?.kind === 'date' ? precisionOf(column.values) : undefined);
    }
    return precisions.get(name);
  };
  const beside = (literal: Expression, other: Expression): Expression => {
    const precision = other.kind === 'column' ? precisionFor(other.name) : undefined;
    return precision === undefined ? visit(literal) : spelled(literal, precision);
  };
  const visit = (inner: Expression): Expression => {
    switch (inner.kind) {
      case 'logic':
        return { ...inner, operands: inner.operands.map(visit) };
      case 'not':
        return { ...inner, operand: visit(inner.operand) };
      case 'comparison':
        return { ...inner, left: beside(inner.left, inner.right), right: beside(inner.right, inner.left) };
      case 'in':
        return { ...inner, items: inner.items.map((item) => beside(item, inner.operand)) };
      case 'between':
        return { ...inner, low: beside(inner.low, inner.operand), high: beside(inner.high, inner.operand) };
      default:
        return inner;
    }
  };
  return visit(node);
}

function spelled(literal: Expression, precision: DatePrecision): Expression {
  const ms = literal.kind === 'date' ? literal.value : literal.kind === 'text' ? readDate(literal.value) : undefined;
  return ms === undefined ? literal : { kind: 'text', value: writeSqlDate(ms, precision), at: literal.at };
}
