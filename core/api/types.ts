import type { Problem } from '../base/problem.ts';
import type { Text } from '../base/text.ts';
import type { ColumnKind, Role } from '../frame/column.ts';
import type { MethodKind, MethodText, ValueKind } from '../methods/contract.ts';
import type { Report } from '../report/blocks.ts';
import type { ReportDocument } from '../report/document.ts';
import type { ExperimentDocument, ReportPage } from '../run/document.ts';

/** A file that the host lets the page use. The page never names a path; it holds what a dialog or a drop gave it. */
export interface FileTicket {
  readonly ticket: string;
  /** The file's name without its folder, for people. */
  readonly name: string;
  readonly sizeBytes: number;
}

export interface RecentProject {
  readonly id: string;
  readonly name: string;
  /** The folder, shortened for people. */
  readonly place: string;
  readonly openedAt: string;
  readonly isMissing: boolean;
}

export interface SampleInfo {
  readonly id: string;
  readonly name: Text;
  readonly description: Text;
  readonly rowCount: number;
  readonly methods: readonly string[];
  readonly hasKnownTruth: boolean;
}

export type RoleOfUser = 'analyst' | 'reviewer' | 'trainer';

/** What a person may set; kept in the host's own folder, never in a project. */
export interface Settings {
  readonly language: 'en' | 'zh' | 'system';
  readonly theme: 'light' | 'dark' | 'contrast' | 'system';
  readonly role: RoleOfUser | null;
  readonly isAutoRunOn: boolean;
  /** Gain is drawn teal and loss vermilion; true swaps them for readers who are used to red as up. */
  readonly isGainRed: boolean;
  readonly threads: number | null;
}

export interface AppInfo {
  readonly version: string;
  readonly host: 'desktop' | 'loopback';
  readonly threads: number;
  readonly settings: Settings;
  readonly samples: readonly SampleInfo[];
  readonly recent: readonly RecentProject[];
}

/** A column as lists and pickers show it. */
export interface ColumnInfo {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly role: Role | null;
}

export interface DatasetView {
  readonly name: string;
  readonly file: string;
  readonly rowCount: number;
  readonly columns: readonly ColumnInfo[];
  readonly hash: string;
  readonly rejectCount: number;
}

/** fresh: computed as the document says; stale: something it depends on changed; missing: never computed. */
export type StepState = 'fresh' | 'stale' | 'missing' | 'running' | 'failed';

/** One number with its interval, or a small row of numbers: what a node of the canvas shows. */
export interface StepDigest {
  readonly sentence: Text | null;
  readonly estimate: { readonly label: Text; readonly value: number; readonly interval: readonly [number, number] | null } | null;
  readonly spark: readonly number[] | null;
}

export interface StepView {
  readonly id: string;
  readonly method: string;
  readonly kind: MethodKind;
  readonly title: Text;
  readonly state: StepState;
  readonly fingerprint: string | null;
  readonly rowCount: number | null;
  readonly elapsedMs: number | null;
  readonly problem: Problem | null;
  readonly digest: StepDigest | null;
  readonly gives: readonly ValueKind[];
  /** Columns of the table that the step hands on; null before it ran. */
  readonly columns: readonly ColumnInfo[] | null;
  readonly warnings: number;
}

export interface HistoryEntry {
  readonly index: number;
  readonly label: Text;
  readonly at: string;
}

/** Everything the page needs to know about the open project; sent whole, because it is small. */
export interface ProjectState {
  readonly id: string;
  readonly name: Text;
  readonly place: string;
  readonly isReadOnly: boolean;
  readonly document: ExperimentDocument;
  readonly documentHash: string;
  readonly datasets: readonly DatasetView[];
  readonly steps: readonly StepView[];
  readonly history: { readonly entries: readonly HistoryEntry[]; readonly current: number };
  readonly lastRun: { readonly id: string; readonly finishedAt: string; readonly state: string } | null;
}

export interface JobView {
  readonly id: string;
  readonly name: Text;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly share: number;
  readonly what: string;
  readonly elapsedMs: number;
  readonly remainingMs: number | null;
  readonly memoryBytes: number | null;
  readonly problem: Problem | null;
}

/** What the head of a column says about it. Numbers and dates (in ms) have a range and a histogram, words their most frequent values. */
export interface ColumnSummary {
  readonly name: string;
  readonly rowCount: number;
  readonly missingCount: number;
  readonly distinctCount: number;
  readonly range: { readonly min: number; readonly median: number; readonly max: number } | null;
  readonly histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] } | null;
  readonly top: readonly (readonly [string, number])[];
  /** Every row has a value of its own, as identifiers do. */
  readonly isIdLike: boolean;
  /** The name or the values look as if they were about a person. */
  readonly isPersonal: boolean;
}

