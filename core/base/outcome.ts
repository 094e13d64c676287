import type { Problem } from './problem.ts';

/** What a call answers: a value, or the problem that kept it from one. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Wraps a value. */
export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** Wraps a problem. */
export function failed(problem: Problem): Outcome<never> {
  return { ok: false, problem };
}
