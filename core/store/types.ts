import type { ProblemCode } from '../base/problem-codes.ts';
import type { Role } from '../frame/column.ts';
import type { Effects } from '../frame/effects.ts';
import type { Frame } from '../frame/frame.ts';
import type { Plan } from '../frame/plan.ts';

/**
 * Options, decisions, details and documents are plain JSON values; their types belong to whoever writes them, so the
 * store sees `unknown`. What JSON cannot hold (NaN, functions) is refused with a TypeError.
 */

/** The values of a step as the store sees them: it packs a model and a report without knowing what they mean. */
export interface StoredValues {
  readonly frame?: Frame;
  readonly effects?: Effects;
  readonly model?: unknown;
  readonly plan?: Plan;
}

/** What is kept about a dataset besides its columns. */
export interface DatasetMeta {
  /** The name of the file that it came from, without its folder. */
  readonly sourceFile?: string;
  /** How the file was read: delimiter, encoding, types chosen, rows rejected. */
  readonly decisions?: unknown;
}

/** A dataset as the list shows it. Putting a name again makes a new version; the old ones stay. */
export interface DatasetInfo {
  readonly name: string;
  readonly version: number;
  readonly sourceFile?: string;
  readonly decisions: unknown;
  readonly rowCount: number;
  readonly columnNames: readonly string[];
  /** `hashFrame` of the content; roles are not part of it. */
  readonly contentHash: string;
  readonly roles: Readonly<Record<string, Role>>;
  readonly control?: string;
  /** ISO time of storing. */
  readonly storedAt: string;
}

/** What a step result was made from. */
export interface StepRecord {
  /** hash(method id, revision, spec, seed path, fingerprints of its inputs), as the runner computes it. */
  readonly fingerprint: string;
  readonly stepId: string;
  readonly methodId: string;
  readonly revision: number;
  readonly spec: unknown;
  /** Fingerprints of the inputs, in the order of `from`. */
  readonly inputs: readonly string[];
}

/** A step result as the list shows it, without its values. */
export interface StepInfo extends StepRecord {
  /** `hashStep` of values and report. */
  readonly resultHash: string;
  readonly storedAt: string;
}

/** A step result read back and checked. */
export interface StoredStep extends StepInfo {
  readonly values: StoredValues;
  readonly report: unknown;
}

/** What a step said, without what it handed on. */
export interface StoredReport extends StepInfo {
  /** Rows of the table that it handed on; null when there was none. */
  readonly rowCount: number | null;
  readonly report: unknown;
}

/** One version of the experiment document. */
export interface DocumentVersion {
  readonly version: number;
  /** SHA-256 of the canonical JSON. */
  readonly hash: string;
  readonly storedAt: string;
}

export interface RunStart {
  readonly runId: string;
  readonly documentHash: string;
  readonly seed: number;
  /** ISO time. */
  readonly startedAt: string;
  readonly appVersion: string;
  /** Versions of what computes: Node, SQLite, wasm kernels … */
  readonly engineVersions: Readonly<Record<string, string>>;
}

/** Which result a step of a run ended with, and whether it came from the cache. */
export interface RunStep {
  readonly stepId: string;
  readonly fingerprint: string;
  readonly resultHash: string;
  readonly fromCache: boolean;
}

export interface RunEnd {
  readonly finishedAt: string;
  readonly state: 'done' | 'failed' | 'cancelled';
  readonly steps: readonly RunStep[];
  /** The problem that ended it, where one did. */
  readonly problem?: unknown;
}

export interface RunInfo extends RunStart {
  /** "interrupted" is a run that never finished and that this Project did not start. */
  readonly state: 'running' | 'interrupted' | RunEnd['state'];
  readonly finishedAt?: string;
  readonly steps: readonly RunStep[];
  readonly problem?: unknown;
}

/** One entry of the audit chain. `hash` covers everything before it in this list, `previous` included. */
export interface AuditEntry {
  /** 1, 2, 3 …, without gaps. Order is by sequence, never by time: clocks jump. */
  readonly sequence: number;
  readonly at: string;
  /** What was done, e.g. "dataset.put". */
  readonly kind: string;
  /** What it was done to. */
  readonly subject: string;
  readonly detail: unknown;
  /** The hash of the entry before; 64 zeros for the first. */
  readonly previous: string;
  readonly hash: string;
}

