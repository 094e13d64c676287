import { randomUUID } from 'node:crypto';
import { CausewayError, type Problem, problemOf, refuse } from '../../base/problem.ts';
import type { Pool } from '../../jobs/pool.ts';
import { checkDocument, type ExperimentDocument } from '../../run/document.ts';
import { type LoadedData, type RunEvent, runDocument, type StepOutcome } from '../../run/runner.ts';
import type { Project, RunEnd, StoredStep } from '../../store/types.ts';
import { appVersion, engineVersions } from '../engine.ts';
import { hashOf, type Moment, plain } from './history.ts';
import type { JobContext } from './jobs.ts';
import type { Session } from './session.ts';
import { pinNamed } from './shelf.ts';
import { type Traced, withAncestors } from './trace.ts';

/** A run before it starts: the document as it was asked for, and what is to be computed. */
export interface RunPlan {
  readonly moment: Moment;
  /** The part of the document that will be fresh after the run; most often all of it. */
  readonly document: ExperimentDocument;
  /** Steps without a result, among those asked for. */
  readonly missing: ReadonlySet<string>;
}

/**
 * Works out what a run has to do: the steps named and all that they need; without names every step that can run.
 *
 * @throws the problem of a named step that cannot run; document/broken when no step can
 */
export function planRun(session: Session, named: readonly string[] | undefined): RunPlan {
  const moment = session.history.current;
  const traced = session.traced();
  const runnable = [...traced.values()].filter((step) => step.fingerprint !== null).map((step) => step.entry.id);
  for (const id of named ?? []) requireRunnable(id, traced);
  const [stuck] = [...traced.values()].filter((step) => step.problem !== null);
  if (runnable.length === 0) throw new CausewayError(stuck?.problem ?? nothingToRun());
  const wanted = withAncestors(moment.document, named ?? runnable);
  const isFresh = (id: string): boolean => {
    const fingerprint = traced.get(id)?.fingerprint ?? null;
    return fingerprint !== null && session.has(fingerprint);
  };
  const missing = new Set([...wanted].filter((id) => !isFresh(id)));
  const steps = moment.document.steps.filter((step) => wanted.has(step.id) || isFresh(step.id));
  const data = Object.fromEntries(Object.entries(moment.document.data).filter(([name]) => steps.some((step) => step.from.includes(name))));
  // A dataset that is named but not here would keep the document from being replayed.
  const isHere = (name: string): boolean => pinNamed(name, moment) !== undefined;
  const isWhole = steps.length === moment.document.steps.length && Object.keys(moment.document.data).every(isHere);
  return { moment, missing, document: checkDocument(plain(isWhole ? moment.document : { ...moment.document, data, steps })) };
}

export interface RunTools {
  readonly session: Session;
  readonly pool: Pool;
  readonly clock: () => string;
  readonly changed: () => void;
}

/**
 * Runs what a plan says, and records the run. A step that fails takes those with it that read from it; the others go on.
 *
 * @throws the first problem, when everything else is done
 */
export async function runPlan(plan: RunPlan, tools: RunTools, job: JobContext): Promise<void> {
  const { session } = tools;
  const { project } = session;
  const data = loadData(plan, session);
  const runId = randomUUID();
  beginRun(plan, data, runId, tools);
  const report = watch(plan, tools, job);
  let document: ExperimentDocument | undefined = plan.document;
  let problem: Problem | undefined;
  while (document !== undefined) {
    const part = document;
    document = undefined;
    try {
      const onEvent = (event: RunEvent): void => report.hear(event);
      await runDocument({ document: part, data, pool: tools.pool, project: cached(plan, session), onEvent, signal: job.signal });
    } catch (error) {
      const found = problemOf(error);
      problem ??= found;
      if (found.kind !== 'cancelled') document = withoutStep(part, failedStep(found, session, plan));
    } finally {
      session.running.clear();
    }
  }
  const state: RunEnd['state'] = problem === undefined ? 'done' : problem.kind === 'cancelled' ? 'cancelled' : 'failed';
  const steps = [...report.outcomes.values()].map(runStep);
  const end = { finishedAt: tools.clock(), state, steps };
  project.finishRun(runId, problem === undefined ? end : { ...end, problem: JSON.parse(JSON.stringify(problem)) });
  session.noteRuns();
  session.cards.save();
  tools.changed();
  if (problem !== undefined) throw new CausewayError(problem);
}

function requireRunnable(id: string, traced: ReadonlyMap<string, Traced>): void {
  const step = traced.get(id);
  if (step === undefined) refuse('document/unknown-input', `There is no step "${id}".`, 'Look at the document again.', { step: id });
  if (step.problem !== null) throw new CausewayError(step.problem);
}

