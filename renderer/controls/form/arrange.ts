import type { SchemaNode } from './schema.ts';

/** Pickers ask for the data's own things; what they ask for is rarely a detail. */
const ALWAYS_BASIC = new Set(['column', 'columns', 'arm', 'rule', 'condition', 'sql', 'expression', 'learner']);

/** With this many options or fewer nothing is folded away. */
const FEW = 6;

/** This many of the first options are basic in any case: methods list what matters first. */
const FIRST = 4;

/** The options of a method in two parts: those that a first look needs, and the rest. Options that are set never hide. */
export function arrangeOptions(
  schema: SchemaNode,
  spec: Readonly<Record<string, unknown>>,
): { readonly basic: readonly string[]; readonly more: readonly string[] } {
  const entries = Object.entries(schema.properties ?? {});
  if (entries.length <= FEW) return { basic: entries.map(([name]) => name), more: [] };
  const isBasic = ([name, node]: readonly [string, SchemaNode], index: number): boolean =>
    schema.required?.includes(name) === true ||
    spec[name] !== undefined ||
    index < FIRST ||
    (node.pick !== undefined && ALWAYS_BASIC.has(node.pick) && index < 2 * FIRST);
  const basic = entries.filter(isBasic).map(([name]) => name);
  return { basic, more: entries.map(([name]) => name).filter((name) => !basic.includes(name)) };
}
