import { z } from 'zod';
import { canonicalJson } from '../../base/canonical-json.ts';
import { refuse } from '../../base/problem.ts';
import { sha256 } from '../../base/sha256.ts';
import { type Text, text } from '../../base/text.ts';
import { checkDraft, type ExperimentDocument } from '../../run/document.ts';
import type { Project } from '../../store/types.ts';

/** Which stored version of a dataset a document reads: undoing an import brings the earlier rows back. */
const pin = z.object({
  name: z.string(),
  /** 0 is a model file, which is kept as a step of its own. */
  version: z.int(),
  hash: z.string(),
  rowCount: z.int(),
  file: z.string(),
  rejectCount: z.int(),
});

export type DataPin = z.infer<typeof pin>;

const edited = z.object({ version: z.int(), at: z.string(), label: z.object({ en: z.string(), zh: z.string() }), pins: z.array(pin) });
const gone = z.object({ index: z.int() });

/** One state of the document that a person can go back to. */
export interface Moment {
  readonly document: ExperimentDocument;
  readonly hash: string;
  readonly label: Text;
  readonly at: string;
  readonly pins: readonly DataPin[];
}

interface Entry extends Omit<Moment, 'document'> {
  /** The stored version; null for what was read but not yet written. */
  readonly version: number | null;
}

export type HistoryStart = Omit<Moment, 'hash'>;

const SUBJECT = 'experiment';

/**
 * The document through time. Every edit is a whole document, stored as a version of the project; the order of edits
 * and of going back and forth stands in the audit chain, so the history is as durable and as checkable as the rest.
 */
export class History {
  readonly #project: Project;
  readonly #clock: () => string;
  readonly #entries: Entry[] = [];
  readonly #documents = new Map<number, ExperimentDocument>();
  #current = -1;

  constructor(project: Project, start: HistoryStart, clock: () => string) {
    this.#project = project;
    this.#clock = clock;
    this.#replay();
    const hash = hashOf(start.document);
    // Another program may have stored a document since: it is where work goes on.
    if (!this.#entries.some((entry) => entry.hash === hash)) this.#add({ ...start, hash, version: null }, start.document);
  }

  get current(): Moment {
    return this.momentAt(this.#current);
  }

  get index(): number {
    return this.#current;
  }

  get entries(): readonly { readonly label: Text; readonly at: string }[] {
    return this.#entries;
  }

  /** Stores an edit; what was undone before it can no longer be redone. */
  push(document: ExperimentDocument, label: Text, pins: readonly DataPin[]): void {
    const now = this.#entries[this.#current];
    if (now !== undefined && now.hash === hashOf(document) && canonicalJson(now.pins) === canonicalJson(pins)) return;
    this.#project.transaction(() => {
      if (now !== undefined && now.version === null) this.#entries[this.#current] = this.#keep(this.current);
      this.#add(this.#keep({ document, label, pins, hash: hashOf(document), at: this.#clock() }), document);
    });
  }

  /** Goes back or forth. @throws option/invalid */
  go(index: number): void {
    if (index >= this.#entries.length) refuse('option/invalid', 'The history does not reach that far.', 'Look at the history again.');
    if (index === this.#current) return;
    this.#project.note('history.go', SUBJECT, { index });
    this.#current = index;
  }

  #keep(moment: Moment): Entry {
    const { version } = this.#project.putDocument(plain(moment.document));
    const pins = moment.pins.map((each) => ({ ...each }));
    const { label, hash, at } = moment;
    this.#project.note('history.edit', SUBJECT, { version, at, label: { ...label }, pins });
    return { version, label, hash, at, pins };
  }

  #add(entry: Entry, document: ExperimentDocument): void {
    for (let gone = this.#entries.length - 1; gone > this.#current; gone--) this.#documents.delete(gone);
    this.#entries.length = this.#current + 1;
    this.#entries.push(entry);
    this.#current = this.#entries.length - 1;
    this.#documents.set(this.#current, document);
  }

  /** An earlier or later state. @throws option/invalid */
  momentAt(index: number): Moment {
    const entry = this.#entries[index];
    if (entry === undefined) return refuse('option/invalid', 'The history does not reach that far.', 'Look at the history again.');
    const known = this.#documents.get(index) ?? checkDraft(this.#project.getDocument(entry.version ?? undefined));
    this.#documents.set(index, known);
    return { ...entry, document: known };
  }

  /** Walks the audit chain; entries of another shape than ours are not history. */
  #replay(): void {
    const hashes = new Map(this.#project.listDocuments().map(({ version, hash }) => [version, hash]));
    for (const { kind, detail } of this.#project.auditEntries()) {
      if (kind === 'note.history.go') {
        const { index = -1 } = gone.safeParse(detail).data ?? {};
        if (index >= 0 && index < this.#entries.length) this.#current = index;
      }
      const edit = kind === 'note.history.edit' ? edited.safeParse(detail).data : undefined;
      const hash = edit === undefined ? undefined : hashes.get(edit.version);
      if (edit === undefined || hash === undefined) continue;
      this.#entries.length = this.#current + 1;
      this.#entries.push({ ...edit, hash });
      this.#current = this.#entries.length - 1;
    }
  }
}

/** The hash that the store files a document under. */
export function hashOf(document: ExperimentDocument): string {
  return sha256(canonicalJson(plain(document)));
}

/** Without the properties that are undefined: what JSON keeps. */
export function plain(document: ExperimentDocument): unknown {
  return JSON.parse(JSON.stringify(document));
}

/** What a history begins with when nobody wrote one. */
export const OPENED: Text = text('As opened', '打开时的状态');
