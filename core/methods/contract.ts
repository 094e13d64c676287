import type { ZodType } from 'zod';
import type { Problem } from '../base/problem.ts';
import type { Rng } from '../base/rng.ts';
import type { Text } from '../base/text.ts';
import type { Work } from '../base/work.ts';
import type { Effects } from '../frame/effects.ts';
import type { Frame } from '../frame/frame.ts';
import type { Plan } from '../frame/plan.ts';
import type { Model } from '../learners/model.ts';
import type { Report } from '../report/blocks.ts';

export const METHOD_KINDS = [
  'describe',
  'segment',
  'design',
  'estimate',
  'refute',
  'effect',
  'model',
  'decide',
  'explain',
  'evaluate',
] as const;

export type MethodKind = (typeof METHOD_KINDS)[number];

/** The values that can cross from one step to the next. */
export interface StepValues {
  readonly frame?: Frame;
  readonly effects?: Effects;
  readonly model?: Model;
  readonly plan?: Plan;
}

export type ValueKind = keyof StepValues;

/** One dataset or earlier step that a step reads from. */
export interface Source {
  readonly name: string;
  readonly values: StepValues;
}

/** Everything a step was given, in the order of its `from`. */
export interface Inputs {
  readonly sources: readonly Source[];
}

/** One run of another registered method: what a refuter asks for. */
export interface MethodRun {
  readonly method: string;
  /** Options as a person would give them. */
  readonly spec: unknown;
  readonly inputs: Inputs;
  readonly seed: Rng['seed'];
}

/** What came of a run: its report, or why there is none. */
export type MethodAnswer = { readonly report: Report } | { readonly problem: Problem };

/** What `fit` may use besides its arguments: no clock, file, network or global. */
export interface FitContext extends Work {
  /**
   * Runs other methods, each on one thread, over as many threads as are free; answers in order. A run that its data or
   * the mathematics refuse answers with the problem; everything else is thrown.
   */
  reports(runs: readonly MethodRun[], onProgress?: (share: number) => void): Promise<readonly MethodAnswer[]>;
  /** Runs one read-only SELECT over the named tables. */
  query(sql: string, tables: ReadonlyMap<string, Frame>): Promise<Frame>;
}

/** The words of a method: they draw the help panel, the form and the report's reading. */
export interface MethodText {
  readonly title: Text;
  /** One sentence: what question does it answer. */
  readonly purpose: Text;
  readonly assumptions: readonly Text[];
  /** How to read the result. */
  readonly reading: Text;
  readonly pitfalls: readonly Text[];
  /** A label and one line of help for every option of the spec. */
  readonly options: Readonly<Record<string, { readonly label: Text; readonly help: Text }>>;
}

/**
 * One way of answering one question. spec → validate → fit → summarize, always in that order; the runner
 * does the ordering. `Fit` is structured-cloneable.
 */
export interface Method<Spec, Fit> {
  /** The folder name. */
  readonly id: string;
  /** Raise it when any output may change. */
  readonly revision: number;
  readonly kind: MethodKind;
  readonly citation: string;
  /** Options, defaults, ranges, units: draws the form, parses the input. Every option has a default or is optional where that makes sense. */
  readonly spec: ZodType<Spec>;
  readonly text: MethodText;
  /** Values that must come in. */
  readonly takes: readonly ValueKind[];
  /** Values it can use as well. */
  readonly accepts?: readonly ValueKind[];
  /** Values it adds; the incoming frame is always handed on. */
  readonly gives: readonly ValueKind[];
  /** Fast, total, never throws: everything that can be known to be wrong before the run. */
  validate(spec: Spec, inputs: Inputs): readonly Problem[];
  /** Pure given context.rng. */
  fit(spec: Spec, inputs: Inputs, context: FitContext): Fit | Promise<Fit>;
  /** Plain data, no HTML, no rounding. */
  summarize(fit: Fit, spec: Spec): Report;
  /** The frame that is handed on, where it differs from the one that came in. */
  apply?(fit: Fit, spec: Spec, inputs: Inputs): Frame;
  effects?(fit: Fit, spec: Spec, inputs: Inputs): Effects;
  model?(fit: Fit, spec: Spec, inputs: Inputs): Model;
  plan?(fit: Fit, spec: Spec, inputs: Inputs): Plan;
  /** Bytes that `fit` will need besides its inputs; asked before the run. */
  memory?(spec: Spec, inputs: Inputs): number;
}

/** A method whose types are known only to itself, as the registry and the runner hold it. */
export type AnyMethod = Method<never, never>;

/** Checks a method's shape while keeping its types for its own tests. */
export function defineMethod<Spec, Fit>(method: Method<Spec, Fit>): Method<Spec, Fit> {
  return method;
}
