import { basename, extname } from 'node:path';
import type { DatasetView, ProjectState, StepState, StepView } from '../../api/types.ts';
import { CausewayError, type Problem, problemOf, refuse } from '../../base/problem.ts';
import { verbatim } from '../../base/text.ts';
import { methodNamed } from '../../jobs/perform.ts';
import type { StepValues, ValueKind } from '../../methods/contract.ts';
import { METHODS } from '../../methods/registry.generated.ts';
import type { Report } from '../../report/blocks.ts';
import type { Project, StepInfo } from '../../store/types.ts';
import type { AppFolder } from './app-folder.ts';
import { CardBox } from './cards.ts';
import { History } from './history.ts';
import { placeOf } from './recent.ts';
import { dataFingerprints, pinNamed, Shelf } from './shelf.ts';
import { startOf } from './start-document.ts';
import { type Traced, traceSteps } from './trace.ts';

/** Moments of the history that the page is told of. */
const MOST_MOMENTS = 100;

/** What a dataset or a step hands on. */
export interface SourceValues {
  readonly values: StepValues;
  readonly fingerprint: string;
  /** Equal keys mean equal cells; roles do not count. */
  readonly key: string;
}

/** One open project: its document through time, what is computed, and what the page needs to know of it. */
export class Session {
  readonly project: Project;
  readonly history: History;
  readonly shelf: Shelf;
  readonly cards: CardBox;
  /** Ids of steps that a run is working on. */
  readonly running = new Set<string>();
  /** Why a step failed, by the fingerprint that it failed at: an edit takes the failure away. */
  readonly failures = new Map<string, Problem>();
  /** The newest result of each step id, whatever it was computed from. */
  readonly #latest = new Map<string, StepInfo>();
  readonly #known = new Set<string>();
  #lastRun: ProjectState['lastRun'] = null;

  constructor(project: Project, folder: AppFolder, clock: () => string) {
    this.project = project;
    this.shelf = new Shelf(project);
    this.cards = new CardBox(folder, project.projectId);
    this.history = new History(project, startOf(project, basename(project.path, extname(project.path))), clock);
    // Records come by fingerprint; the time of storing tells which is the newest.
    const steps = [...project.listSteps()].sort((left, right) => (left.storedAt < right.storedAt ? -1 : 1));
    for (const step of steps) this.#learn(step);
    this.noteRuns();
  }

  get lastRun(): ProjectState['lastRun'] {
    return this.#lastRun;
  }

  get name(): string {
    return this.history.current.document.name.en;
  }

  /** @throws store/read-only */
  requireWritable(): void {
    if (!this.project.isReadOnly) return;
    throw new CausewayError({
      kind: 'denied',
      code: 'store/read-only',
      message: 'This project is open for reading only; nothing in it can be changed.',
      fix: 'Open it again for editing, or save a copy and work there.',
    });
  }

  traced(): ReadonlyMap<string, Traced> {
    const moment = this.history.current;
    return traceSteps(moment.document, dataFingerprints(moment));
  }

