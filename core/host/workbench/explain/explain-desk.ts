import { Worker } from 'node:worker_threads';
import type { ParamsOf } from '../../../api/calls.ts';
import type { RowView, SubjectView } from '../../../api/types.ts';
import { CausewayError, type Problem, refuse } from '../../../base/problem.ts';
import { rngFromSeed } from '../../../base/rng.ts';
import { type Column, cellOf } from '../../../frame/column.ts';
import { columnNamed, columnsWithRole, type Frame } from '../../../frame/frame.ts';
import { methodNamed } from '../../../jobs/perform.ts';
import { findSubject, type SubjectSource } from '../../../methods/kit/explanations/subject.ts';
import type { Session } from '../session.ts';
import type { ExplainJob, RowFacts, SubjectFacts } from './explained.ts';
import type { FromExplainer, ToExplainer } from './messages.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

type Question = ToExplainer extends infer Message ? (Message extends { readonly id: number } ? Omit<Message, 'id'> : never) : never;

/** Explains single rows: asks a thread of its own, which keeps the model of the step that was asked for last. */
export class ExplainDesk {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #asked = 0;
  #held: { readonly key: string; readonly frame: Frame; readonly facts: Promise<SubjectFacts> } | undefined;

  /** What a step explains. @throws document/no-result, and as `findSubject` and `prepareSubject` */
  async subject(step: string, session: Session): Promise<SubjectView> {
    const { frame, facts } = this.#hold(step, session);
    return { ...(await facts), idColumn: columnsWithRole(frame, 'id')[0] ?? null };
  }

  /** Why a row gets its answer, with other values in some columns if wanted. @throws option/invalid, and as `subject` */
  async row({ step, row, customer, changes }: ParamsOf<'explain.row'>, session: Session): Promise<RowView> {
    const { key, frame, facts } = this.#hold(step, session);
    await facts;
    const at = customer === undefined ? (row ?? 1) - 1 : findCustomer(frame, customer);
    if (at >= frame.rowCount)
      refuse('option/invalid', `There is no row ${at + 1}; the table has ${frame.rowCount}.`, 'Ask for a row up to that.', { row: at + 1 });
    const found = (await this.#ask({ type: 'row', key, row: at, changes })) as RowFacts;
    const peers = found.peers.map((peer) => ({ ...peer, row: peer.row + 1, name: nameOf(frame, peer.row) }));
    return { ...found, row: at + 1, name: nameOf(frame, at), peers };
  }

  /** Lets go of the project. */
  async clear(): Promise<void> {
    const worker = this.#worker;
    this.#drop(new CausewayError({ kind: 'cancelled', code: 'cancelled/by-user', message: 'Nobody waits for this any more.' }));
    await worker?.terminate();
  }

  #hold(step: string, session: Session) {
    const { key, job } = jobOf(step, session);
    if (this.#held?.key === key) return this.#held;
    const facts = this.#ask({ type: 'prepare', key, job: { ...job, source: slim(job.source) } }) as Promise<SubjectFacts>;
    const held = { key, frame: job.source.frame, facts };
    facts.catch(() => {
      if (this.#held === held) this.#held = undefined;
    });
    this.#held = held;
    return held;
  }

  #ask(question: Question): Promise<unknown> {
    const id = ++this.#asked;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.set(id, { resolve, reject });
    const worker = this.#started();
    worker.ref();
    worker.postMessage({ ...question, id });
    return promise;
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(new URL('./explain.worker.ts', import.meta.url));
    const lose = (why: string): void => {
      if (worker === this.#worker) this.#drop(new CausewayError(lost(why)));
    };
    worker.on('message', (answer: FromExplainer) => this.#hear(answer));
    worker.on('error', (error) => lose(error.message));
    worker.on('exit', () => lose('it stopped'));
    this.#worker = worker;
    return worker;
  }

  #hear(answer: FromExplainer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    // A thread that is asked something keeps the program alive; an idle one must not.
    if (this.#waiting.size === 0) this.#worker?.unref();
    if (answer.ok) waiting?.resolve(answer.value);
    else waiting?.reject(new CausewayError(answer.problem));
  }

  #drop(error: CausewayError): void {
    this.#worker = undefined;
    this.#held = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** What a step explains, with the random stream and the background of the step itself. A step that explains nothing is explained. */
function jobOf(step: string, session: Session): { readonly key: string; readonly job: ExplainJob } {
  const entry = session.traced().get(step)?.entry;
  if (entry === undefined) return refuse('document/unknown-input', `There is no step "${step}".`, 'Look at the document again.', { step });
  const names = methodNamed(entry.method).kind === 'explain' ? entry.from : [step];
  const found = names.map((name) => ({ name, ...session.valuesOf(name) }));
  const {
    arm,
    covariates,
    background,
    backgroundRows = 100,
  } = entry.spec as {
    arm?: string;
    covariates?: readonly string[];
    background?: string;
    backgroundRows?: number;
  };
  const source = findSubject({ sources: found.map(({ name, values }) => ({ name, values })) }, { arm, covariates });
  const { seed } = rngFromSeed(session.history.current.document.seed).fork(step);
  const job = { source, seed, backgroundRows: background === 'sample' ? backgroundRows : 0 };
  const print = found.map(({ fingerprint }) => fingerprint).join(' ');
  return { key: JSON.stringify([step, print, seed, entry.spec]), job };
}

/** Only the columns that are read: names of customers are many, and would be copied. */
function slim(source: SubjectSource): SubjectSource {
  const names = source.kind === 'model' ? source.model.features.map(({ name }) => name) : source.covariates;
  const columns = new Map(names.map((name): [string, Column] => [name, columnNamed(source.frame, name)]));
  return { ...source, frame: { ...source.frame, columns } };
}

function findCustomer(frame: Frame, customer: string): number {
  const [id] = columnsWithRole(frame, 'id');
  if (id === undefined)
    return refuse('option/invalid', 'No column has the role id, so a customer cannot be looked up.', 'Give a row number instead.');
  const column = columnNamed(frame, id);
  const wanted = customer.trim();
  const at = column.kind === 'category' ? codePlace(column, wanted) : column.kind === 'number' ? column.values.indexOf(Number(wanted)) : -1;
  if (at >= 0) return at;
  return refuse('option/invalid', `No row of "${id}" is "${wanted.slice(0, 60)}".`, 'Check the spelling, or give a row number.', {
    column: id,
  });
}

function codePlace({ codes, dictionary }: Extract<Column, { kind: 'category' }>, wanted: string): number {
  const code = dictionary.indexOf(wanted);
  return code < 0 ? -1 : codes.indexOf(code);
}

function nameOf(frame: Frame, row: number): string {
  const [id] = columnsWithRole(frame, 'id');
  return id === undefined ? `#${row + 1}` : String(cellOf(columnNamed(frame, id), row) ?? `#${row + 1}`);
}

function lost(why: string): Problem {
  return {
    kind: 'bug',
    code: 'job/crashed',
    message: `The thread that explains rows was lost: ${why}. Nothing else was touched.`,
    fix: 'Try again; if it fails again, please report it.',
  };
}
