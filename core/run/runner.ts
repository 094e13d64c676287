import { canonicalJson } from '../base/canonical-json.ts';
import { CausewayError } from '../base/problem.ts';
import { rngFromSeed } from '../base/rng.ts';
import { columnLength } from '../frame/column.ts';
import type { Frame } from '../frame/frame.ts';
import { checkStep, methodNamed, parseSpec } from '../jobs/perform.ts';
import type { Pool } from '../jobs/pool.ts';
import type { JobProgress } from '../jobs/pool-options.ts';
import type { Inputs, StepValues } from '../methods/contract.ts';
import type { Report } from '../report/blocks.ts';
import { hashStep } from '../store/hashing.ts';
import type { Project, StoredStep } from '../store/types.ts';
import type { ExperimentDocument, StepEntry } from './document.ts';
import { stepFingerprint } from './fingerprint.ts';
import { orderSteps } from './graph.ts';
import { located, precheck } from './precheck.ts';

/** A dataset that is ready to be read from. */
export interface LoadedData {
  readonly name: string;
  readonly file: string;
  readonly values: StepValues;
  /** Hash of the content alone, as the seal prints it. */
  readonly contentHash: string;
  /** Content and roles, as steps depend on them. */
  readonly fingerprint: string;
}

/** One finished step. */
export interface StepOutcome {
  readonly entry: StepEntry;
  readonly revision: number;
  /** Options as they were used, defaults filled in. */
  readonly spec: unknown;
  readonly fingerprint: string;
  readonly resultHash: string;
  readonly isFromCache: boolean;
  readonly elapsedMs: number;
  readonly values: StepValues;
  readonly report: Report;
}

export type RunEvent =
  | { readonly type: 'started'; readonly step: string; readonly index: number; readonly count: number }
  | { readonly type: 'progress'; readonly step: string; readonly progress: JobProgress }
  | { readonly type: 'finished'; readonly step: string; readonly outcome: StepOutcome };

export interface RunRequest {
  readonly document: ExperimentDocument;
  readonly data: ReadonlyMap<string, LoadedData>;
  readonly pool: Pool;
  /** Where results are cached and kept; without it nothing is stored. */
  readonly project?: Project;
  /** Computes every step anew even where the project has it. */
  readonly ignoreCache?: boolean;
  readonly onEvent?: (event: RunEvent) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs the steps of a document in order. A step whose fingerprint the project knows is read back instead of
 * computed; an edit therefore re-runs only what it touches.
 *
 * @throws the first step's problem, with the step named; results of earlier steps stay stored
 */
export async function runDocument(request: RunRequest): Promise<readonly StepOutcome[]> {
  const steps = orderSteps(request.document);
  // A typo in the last step is found before the first one runs.
  precheck(request.document, request.data);
  const outcomes = new Map<string, StepOutcome>();
  for (const [index, step] of steps.entries()) {
    request.onEvent?.({ type: 'started', step: step.id, index, count: steps.length });
    const outcome = await runStep(step, request, outcomes);
    outcomes.set(step.id, outcome);
    request.onEvent?.({ type: 'finished', step: step.id, outcome });
  }
  return [...outcomes.values()];
}

async function runStep(step: StepEntry, request: RunRequest, outcomes: ReadonlyMap<string, StepOutcome>): Promise<StepOutcome> {
  const method = methodNamed(step.method);
  const parsed = parseSpec(method, step.spec);
  const spec = JSON.parse(JSON.stringify(parsed));
  const inputs = inputsOf(step, request.data, outcomes);
  const fingerprint = stepFingerprint({
    method: method.id,
    revision: method.revision,
    spec,
    seed: request.document.seed,
    step: step.id,
    inputs: step.from.map((name) => ({ name, fingerprint: fingerprintOf(name, request.data, outcomes) })),
  });
  const start = performance.now();
  const stored = request.ignoreCache === true ? undefined : request.project?.findStep(fingerprint);
  const result = stored === undefined ? await compute(step, parsed, inputs, request) : readBack(stored);
  const elapsedMs = performance.now() - start;
  const inputFingerprints = step.from.map((name) => fingerprintOf(name, request.data, outcomes));
  const record = { fingerprint, stepId: step.id, methodId: method.id, revision: method.revision, spec, inputs: inputFingerprints };
  const resultHash =
    stored?.resultHash ??
    (request.project === undefined
      ? hashStep(result.values, result.report)
      : request.project.putStep(record, result.values, result.report).resultHash);
  return { entry: step, revision: method.revision, spec, fingerprint, resultHash, isFromCache: stored !== undefined, elapsedMs, ...result };
}

async function compute(
  step: StepEntry,
  spec: unknown,
  inputs: Inputs,
  request: RunRequest,
): Promise<{ values: StepValues; report: Report }> {
  const method = methodNamed(step.method);
  const [problem] = atStep(step.id, () => checkStep(method, spec, inputs));
  if (problem !== undefined) throw located(step.id, new CausewayError(problem));
  const job = request.pool.submit(
    // Canonical, so that a document read back from the project, its keys sorted, gives the same bytes.
    {
      method: step.method,
      spec: JSON.parse(canonicalJson(step.spec)),
      inputs,
      seed: rngFromSeed(request.document.seed).fork(step.id).seed,
    },
    {
      memoryBytes: atStep(step.id, () => method.memory?.(spec, inputs) ?? inputBytes(inputs)),
      onProgress: (progress) => request.onEvent?.({ type: 'progress', step: step.id, progress }),
    },
  );
  const stop = (): void => job.cancel();
  request.signal?.addEventListener('abort', stop, { once: true });
  if (request.signal?.aborted === true) stop();
  try {
    return await job.result;
  } catch (error) {
    throw located(step.id, error);
  } finally {
    request.signal?.removeEventListener('abort', stop);
  }
}

function readBack(stored: StoredStep): { values: StepValues; report: Report } {
  return { values: stored.values as StepValues, report: stored.report as Report };
}

function inputsOf(step: StepEntry, data: ReadonlyMap<string, LoadedData>, outcomes: ReadonlyMap<string, StepOutcome>): Inputs {
  return { sources: step.from.map((name) => ({ name, values: data.get(name)?.values ?? outcomes.get(name)?.values ?? {} })) };
}

function fingerprintOf(name: string, data: ReadonlyMap<string, LoadedData>, outcomes: ReadonlyMap<string, StepOutcome>): string {
  return data.get(name)?.fingerprint ?? outcomes.get(name)?.fingerprint ?? '';
}

/** A method that does not say what it needs is taken to need about as much as it was given. */
function inputBytes(inputs: Inputs): number {
  return inputs.sources.reduce((sum, source) => sum + (source.values.frame === undefined ? 0 : frameBytes(source.values.frame)), 0);
}

function frameBytes(frame: Frame): number {
  let bytes = 0;
  for (const column of frame.columns.values())
    bytes += columnLength(column) * (column.kind === 'boolean' ? 1 : column.kind === 'category' ? 4 : 8);
  return bytes;
}

function atStep<T>(step: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw located(step, error);
  }
}