/** The end of the chain. Kept outside (in a report, on paper) it proves that nothing was cut off later. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

export interface OpenOptions {
  readonly readOnly?: boolean;
  /** Answers the time as ISO text; the system's clock unless a test brings its own. */
  readonly clock?: () => string;
  /** How long to wait for another program to let go of the file; four seconds by default. */
  readonly waitMs?: number;
}

/** Where a finding sits. */
export interface FindingPlace {
  readonly dataset?: string;
  readonly step?: string;
  readonly column?: string;
  /** Counted from 0; a chunk holds 65,536 rows. */
  readonly chunk?: number;
  /** "effects", "model", "plan" or "report". */
  readonly value?: string;
  readonly documentVersion?: number;
  readonly run?: string;
  readonly auditSequence?: number;
}

/** One thing that is not as it was written. */
export interface Finding {
  readonly code: ProblemCode;
  readonly message: string;
  readonly where: FindingPlace;
}

export interface Verification {
  readonly findings: readonly Finding[];
  readonly checked: { readonly chunks: number; readonly values: number; readonly documents: number; readonly auditEntries: number };
  readonly head: AuditHead | undefined;
}

/** An open project file. Everything is synchronous; every change and its audit entry share one transaction. */
export interface Project {
  readonly path: string;
  readonly projectId: string;
  readonly isReadOnly: boolean;
  close(): void;
  /** Runs several changes as one: all of them are kept, or none. `fn` must not be async. */
  transaction<T>(fn: () => T): T;

  /**
   * Stores the columns of a frame ahead of `putDataset`, which then costs almost nothing; the thread is free between
   * chunks. Never call it inside a transaction. What `pause` throws ends it; columns stored by then are harmless.
   *
   * @param pause hears how far it is, and lets others work
   */
  keepColumns(frame: Frame, pause: (share: number) => Promise<void>): Promise<void>;
  /** Stores a frame under a name; the same content again costs nothing. Answers what the list will show. */
  putDataset(name: string, frame: Frame, meta?: DatasetMeta): DatasetInfo;
  /** The newest version, or the named one. @throws data/file-missing when there is none; store/damaged */
  getDataset(name: string, version?: number): Frame;
  /** The newest version of every dataset, by name. */
  listDatasets(): readonly DatasetInfo[];

  /** Stores a document as a new version, unless it equals the newest one. */
  putDocument(document: unknown): DocumentVersion;
  /** The newest document, or the named version; undefined when there is none. */
  getDocument(version?: number): unknown;
  listDocuments(): readonly DocumentVersion[];

  startRun(run: RunStart): void;
  finishRun(runId: string, end: RunEnd): void;
  listRuns(): readonly RunInfo[];

  /**
   * Stores a step result. The same fingerprint with the same result is kept as it is.
   * @throws store/altered when the fingerprint is known with another result
   */
  putStep(record: StepRecord, values: StoredValues, report: unknown): StepInfo;
  /** Reads a result back and checks every byte of it; undefined when it was never stored. @throws store/damaged */
  findStep(fingerprint: string): StoredStep | undefined;
  /** The report alone: values may be a thousand times larger. @throws store/damaged */
  findReport(fingerprint: string): StoredReport | undefined;
  /** The record alone, without reading its values. */
  findStepInfo(fingerprint: string): StepInfo | undefined;
  listSteps(): readonly StepInfo[];

  /** Adds an entry of the caller's own, e.g. the reason for an exclusion. */
  note(kind: string, subject: string, detail: unknown): AuditHead;
  auditHead(): AuditHead | undefined;
  auditEntries(): readonly AuditEntry[];
  /** Checks everything through this connection. `head` is one that was kept outside. */
  verify(head?: AuditHead): Verification;
  /** Copies the project into one file that opens by itself. @throws data/duplicate when the target exists */
  backup(target: string): void;
}
