import type { Problem } from '../../../core/base/problem.ts';

/** A stretch of a text, in characters. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export type Parsed = { readonly isGood: true; readonly document: unknown } | { readonly isGood: false; readonly at: Stretch };

/** Reads a document as JSON; where it is none yet, says at which character it stops being one. */
export function parseText(text: string): Parsed {
  try {
    return { isGood: true, document: JSON.parse(text) };
  } catch (error) {
    const at = Number(/position (\d+)/.exec(String(error))?.[1] ?? text.length);
    const from = Math.max(0, Math.min(at, text.length - 1));
    return { isGood: false, at: { from, to: from + 1 } };
  }
}

/** Line and column of a character, counted from 1. */
export function lineAndColumn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Where in a document's text a problem sits: at its option within its step, at its step, at its dataset. */
export function stretchOf(text: string, { where }: Problem): Stretch | null {
  const { step, option, dataset } = where ?? {};
  const stepAt = step === undefined ? null : find(text, `"id"\\s*:\\s*${quoted(step)}`, { from: 0, to: text.length });
  if (stepAt !== null) {
    const next = text.slice(stepAt.to).search(/"id"\s*:/);
    const own = { from: stepAt.to, to: next < 0 ? text.length : stepAt.to + next };
    const [first = ''] = String(option ?? '').split(/[.[]/);
    return (first === '' ? null : find(text, `${quoted(first)}\\s*:`, own)) ?? stepAt;
  }
  return dataset === undefined ? null : find(text, quoted(dataset), { from: 0, to: text.length });
}

function find(text: string, pattern: string, { from, to }: Stretch): Stretch | null {
  const found = new RegExp(pattern, 'u').exec(text.slice(from, to));
  return found === null ? null : { from: from + found.index, to: from + found.index + found[0].length };
}

/** A name as it stands in JSON, as a pattern. */
function quoted(name: unknown): string {
  return JSON.stringify(String(name)).replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
