import type { ResultView } from '../../api/types.ts';
import { CausewayError, type Problem, problemOf } from '../../base/problem.ts';
import { rngFromSeed } from '../../base/rng.ts';
import { checkStep, methodNamed, parseSpec } from '../../jobs/perform.ts';
import type { Pool } from '../../jobs/pool.ts';
import type { Inputs } from '../../methods/contract.ts';
import type { Report } from '../../report/blocks.ts';
import { stepFingerprint } from '../../run/fingerprint.ts';
import type { Session } from './session.ts';

/** An ad-hoc run: a method with options on the results at hand. */
export interface Trial {
  readonly method: string;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly from: readonly string[];
  readonly step?: string | undefined;
}

/** Going back and forth with a slider must not compute twice. */
const MOST_REMEMBERED = 24;

/** The random stream of trials that belong to no step. */
const NO_STEP = 'try';

/** Runs methods without storing anything: live counts, the budget slider, what-if. */
export class TrialDesk {
  readonly #remembered = new Map<string, ResultView>();

  /**
   * Runs a trial, or answers it from memory; where it equals a stored step, from the project.
   *
   * @throws the method's problems; document/no-result when a source was never computed; cancelled/by-user
   */
  async run(trial: Trial, session: Session, pool: Pool, signal: AbortSignal): Promise<ResultView> {
    const prepared = prepare(trial, session);
    const known = this.#remembered.get(prepared.fingerprint) ?? storedView(prepared.fingerprint, trial, session);
    const view = known ?? (await compute(trial, prepared, pool, signal));
    this.#remembered.delete(prepared.fingerprint);
    this.#remembered.set(prepared.fingerprint, view);
    for (const old of [...this.#remembered.keys()].slice(0, -MOST_REMEMBERED)) this.#remembered.delete(old);
    return view;
  }

  clear(): void {
    this.#remembered.clear();
  }
}

/** What is wrong with a trial as far as can be known without running it. Never throws for a wrong trial. */
export function checkTrial(trial: Trial, session: Session): readonly Problem[] {
  try {
    const method = methodNamed(trial.method);
    const spec = parseSpec(method, trial.spec);
    return checkStep(method, spec, gather(trial, session).inputs);
  } catch (error) {
    return [problemOf(error)];
  }
}

interface Prepared {
  readonly revision: number;
  readonly spec: unknown;
  readonly inputs: Inputs;
  readonly fingerprint: string;
  readonly seed: number;
}

function prepare(trial: Trial, session: Session): Prepared {
  const method = methodNamed(trial.method);
  const parsed = parseSpec(method, trial.spec);
  const spec: unknown = JSON.parse(JSON.stringify(parsed));
  const { inputs, fingerprints } = gather(trial, session);
  const { seed } = session.history.current.document;
  const step = trial.step ?? NO_STEP;
  const identity = { method: method.id, revision: method.revision, spec, seed, step, inputs: fingerprints };
  return { revision: method.revision, spec, inputs, seed, fingerprint: stepFingerprint(identity) };
}

function gather({ from }: Trial, session: Session) {
  const found = from.map((name) => ({ name, ...session.valuesOf(name) }));
  return {
    inputs: { sources: found.map(({ name, values }) => ({ name, values })) },
    fingerprints: found.map(({ name, fingerprint }) => ({ name, fingerprint })),
  };
}

async function compute(trial: Trial, prepared: Prepared, pool: Pool, signal: AbortSignal): Promise<ResultView> {
  const { inputs, seed, spec, fingerprint, revision } = prepared;
  const [problem] = checkStep(methodNamed(trial.method), parseSpec(methodNamed(trial.method), trial.spec), inputs);
  if (problem !== undefined) throw new CausewayError(problem);
  signal.throwIfAborted();
  const start = performance.now();
  const stream = rngFromSeed(seed).fork(trial.step ?? NO_STEP).seed;
  const job = pool.submit({ method: trial.method, spec: trial.spec, inputs, seed: stream });
  const stop = (): void => job.cancel();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const { values, report } = await job.result;
    return {
      step: trial.step ?? '',
      method: trial.method,
      revision,
      spec,
      from: trial.from,
      fingerprint,
      resultHash: '',
      isStale: false,
      elapsedMs: performance.now() - start,
      rowCount: values.frame?.rowCount ?? null,
      report,
    };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function storedView(fingerprint: string, trial: Trial, session: Session): ResultView | undefined {
  return trial.step !== undefined && session.has(fingerprint)
    ? resultView(trial.step, trial.from, { fingerprint, isStale: false }, session)
    : undefined;
}

/** A stored result as the page sees it; undefined when the project does not hold it. */
export function resultView(
  step: string,
  from: readonly string[],
  found: { readonly fingerprint: string; readonly isStale: boolean },
  session: Session,
): ResultView | undefined {
  const stored = session.shelf.report(found.fingerprint);
  if (stored === undefined) return undefined;
  return {
    step,
    method: stored.methodId,
    revision: stored.revision,
    spec: stored.spec,
    from,
    fingerprint: stored.fingerprint,
    resultHash: stored.resultHash,
    isStale: found.isStale,
    elapsedMs: session.cards.step(stored.fingerprint)?.elapsedMs ?? null,
    rowCount: stored.rowCount,
    report: stored.report as Report,
  };
}
