import { parseExpression } from '../../frame/expression/parser.ts';
import type { DeriveSpec } from './spec.ts';

/** One new column: its name and the expression that makes it. */
export interface Definition {
  readonly name: string;
  readonly expression: string;
}

/**
 * The new columns in the order in which they are made. A list is taken as it stands. A record has no order that
 * survives being stored, so its columns are made by name, each after the new columns that it reads; a column
 * that reads its own name means the incoming one.
 */
export function definitionsOf(spec: DeriveSpec): Definition[] {
  if (Array.isArray(spec.columns)) return spec.columns;
  const waiting = Object.entries(spec.columns)
    .map(([name, expression]) => ({ name, expression, reads: columnsRead(expression) }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const ordered: Definition[] = [];
  while (waiting.length > 0) {
    const isReady = ({ name, reads }: (typeof waiting)[number]): boolean =>
      waiting.every((other) => other.name === name || !reads.has(other.name));
    // Columns that read each other in a circle are left to the check of unknown columns.
    const at = Math.max(0, waiting.findIndex(isReady));
    ordered.push(...waiting.splice(at, 1).map(({ name, expression }) => ({ name, expression })));
  }
  return ordered;
}

/** Names of the columns that an expression reads; none where it cannot be parsed, which is reported elsewhere. */
function columnsRead(expression: string): ReadonlySet<string> {
  const names = new Set<string>();
  try {
    collect(parseExpression(expression), names);
  } catch {
    names.clear();
  }
  return names;
}

/** Every node is a plain object whose parts are nodes or lists of nodes. */
function collect(part: unknown, names: Set<string>): void {
  if (Array.isArray(part)) for (const entry of part) collect(entry, names);
  else if (typeof part === 'object' && part !== null) {
    if ('kind' in part && part.kind === 'column' && 'name' in part) names.add(String(part.name));
    for (const entry of Object.values(part)) collect(entry, names);
  }
}
