import { CausewayError } from '../../base/problem.ts';
import { type ColumnKinds, kindOf, requireCondition } from './check.ts';
import { parseExpression } from './parser.ts';
import type { Expression, Kind } from './syntax.ts';

/** An expression that has been read and fits its table. */
export interface Compiled {
  readonly node: Expression;
  readonly kind: Kind;
}

/**
 * Reads an expression and checks it against a table; every problem names the option that it was written in.
 *
 * @throws expression/syntax, expression/unknown-function, expression/type, data/unknown-column
 */
export function compileExpression(source: string, columns: ColumnKinds, option: string): Compiled {
  return placed(option, () => {
    const node = parseExpression(source);
    return { node, kind: kindOf(node, columns) };
  });
}

/** The same for a condition: the result is a yes/no. */
export function compileCondition(source: string, columns: ColumnKinds, option: string): Expression {
  return placed(option, () => {
    const node = parseExpression(source);
    requireCondition(node, columns);
    return node;
  });
}

function placed<Result>(option: string, body: () => Result): Result {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof CausewayError)) throw error;
    const { problem } = error;
    throw new CausewayError({ ...problem, where: { ...problem.where, option: problem.where?.option ?? option } }, { cause: error });
  }
}
