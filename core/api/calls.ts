import { z } from 'zod';
import type { Problem } from '../base/problem.ts';
import { ROLES } from '../frame/column.ts';
import { reportPageSchema } from '../run/document.ts';
import type { ImportView, PreviewView } from './import-types.ts';
import type { AuditView, CustomerView, SignatureView } from './review-types.ts';
import type { ConditionCounts, RuleProfile, RuleVersion, ValuesView } from './segment-types.ts';
import type {
  AppInfo,
  ColumnSummary,
  Download,
  FileTicket,
  JobView,
  MethodInfo,
  ProjectState,
  RecentProject,
  ReplayView,
  ReportPreview,
  ResultView,
  RowPage,
  RowView,
  Settings,
  SubjectView,
  VerifyView,
} from './types.ts';
import type { QuadrantsView } from './uplift-types.ts';

const textParams = z.strictObject({ en: z.string().max(2000), zh: z.string().max(2000) });
/** How a file is to be read; what is left out is read from its content. */
const importOptions = z.strictObject({
  format: z.enum(['csv', 'jsonl', 'parquet', 'xlsx']).optional(),
  encoding: z.string().max(40).optional(),
  delimiter: z.string().max(8).optional(),
  quote: z.string().max(1).optional(),
  escape: z.string().max(1).optional(),
  header: z.boolean().optional(),
  headerRows: z.int().min(0).max(20).optional(),
  firstLine: z.int().min(1).optional(),
  lastLine: z.int().min(1).optional(),
  columnKinds: z.record(z.string(), z.enum(['number', 'category', 'boolean', 'date'])).optional(),
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']).optional(),
  decimalMark: z.enum(['.', ',']).optional(),
  sheet: z.string().max(200).optional(),
});
const roles = z.record(z.string(), z.enum(ROLES));
const nothing = z.strictObject({});
const source = z.string().max(80);
const sort = z.strictObject({ column: z.string().max(10_000), isDescending: z.boolean() });
/** A condition in the expression language. */
const filter = z.string().max(10_000);
/** An ad-hoc run of a method. With `step` it draws the random numbers of that step, so that the answer is the one a run will give. */
const trial = {
  method: z.string().max(80),
  spec: z.record(z.string(), z.unknown()),
  from: z.array(source).max(20),
  step: z.string().max(80).optional(),
};
const settings = z.strictObject({
  language: z.enum(['en', 'zh', 'system']),
  theme: z.enum(['light', 'dark', 'contrast', 'system']),
  role: z.enum(['analyst', 'reviewer', 'trainer']).nullable(),
  isAutoRunOn: z.boolean(),
  isGainRed: z.boolean(),
  threads: z.int().min(1).max(1024).nullable(),
});

/** What each call may be given: checked on every frame that comes in, for types alone never cross a trust boundary. */
export const PARAMS = {
  'app.info': nothing,
  'app.set': settings.partial(),
  'methods.list': nothing,
  'file.choose': z.strictObject({ purpose: z.enum(['data', 'project', 'model']) }),
  'sample.open': z.strictObject({ sample: z.string().max(80) }),
  'recent.open': z.strictObject({ id: z.string().max(80), isReadOnly: z.boolean().default(false) }),
  'recent.forget': z.strictObject({ id: z.string().max(80) }),
  'project.create': z.strictObject({ name: z.string().min(1).max(200) }),
  'project.open': z.strictObject({ ticket: z.string().max(80), isReadOnly: z.boolean().default(false) }),
  'project.state': nothing,
  'project.close': nothing,
  'project.backup': nothing,
  'project.replay': nothing,
  'project.verify': nothing,
  'project.audit': nothing,
  /** With a step it doubts that step; without, it stands behind all of it. Possible in a project that is open for reading. */
  'project.sign': z.strictObject({ name: z.string().max(200), remark: z.string().max(10_000), step: z.string().max(80).optional() }),
  'project.signatures': nothing,
  'customer.find': z.strictObject({ id: z.string().min(1).max(10_000) }),
  'data.preview': z.strictObject({ ticket: z.string().max(80), options: importOptions.default({}) }),
  'data.import': z.strictObject({
    ticket: z.string().max(80),
    name: z.string().min(1).max(80),
    /** A LightGBM or XGBoost model file is taken as a model. */
    as: z.enum(['table', 'model']).default('table'),
    options: importOptions.default({}),
    roles: roles.default({}),
    control: z.string().optional(),
  }),
  'data.imported': z.strictObject({ name: source }),
  'data.rows': z.strictObject({
    source,
    from: z.int().min(0),
    count: z.int().min(0).max(2000),
    sort: sort.optional(),
    filter: filter.optional(),
  }),
  'data.find': z.strictObject({
    source,
    words: z.string().min(1).max(1000),
    after: z.int().min(-1),
    /** Looks for the last place before `after` instead. */
    isBackward: z.boolean().default(false),
    sort: sort.optional(),
    filter: filter.optional(),
  }),
  'data.profile': z.strictObject({ source, columns: z.array(z.string().max(10_000)).max(50) }),
  /** The file is named after the source unless told. */
  'data.export': z.strictObject({ source, sort: sort.optional(), filter: filter.optional(), name: z.string().min(1).max(80).optional() }),
  'document.edit': z.strictObject({ document: z.unknown(), label: textParams }),
  'document.go': z.strictObject({ index: z.int().min(0) }),
  'run.start': z.strictObject({ steps: z.array(z.string()).optional() }),
  'job.cancel': z.strictObject({ job: z.string().max(80) }),
  'jobs.list': nothing,
  'step.result': z.strictObject({ step: z.string().max(80) }),
  'step.check': z.strictObject(trial),
  'step.try': z.strictObject(trial),
  'rule.count': z.strictObject({ source, rule: z.unknown().optional(), where: filter.optional() }),
  'rule.profile': z.strictObject({ source, rule: z.unknown().optional(), where: filter.optional() }),
  'rule.versions': z.strictObject({ step: z.string().max(80) }),
  'data.values': z.strictObject({ source, column: z.string().max(10_000) }),
  'rule.toSql': z.strictObject({ rule: z.unknown() }),
  'rule.fromSql': z.strictObject({ sql: z.string().max(100_000) }),
  'sql.query': z.strictObject({ sql: z.string().max(100_000), limit: z.int().min(1).max(2000).default(500) }),
  /** Says why a row got its answer. The row is counted from 1, or looked up by its id; changes are other values for some columns. */
  'explain.subject': z.strictObject({ step: z.string().max(80), arm: z.string().max(10_000).optional() }),
  'explain.row': z.strictObject({
    step: z.string().max(80),
    /** For effects: whose, where not those that the step itself explains. */
    arm: z.string().max(10_000).optional(),
    row: z.int().min(1).optional(),
    customer: z.string().min(1).max(10_000).optional(),
    changes: z.record(z.string().max(10_000), z.union([z.number(), z.string().max(10_000), z.boolean(), z.null()])).default({}),
  }),
  /** Counts the rows of an effects step on either side of two limits. */
  'effects.quadrants': z.strictObject({ step: z.string().max(80), arm: z.string().max(10_000), baseline: z.number(), effect: z.number() }),
  'report.preview': nothing,
  'report.export': z.strictObject({
    format: z.enum(['html', 'json', 'csv', 'pdf']),
    language: z.enum(['en', 'zh']),
    /** Instead of the pages that the document has. */
    pages: z.array(reportPageSchema).max(400).optional(),
  }),
} as const;