/** Dates are ISO texts; texts beyond 4,096 characters are cut and end in an ellipsis. */
export type CellView = number | string | boolean | null;

/** A stretch of rows, column by column, so that a page of a million-row table stays small. */
export interface RowPage {
  readonly columns: readonly ColumnInfo[];
  /** Row numbers in the unsorted, unfiltered table. */
  readonly rows: readonly number[];
  readonly cells: readonly (readonly CellView[])[];
  /** Rows that pass the filter. */
  readonly matching: number;
  /** A query gave more rows than these. */
  readonly isCut?: boolean;
  readonly rowCount: number;
}

export interface ResultView {
  readonly step: string;
  readonly method: string;
  readonly revision: number;
  readonly spec: unknown;
  readonly from: readonly string[];
  readonly fingerprint: string;
  readonly resultHash: string;
  readonly isStale: boolean;
  readonly elapsedMs: number | null;
  readonly rowCount: number | null;
  readonly report: Report;
}

/** A column that a model reads, and how its answers move with it. */
export interface FeatureView {
  readonly name: string;
  readonly kind: ColumnKind;
  /** For categories: what it may be. */
  readonly categories: readonly string[] | null;
  /** Values between which answers are drawn, in order; empty where the column has a single one. */
  readonly grid: readonly CellView[];
  /** The mean answer over some rows at each value of the grid. */
  readonly average: readonly number[];
  /** Lowest and highest value in the table; null for categories. */
  readonly range: readonly [number, number] | null;
}

/** What a step explains: a model's answers, or the effects of one arm. */
export interface SubjectView {
  readonly kind: 'model' | 'effects';
  readonly arm: string | null;
  /** Every arm whose effects could be explained; none for a model. */
  readonly arms: readonly string[];
  readonly control: string | null;
  readonly outcome: string | null;
  /** From the scale of contributions to the scale of answers. */
  readonly link: 'identity' | 'logit' | 'log';
  /** R² on held-out rows of the stand-in that was learnt, where one was. */
  readonly fidelity: number | null;
  readonly hasStandIn: boolean;
  readonly rowCount: number;
  /** The column that customers are looked up by. */
  readonly idColumn: string | null;
  readonly features: readonly FeatureView[];
}

/** Why one row gets its answer: base + contributions = raw, exactly but for the last digits. */
export interface RowView {
  /** Counted from 1. */
  readonly row: number;
  readonly name: string;
  readonly base: number;
  readonly raw: number;
  /** The answer on the outcome's own scale, and what it was before anything was changed. */
  readonly answer: number;
  readonly answerBefore: number;
  /** What the stand-in stands in for: the effect that was estimated for this row; null without one. */
  readonly estimated: number | null;
  /** In the order of the subject's features. */
  readonly values: readonly CellView[];
  readonly contributions: readonly number[];
  /** For each feature this row's answers over the grid. */
  readonly lines: readonly (readonly number[])[];
  /** The rows that are most alike, nearest first. */
  readonly peers: readonly { readonly row: number; readonly name: string; readonly answer: number; readonly distance: number }[];
}

/** What the pages of a report hold now. */
export interface ReportPreview {
  /** As it would be exported. Pages that cannot be shown are left out. */
  readonly document: ReportDocument;
  /** The pages as the document has them, or as they are proposed while it has none. */
  readonly pages: readonly ReportPage[];
  readonly isProposed: boolean;
  /** For each page its place among the document's sections, or why it cannot be shown. */
  readonly places: readonly ({ readonly section: number } | { readonly problem: Problem })[];
}

export interface MethodInfo {
  readonly id: string;
  readonly revision: number;
  readonly kind: MethodKind;
  readonly citation: string;
  readonly takes: readonly ValueKind[];
  readonly accepts: readonly ValueKind[];
  readonly gives: readonly ValueKind[];
  readonly text: MethodText;
  /** JSON schema of the options: forms are drawn from it. */
  readonly spec: Readonly<Record<string, unknown>>;
}

/** A file that the host made and hands out once. */
export interface Download {
  readonly url: string;
  readonly name: string;
  readonly sizeBytes: number;
}

export interface ReplayView {
  readonly isEqual: boolean;
  readonly steps: readonly { readonly step: string; readonly recorded: string; readonly replayed: string; readonly isEqual: boolean }[];
}

export interface VerifyView {
  readonly findings: readonly { readonly code: string; readonly message: string; readonly where: Readonly<Record<string, unknown>> }[];
  readonly checked: Readonly<Record<string, number>>;
  readonly head: string | null;
}