function nothingToRun(): Problem {
  return {
    kind: 'input',
    code: 'document/broken',
    message: 'This experiment has no steps yet.',
    fix: 'Add a step and connect it to a dataset.',
  };
}

function loadData({ moment, document }: RunPlan, session: Session): ReadonlyMap<string, LoadedData> {
  const read = new Set(document.steps.flatMap((step) => step.from));
  const names = Object.keys(document.data).filter((name) => read.has(name));
  return new Map(names.map((name) => [name, session.shelf.dataset(name, moment)]));
}

/** Keeps the data with the roles of the document, the document, and that a run began: what replay needs. */
function beginRun(plan: RunPlan, data: ReadonlyMap<string, LoadedData>, runId: string, { session, clock }: RunTools): void {
  const { project } = session;
  const { document, moment } = plan;
  project.transaction(() => {
    const kept = new Map(project.listDatasets().map((info) => [info.name, info]));
    for (const [name, { file, values, contentHash }] of data) {
      const info = kept.get(name);
      const decisions = info?.contentHash === contentHash ? info.decisions : null;
      if (values.frame !== undefined) project.putDataset(name, values.frame, { sourceFile: file, decisions });
    }
    project.putDocument(plain(document));
    const startedAt = clock();
    const documentHash = hashOf(document);
    project.startRun({ runId, documentHash, seed: document.seed, startedAt, appVersion: appVersion(), engineVersions: engineVersions() });
    // The newest version stays the document that is worked on, also when only a part of it was run.
    project.putDocument(plain(moment.document));
  });
}

/** Follows a run: states for the canvas, progress for the job, results for the shelf. */
function watch(plan: RunPlan, { session, changed }: RunTools, job: JobContext) {
  const outcomes = new Map<string, StepOutcome>();
  const count = Math.max(1, plan.missing.size);
  let finished = 0;
  const hear = (event: RunEvent): void => {
    if (!plan.missing.has(event.step)) {
      if (event.type === 'finished') outcomes.set(event.step, event.outcome);
      return;
    }
    if (event.type === 'started') {
      session.running.add(event.step);
      changed();
    } else if (event.type === 'progress') {
      const { share, what, remainingMs } = event.progress;
      job.progress((finished + share) / count, `${event.step} · ${what}`, remainingMs);
    } else {
      const { outcome } = event;
      session.running.delete(event.step);
      if (!outcomes.has(event.step)) {
        finished++;
        const info = session.project.findStepInfo(outcome.fingerprint);
        if (info !== undefined) session.learn(info, outcome.values, outcome.report, outcome.isFromCache ? null : outcome.elapsedMs);
      }
      outcomes.set(event.step, outcome);
      job.progress(finished / count, event.step);
      changed();
    }
  };
  return { outcomes, hear };
}

/**
 * The project as the runner sees it: results are taken from the shelf, and of a fresh result that nobody reads in this
 * run only the record is answered, so that moving a budget does not read a million rows back that nothing needs.
 */
function cached({ document, missing }: RunPlan, session: Session): Project {
  const needed = new Set(document.steps.filter((step) => missing.has(step.id)).flatMap((step) => [step.id, ...step.from]));
  const findStep = (fingerprint: string): StoredStep | undefined => {
    const info = session.project.findStepInfo(fingerprint);
    if (info === undefined || needed.has(info.stepId)) return session.shelf.step(fingerprint);
    return { ...info, values: {}, report: { blocks: [], notes: [] } };
  };
  return { ...session.project, findStep };
}

/** Remembers why a step failed, and which one it was. */
function failedStep(problem: Problem, session: Session, plan: RunPlan): string | undefined {
  const id = problem.where?.step;
  const isCurrent = session.history.current.hash === plan.moment.hash;
  const fingerprint = id === undefined || !isCurrent ? undefined : session.traced().get(id)?.fingerprint;
  if (typeof fingerprint === 'string') session.failures.set(fingerprint, problem);
  return id;
}

/** What is left of a document when a step and all that read from it are taken out; undefined when that is nothing. */
function withoutStep(document: ExperimentDocument, id: string | undefined): ExperimentDocument | undefined {
  if (id === undefined || !document.steps.some((step) => step.id === id)) return undefined;
  const steps = document.steps.filter((step) => !withAncestors(document, [step.id]).has(id));
  return steps.length === 0 ? undefined : { ...document, steps };
}

function runStep({ entry, fingerprint, resultHash, isFromCache }: StepOutcome): RunEnd['steps'][number] {
  return { stepId: entry.id, fingerprint, resultHash, fromCache: isFromCache };
}
