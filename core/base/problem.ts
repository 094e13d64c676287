import type { ProblemCode } from './problem-codes.ts';

/** Who has to act: the user (input, numeric, resource), the app (integrity, denied), nobody (cancelled), or us (bug). */
export type ProblemKind = 'input' | 'numeric' | 'resource' | 'integrity' | 'denied' | 'cancelled' | 'bug';

/** Where the trouble sits, as far as it is known. */
export interface ProblemPlace {
  readonly file?: string;
  readonly line?: number;
  readonly column?: string;
  readonly row?: number;
  readonly option?: string;
  readonly step?: string;
  readonly dataset?: string;
}

/** What happened, where, and what to do. Problems are data: they cross threads and are printed as JSON. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly code: ProblemCode;
  readonly message: string;
  readonly where?: ProblemPlace;
  readonly fix?: string;
}

/** The only error that core throws on purpose. */
export class CausewayError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: { readonly cause?: unknown }) {
    super(problem.message, options);
    this.name = 'CausewayError';
    this.problem = problem;
  }
}

/** Throws an input problem: the shortest way to refuse data or options that the user can correct. */
export function refuse(code: ProblemCode, message: string, fix: string, where?: ProblemPlace): never {
  throw new CausewayError(inputProblem(code, message, fix, where));
}

/** Builds an input problem as a value, for `validate`, which never throws. */
export function inputProblem(code: ProblemCode, message: string, fix: string, where?: ProblemPlace): Problem {
  return where === undefined ? { kind: 'input', code, message, fix } : { kind: 'input', code, message, fix, where };
}

/** Throws a numeric problem: the mathematics failed on data that is otherwise well formed. */
export function giveUp(code: ProblemCode, message: string, fix: string, where?: ProblemPlace): never {
  throw new CausewayError(where === undefined ? { kind: 'numeric', code, message, fix } : { kind: 'numeric', code, message, fix, where });
}

/** Throws an integrity problem: something stored is not what was written. The original is never touched. */
export function damaged(message: string, where?: ProblemPlace, cause?: unknown): never {
  const problem: Problem = { kind: 'integrity', code: 'store/damaged', message, fix: 'Keep the file, and open a backup of it.' };
  throw new CausewayError(where === undefined ? problem : { ...problem, where }, { cause });
}

/** Turns whatever was thrown into a Problem; anything that is not ours is a bug of ours. */
export function problemOf(error: unknown): Problem {
  if (error instanceof CausewayError) return error.problem;
  const message = error instanceof Error ? error.message : String(error);
  return {
    kind: 'bug',
    code: 'bug/unexpected',
    message: `Something inside Causeway failed: ${message}`,
    fix: 'Please report this message together with the steps that led to it.',
  };
}
