import { z } from 'zod';
import { CausewayError, inputProblem, type Problem } from '../base/problem.ts';
import { type Text, verbatim } from '../base/text.ts';
import { ROLES, type Role } from '../frame/column.ts';

/** Ids end up in file names, anchors and SQL; these characters are safe in all three. */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;
const nameOption = z.string().max(80).regex(NAME, 'must be made of letters, digits, "_", "-" and "."');

const textOption = z.union([z.string().transform(verbatim), z.strictObject({ en: z.string(), zh: z.string() })]);

const dataEntry = z.strictObject({
  file: z.string().min(1),
  /** A table by default; "model" reads a LightGBM or XGBoost model file. */
  as: z.enum(['table', 'model']).default('table'),
  roles: z.record(z.string(), z.enum(ROLES)).default({}),
  control: z.string().optional(),
  /** What columns mean, in words; it changes no result. */
  meanings: z.record(z.string(), z.strictObject({ en: z.string().max(2000), zh: z.string().max(2000) })).optional(),
  /** How the file is to be read, where the reader's own guess is not wanted. */
  import: z.record(z.string(), z.unknown()).default({}),
});

const stepEntry = z.strictObject({
  id: nameOption,
  method: z.string().min(1),
  from: z.array(z.string()).min(1),
  spec: z.record(z.string(), z.unknown()).default({}),
});

/** A block is named within its step's report, e.g. "reading". */
const blockName = z.string().min(1).max(200);
const spokenOption = z.union([
  z.string().max(20_000).transform(verbatim),
  z.strictObject({ en: z.string().max(20_000), zh: z.string().max(20_000) }),
]);

/** One page of a report: some of what a step says, with words of one's own; without a step the words stand alone. */
export const reportPageSchema = z
  .strictObject({
    step: z.string().min(1).max(80).optional(),
    blocks: z.array(blockName).max(60),
    /** Instead of the step's own title. */
    title: spokenOption.optional(),
    /** Stands under the title. */
    caption: spokenOption.optional(),
    /** Stands under the blocks. */
    notes: spokenOption.optional(),
  })
  .refine(({ step, blocks }) => (step === undefined) === (blocks.length === 0), {
    path: ['blocks'],
    message: 'must name at least one block of the step; a page without a step has none',
  });

const reportPlan = z.strictObject({
  title: spokenOption.optional(),
  notes: spokenOption.optional(),
  pages: z.array(reportPageSchema).max(400),
});

const documentSchema = z.strictObject({
  causeway: z.literal(1, 'must be 1; a newer document needs a newer Causeway'),
  name: textOption,
  description: textOption.optional(),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  data: z.record(nameOption, dataEntry),
  steps: z.array(stepEntry).min(1),
  /** What is handed to others. No result depends on it: it is part of no fingerprint, and replay does not look at it. */
  report: reportPlan.optional(),
});

export interface DataEntry {
  readonly file: string;
  readonly as: 'table' | 'model';
  readonly roles: Readonly<Record<string, Role>>;
  readonly control?: string | undefined;
  readonly meanings?: Readonly<Record<string, Text>> | undefined;
  readonly import: Readonly<Record<string, unknown>>;
}

export interface StepEntry {
  readonly id: string;
  readonly method: string;
  readonly from: readonly string[];
  readonly spec: Readonly<Record<string, unknown>>;
}

/** One page of a report: blocks of one step in the order in which they are shown, or words alone. */
export interface ReportPage {
  readonly step?: string | undefined;
  readonly blocks: readonly string[];
  readonly title?: Text | undefined;
  readonly caption?: Text | undefined;
  readonly notes?: Text | undefined;
}

export interface ReportPlan {
  readonly title?: Text | undefined;
  readonly notes?: Text | undefined;
  readonly pages: readonly ReportPage[];
}

/** One experiment: where the data are, and the steps that lead from them to a decision. */
export interface ExperimentDocument {
  readonly causeway: 1;
  readonly name: Text;
  readonly description?: Text | undefined;
  readonly seed: number;
  readonly data: Readonly<Record<string, DataEntry>>;
  readonly steps: readonly StepEntry[];
  readonly report?: ReportPlan | undefined;
}

/**
 * Reads an experiment document.
 *
 * @throws document/broken naming the place in the document and what is wrong there
 */
export function parseDocument(source: string, file?: string): ExperimentDocument {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'it is not JSON';
    throw new CausewayError(broken(`The experiment document is not valid JSON: ${why}.`, 'Mend the JSON at that place.', file), { cause });
  }
  return checkDocument(json, file);
}

/** Reads a document that is already JSON. @throws document/broken */
export function checkDocument(json: unknown, file?: string): ExperimentDocument {
  const parsed = documentSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new CausewayError(brokenAt(parsed.error, file));
}

/** A step on the canvas may stand there before it is connected, and a new experiment has no steps. */
const draftSchema = documentSchema.extend({
  steps: z.array(stepEntry.extend({ from: z.array(z.string()) })),
});

/** Reads a document that is still being drawn: only its shape is checked, not whether it could run. @throws document/broken */
export function checkDraft(json: unknown): ExperimentDocument {
  const parsed = draftSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new CausewayError(brokenAt(parsed.error));
}

function brokenAt(error: z.ZodError, file?: string): Problem {
  const [first] = error.issues;
  const place = first?.path.map(String).join('.') || 'the document';
  return broken(`The experiment document is broken at ${place}: ${first?.message ?? 'unknown'}.`, `Correct ${place}.`, file);
}

function broken(message: string, fix: string, file?: string): Problem {
  return inputProblem('document/broken', message, fix, file === undefined ? {} : { file });
}
