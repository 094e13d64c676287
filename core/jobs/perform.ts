import { canonicalJson } from '../base/canonical-json.ts';
import { CausewayError, inputProblem, type Problem } from '../base/problem.ts';
import { rngFromWords } from '../base/rng.ts';
import type { Frame } from '../frame/frame.ts';
import type { AnyMethod, FitContext, Inputs, Method, MethodAnswer, MethodRun, StepValues } from '../methods/contract.ts';
import { findInput } from '../methods/inputs.ts';
import { METHODS } from '../methods/registry.generated.ts';
import type { SentColumn, SentFrame, SentResult, StepResult } from './messages.ts';

/** The method with that id, with its types sealed: specs and fits only ever travel between its own verbs. */
export function methodNamed(id: string): Method<unknown, unknown> {
  const method: AnyMethod | undefined = Object.hasOwn(METHODS, id) ? METHODS[id] : undefined;
  if (method !== undefined) return method as unknown as Method<unknown, unknown>;
  throw new CausewayError(
    inputProblem('method/unknown', `There is no method "${id}".`, `Methods: ${Object.keys(METHODS).join(', ')}.`, { option: 'method' }),
  );
}

/**
 * Parses options with a method's schema: defaults filled in, unknown options refused.
 *
 * @throws option/unknown, option/invalid naming the option
 */
export function parseSpec(method: Method<unknown, unknown>, raw: unknown): unknown {
  const parsed = method.spec.safeParse(raw ?? {});
  const known = Object.keys(method.text.options);
  for (const key of Object.keys((raw ?? {}) as object)) {
    if (!known.includes(key)) {
      throw new CausewayError(
        inputProblem('option/unknown', `${method.id} has no option "${key}".`, `Its options: ${known.join(', ')}.`, { option: key }),
      );
    }
  }
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const option = first?.path.join('.') ?? '';
  throw new CausewayError(
    inputProblem(
      'option/invalid',
      `Option "${option}" of ${method.id}: ${first?.message ?? 'is not valid'}.`,
      'See causeway methods --json for what it may be.',
      { option },
    ),
  );
}

/** Everything that can be known to be wrong before the run: missing inputs, then the method's own checks. */
export function checkStep(method: Method<unknown, unknown>, spec: unknown, inputs: Inputs): readonly Problem[] {
  const missing = method.takes.filter((kind) => findInput(inputs, kind) === undefined);
  if (missing.length > 0) {
    return missing.map((kind) =>
      inputProblem(
        'method/missing-input',
        `${method.id} needs ${kind} among its inputs, and none gives it.`,
        `Connect a step that gives ${kind}.`,
      ),
    );
  }
  return method.validate(spec, inputs);
}

/** Runs one method from options to values and report. The order is fixed: spec, validate, fit, summarize. */
export async function performStep(id: string, rawSpec: unknown, inputs: Inputs, context: FitContext): Promise<StepResult> {
  const method = methodNamed(id);
  const spec = parseSpec(method, rawSpec);
  const [problem] = checkStep(method, spec, inputs);
  if (problem !== undefined) throw new CausewayError(problem);
  const fit = await method.fit(spec, inputs, context);
  context.signal.throwIfAborted();
  const report = method.summarize(fit, spec);
  refuseBrokenNumbers(id, report);
  return { values: valuesOf(method, fit, spec, inputs), report };
}

/**
 * Runs one method for another: its report, or the problem where data, options or the mathematics refuse it.
 *
 * @throws what is nobody's data: cancelling, bugs
 */
export async function answerRun({ method, spec, inputs, seed }: MethodRun, alone: Omit<FitContext, 'rng'>): Promise<MethodAnswer> {
  alone.signal.throwIfAborted();
  try {
    const { report } = await performStep(method, spec, inputs, { ...alone, rng: rngFromWords(seed) });
    return { report };
  } catch (error) {
    if (error instanceof CausewayError && ['input', 'numeric'].includes(error.problem.kind)) return { problem: error.problem };
    throw error;
  }
}

function valuesOf(method: Method<unknown, unknown>, fit: unknown, spec: unknown, inputs: Inputs): StepValues {
  const frame = method.apply?.(fit, spec, inputs) ?? findInput(inputs, 'frame');
  return {
    ...(frame === undefined ? {} : { frame }),
    ...(method.effects === undefined ? {} : { effects: method.effects(fit, spec, inputs) }),
    ...(method.model === undefined ? {} : { model: method.model(fit, spec, inputs) }),
    ...(method.plan === undefined ? {} : { plan: method.plan(fit, spec, inputs) }),
  };
}

/** A report is JSON. A NaN or an infinity in it comes of values near the limits of floating point; no one may read it as an answer. */
function refuseBrokenNumbers(id: string, report: StepResult['report']): void {
  for (const block of report.blocks) {
    try {
      canonicalJson(block);
    } catch (cause) {
      throw new CausewayError(
        {
          kind: 'numeric',
          code: 'numeric/not-finite',
          message: `${id} met numbers that it cannot compute with: "${block.id}" would hold a value that is not finite.`,
          fix: 'Bring the columns to an ordinary scale, e.g. thousands instead of units. If they are on one, please report this.',
        },
        { cause },
      );
    }
  }
}

/** Prepares a result for the way back: columns that came in are named, not sent. */
export function sendResult(result: StepResult, inputs: Inputs): SentResult {
  const { frame, ...values } = result.values;
  return { report: result.report, values: frame === undefined ? values : { ...values, frame: sendFrame(frame, inputs) } };
}

/** Puts a received result together again with the receiver's own columns. */
export function receiveResult(sent: SentResult, inputs: Inputs): StepResult {
  const { frame, ...values } = sent.values;
  return { report: sent.report, values: frame === undefined ? values : { ...values, frame: receiveFrame(frame, inputs) } };
}

function sendFrame(frame: Frame, inputs: Inputs): SentFrame {
  const origin = new Map<unknown, SentColumn>();
  inputs.sources.forEach((source, from) => {
    for (const [name, column] of source.values.frame?.columns ?? []) origin.set(column, { from, name });
  });
  return { ...frame, columns: [...frame.columns].map(([name, column]) => [name, origin.get(column) ?? column] as const) };
}

function receiveFrame(sent: SentFrame, inputs: Inputs): Frame {
  const columns = sent.columns.map(([name, column]) => {
    if (!('from' in column)) return [name, column] as const;
    const own = inputs.sources[column.from]?.values.frame?.columns.get(column.name);
    if (own === undefined)
      throw new CausewayError({
        kind: 'bug',
        code: 'bug/unexpected',
        message: `A worker named a column "${column.name}" that was not sent to it.`,
      });
    return [name, own] as const;
  });
  return { ...sent, columns: new Map(columns) };
}