  /** Whether a result is in the project. */
  has(fingerprint: string): boolean {
    if (this.#known.has(fingerprint)) return true;
    const info = this.project.findStepInfo(fingerprint);
    if (info !== undefined) this.#known.add(fingerprint);
    return info !== undefined;
  }

  /** Takes note of a result that was just computed, or met in the cache. */
  learn(info: StepInfo, values: StepValues, report: Report, elapsedMs: number | null): void {
    this.#learn(info);
    this.shelf.putStep({ ...info, values, report });
    this.cards.putStep(info.fingerprint, values, report, elapsedMs ?? this.cards.step(info.fingerprint)?.elapsedMs ?? null);
    this.failures.delete(info.fingerprint);
  }

  /**
   * The result that a step has: the one its document asks for, or the last one known.
   *
   * @throws document/unknown-input for an unknown step, document/no-result
   */
  resultOf(step: string): { readonly fingerprint: string; readonly isStale: boolean } {
    const traced = this.traced().get(step);
    if (traced === undefined) refuse('document/unknown-input', `There is no step "${step}".`, 'Look at the document again.', { step });
    if (traced.fingerprint !== null && this.has(traced.fingerprint)) return { fingerprint: traced.fingerprint, isStale: false };
    const latest = this.#latestOf(traced);
    if (latest !== undefined) return { fingerprint: latest.fingerprint, isStale: true };
    return refuse('document/no-result', `Step "${step}" has not been run yet.`, 'Run it first.', { step });
  }

  /** What a dataset or a step hands on; of a step the last known result. @throws as `resultOf`, data/file-missing */
  valuesOf(source: string): SourceValues {
    const moment = this.history.current;
    if (Object.hasOwn(moment.document.data, source)) {
      const { values, fingerprint, contentHash } = this.shelf.dataset(source, moment);
      return { values, fingerprint, key: contentHash };
    }
    const { fingerprint } = this.resultOf(source);
    const stored = this.shelf.step(fingerprint);
    if (stored !== undefined) return { values: stored.values as StepValues, fingerprint, key: fingerprint };
    return refuse('document/no-result', `Step "${source}" has not been run yet.`, 'Run it first.', { step: source });
  }

  /** Looks up how the newest finished run ended. */
  noteRuns(): void {
    const run = this.project.listRuns().findLast((candidate) => candidate.finishedAt !== undefined);
    this.#lastRun = run === undefined ? null : { id: run.runId, finishedAt: run.finishedAt ?? '', state: run.state };
  }

  state(): ProjectState {
    const { document, hash } = this.history.current;
    const traced = this.traced();
    const entries = this.history.entries.map(({ label, at }, index) => ({ index, label, at }));
    return {
      id: this.project.projectId,
      name: document.name,
      place: placeOf(this.project.path),
      isReadOnly: this.project.isReadOnly,
      document,
      documentHash: hash,
      datasets: Object.keys(document.data).flatMap((name) => this.#datasetView(name) ?? []),
      steps: [...traced.values()].map((step) => this.#stepView(step)),
      history: { entries: entries.slice(-MOST_MOMENTS), current: this.history.index },
      lastRun: this.#lastRun,
    };
  }

  /** Results that are there but have no card yet; reading them fills the box. */
  fingerprintsWithoutCard(): readonly string[] {
    return [...this.traced().values()].flatMap((step) => {
      const fingerprint = this.#shownFingerprint(step);
      return fingerprint === null || this.cards.step(fingerprint) !== undefined ? [] : [fingerprint];
    });
  }

  fillCard(fingerprint: string): void {
    const stored = this.shelf.step(fingerprint);
    if (stored !== undefined) this.cards.putStep(fingerprint, stored.values, stored.report as Report, null);
  }

  close(): void {
    this.cards.save();
    this.project.close();
  }

  #learn(info: StepInfo): void {
    this.#known.add(info.fingerprint);
    this.#latest.set(info.stepId, info);
  }

  #latestOf({ entry }: Traced): StepInfo | undefined {
    const latest = this.#latest.get(entry.id);
    return latest?.methodId === entry.method ? latest : undefined;
  }

  #datasetView(name: string): DatasetView | undefined {
    const moment = this.history.current;
    const pin = pinNamed(name, moment);
    const entry = moment.document.data[name];
    if (pin === undefined || entry === undefined) return undefined;
    const { file, rowCount, hash, rejectCount } = pin;
    const columns = pin.version === 0 ? [] : attempt(() => this.cards.table(hash, () => this.shelf.table(pin)), []);
    const roleOf = (column: string) => (Object.hasOwn(entry.roles, column) ? (entry.roles[column] ?? null) : null);
    return { name, file, rowCount, hash, rejectCount, columns: columns.map((column) => ({ ...column, role: roleOf(column.name) })) };
  }

  /** A fresh result, else the last known one. */
  #shownFingerprint(step: Traced): string | null {
    if (step.fingerprint !== null && this.has(step.fingerprint)) return step.fingerprint;
    return this.#latestOf(step)?.fingerprint ?? null;
  }

  #stepView(step: Traced): StepView {
    const { entry, fingerprint } = step;
    const shown = this.#shownFingerprint(step);
    const card = shown === null ? undefined : this.cards.step(shown);
    const failure = fingerprint === null ? undefined : this.failures.get(fingerprint);
    const method = Object.hasOwn(METHODS, entry.method) ? methodNamed(entry.method) : undefined;
    return {
      id: entry.id,
      method: entry.method,
      kind: method?.kind ?? 'describe',
      title: method?.text.title ?? verbatim(entry.method),
      state: this.#stateOf(step, shown, failure),
      fingerprint,
      rowCount: card?.rowCount ?? null,
      elapsedMs: card?.elapsedMs ?? null,
      problem: failure ?? step.problem,
      digest: card?.digest ?? null,
      gives: method === undefined ? [] : givesOf(method.gives),
      columns: card?.columns ?? null,
      warnings: card?.warnings ?? 0,
    };
  }

  #stateOf({ entry, fingerprint }: Traced, shown: string | null, failure: Problem | undefined): StepState {
    if (this.running.has(entry.id)) return 'running';
    if (failure !== undefined) return 'failed';
    if (shown === null) return 'missing';
    return shown === fingerprint ? 'fresh' : 'stale';
  }
}

/** Every step hands its table on as well. */
function givesOf(gives: readonly ValueKind[]): readonly ValueKind[] {
  return gives.includes('frame') ? gives : ['frame', ...gives];
}

/** A damaged table must not hide the rest of the project; the step that needs it will say what is wrong. */
function attempt<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch (error) {
    if (problemOf(error).kind === 'bug') throw error;
    return otherwise;
  }
}