export type CallName = keyof typeof PARAMS;

/** What each call answers. */
interface Results {
  'app.info': AppInfo;
  'app.set': Settings;
  'methods.list': readonly MethodInfo[];
  /** Null when the person closed the dialog. Only the desktop has dialogs; elsewhere the page uploads. */
  'file.choose': FileTicket | null;
  'sample.open': ProjectState;
  'recent.open': ProjectState;
  'recent.forget': readonly RecentProject[];
  'project.create': ProjectState;
  'project.open': ProjectState;
  /** Null when no project is open. */
  'project.state': ProjectState | null;
  'project.close': null;
  'project.backup': Download;
  'project.replay': ReplayView;
  'project.verify': VerifyView;
  'project.audit': readonly AuditView[];
  /** All of them, newest first. */
  'project.sign': readonly SignatureView[];
  'project.signatures': readonly SignatureView[];
  /** What every dataset and step says about a customer. */
  'customer.find': CustomerView;
  'data.preview': PreviewView;
  'data.import': ProjectState;
  'data.imported': ImportView;
  'data.rows': RowPage;
  /** The place in the sorted, filtered table; null when nothing more is found. */
  'data.find': { readonly at: number } | null;
  /** Summaries of the columns that were named, in that order. */
  'data.profile': readonly ColumnSummary[];
  /** The whole table, or what passes the filter, as CSV. */
  'data.export': Download;
  'document.edit': ProjectState;
  'document.go': ProjectState;
  'run.start': { readonly job: string };
  'job.cancel': null;
  'jobs.list': readonly JobView[];
  'step.result': ResultView;
  /** What is wrong with the options and inputs, as far as it can be known without a run; empty when nothing is. */
  'step.check': readonly Problem[];
  /** Not stored; its resultHash is empty. */
  'step.try': ResultView;
  /** How many rows each branch of a rule, or of a condition, reaches and satisfies. */
  'rule.count': ConditionCounts;
  /** Members against the others, the columns that differ most first. */
  'rule.profile': RuleProfile;
  /** Every rule that a segment has had in this document, oldest first, on the data as they are now. */
  'rule.versions': readonly RuleVersion[];
  /** What a column holds, for those who have to name a value. */
  'data.values': ValuesView;
  'rule.toSql': { readonly sql: string };
  'rule.fromSql': { readonly rule: unknown };
  'sql.query': RowPage;
  /** The model or the effects that a step explains. The first question takes a while where a stand-in has to be learnt. */
  'explain.subject': SubjectView;
  'explain.row': RowView;
  'effects.quadrants': QuadrantsView;
  /** What an export would hold. */
  'report.preview': ReportPreview;
  'report.export': Download;
}

/** One interface for every host: a call's name leads to its parameters and its answer. */
export type Api = { readonly [Name in CallName]: { readonly params: z.input<(typeof PARAMS)[Name]>; readonly result: Results[Name] } };

/** Parameters as a handler sees them, defaults filled in. */
export type ParamsOf<Name extends CallName> = z.output<(typeof PARAMS)[Name]>;

export type ResultOf<Name extends CallName> = Results[Name];

/** What the host says without being asked. */
export interface Events {
  'project.changed': ProjectState | null;
  'jobs.changed': readonly JobView[];
}

export type EventName = keyof Events;
