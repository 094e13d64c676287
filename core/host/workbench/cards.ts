import { z } from 'zod';
import type { ColumnInfo, StepDigest } from '../../api/types.ts';
import { ROLES } from '../../frame/column.ts';
import type { Frame } from '../../frame/frame.ts';
import type { Report } from '../../report/blocks.ts';
import type { AppFolder } from './app-folder.ts';
import { digestOf } from './digest.ts';

/** What lists and nodes show of a step result, so that nobody has to read its values back for that. */
export interface StepCard {
  readonly rowCount: number | null;
  readonly columns: readonly ColumnInfo[] | null;
  readonly elapsedMs: number | null;
  readonly warnings: number;
  readonly digest: StepDigest;
}

const columns = z.array(
  z.object({ name: z.string(), kind: z.enum(['number', 'category', 'boolean', 'date']), role: z.enum(ROLES).nullable() }),
);
const sentence = z.object({ en: z.string(), zh: z.string() });
const card = z.object({
  rowCount: z.number().nullable(),
  columns: columns.nullable(),
  elapsedMs: z.number().nullable(),
  warnings: z.number(),
  digest: z.object({
    sentence: sentence.nullable(),
    estimate: z
      .object({ label: sentence, value: z.number(), interval: z.tuple([z.number(), z.number()]).readonly().nullable() })
      .nullable(),
    spark: z.array(z.number()).nullable(),
  }),
});
const kept = z.object({ steps: z.record(z.string(), card), tables: z.record(z.string(), columns) });

/** Steps whose cards are kept; the oldest go first. */
const MOST_CARDS = 400;

/**
 * Cards by fingerprint, and columns by content hash, kept beside the settings: a cache that a project can always fill
 * again. It stays out of the project, because it says nothing that the project does not.
 */
export class CardBox {
  readonly #folder: AppFolder;
  readonly #file: string;
  readonly #steps: Map<string, StepCard>;
  readonly #tables: Map<string, readonly ColumnInfo[]>;
  #isChanged = false;

  constructor(folder: AppFolder, projectId: string) {
    this.#folder = folder;
    // Ids are made by us; a stranger's project may bring any text.
    this.#file = `cards-${projectId.replaceAll(/[^\w-]/g, '').slice(0, 64)}.json`;
    const found = kept.safeParse(folder.read(this.#file)).data;
    this.#steps = new Map(Object.entries(found?.steps ?? {}));
    this.#tables = new Map(Object.entries(found?.tables ?? {}));
  }

  step(fingerprint: string): StepCard | undefined {
    return this.#steps.get(fingerprint);
  }

  putStep(fingerprint: string, values: { readonly frame?: Frame | undefined }, report: Report, elapsedMs: number | null): void {
    const { frame } = values;
    this.#steps.delete(fingerprint);
    this.#steps.set(fingerprint, {
      rowCount: frame?.rowCount ?? null,
      columns: frame === undefined ? null : columnsOf(frame),
      elapsedMs,
      warnings: report.notes.filter((note) => note.severity !== 'info').length,
      digest: digestOf(report),
    });
    this.#isChanged = true;
  }

  /** Columns without roles: those are the document's. */
  table(hash: string, load: () => Frame): readonly ColumnInfo[] {
    const known = this.#tables.get(hash);
    if (known !== undefined) return known;
    const found = columnsOf(load()).map((column) => ({ ...column, role: null }));
    this.#tables.set(hash, found);
    this.#isChanged = true;
    return found;
  }

  /** Writes what is new. A full disk costs nothing but the cache. */
  save(): void {
    if (!this.#isChanged) return;
    for (const old of [...this.#steps.keys()].slice(0, -MOST_CARDS)) this.#steps.delete(old);
    try {
      this.#folder.write(this.#file, { steps: Object.fromEntries(this.#steps), tables: Object.fromEntries(this.#tables) });
      this.#isChanged = false;
    } catch {
      // The next change tries again.
    }
  }
}

/** A table's columns as lists and pickers show them. */
export function columnsOf(frame: Frame): readonly ColumnInfo[] {
  return [...frame.columns].map(([name, { kind }]) => ({ name, kind, role: frame.roles.get(name) ?? null }));
}
