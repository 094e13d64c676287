import { Worker } from 'node:worker_threads';
import type { ParamsOf } from '../../../api/calls.ts';
import type { RowView, SubjectView } from '../../../api/types.ts';
import { CausewayError, type Problem, refuse } from '../../../base/problem.ts';
import { columnsWithRole, type Frame } from '../../../frame/frame.ts';
import type { Session } from '../session.ts';
import { type Asked, askedOf, jobOf, slim } from './asked.ts';
import { findCustomer, nameOf } from './customers.ts';
import type { ExplainJob, RowFacts, SubjectFacts } from './explained.ts';
import type { FromExplainer, ToExplainer } from './messages.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

type Question = ToExplainer extends infer Message
  ? Message extends { readonly id: number }
    ? Omit<Message, 'id' | 'stop'>
    : never
  : never;

/** A subject that the thread keeps warm, or is about to. */
interface Held {
  readonly key: string;
  readonly frame: Frame;
  readonly arms: readonly string[];
  readonly facts: Promise<SubjectFacts>;
  /** Gives up getting it ready. */
  readonly stop: () => void;
  /** Those who ask about it just now. */
  wanted: number;
}

/** Anything but `GO_ON` and `HELPER_LOST` of the job flags. */
const WITHDRAWN = 1;

/** Subjects that are kept: one that is looked at, and one to look back to. */
const MOST_HELD = 2;

/** Explains single rows: asks a thread of its own, which keeps the models of the steps that were asked for last. */
export class ExplainDesk {
  readonly #waiting = new Map<number, Waiting>();
  readonly #held: Held[] = [];
  #worker: Worker | undefined;
  #asked = 0;

  /** What a step explains. @throws document/no-result, cancelled/by-user, and as `findSubject` and `prepareSubject` */
  subject({ step, arm }: ParamsOf<'explain.subject'>, session: Session, signal: AbortSignal): Promise<SubjectView> {
    const asked = askedOf(step, arm, session);
    return this.#using(this.#hold(asked, session), async (held) => {
      const facts = await this.#ready(held, signal);
      return { ...facts, arms: held.arms, idColumn: columnsWithRole(held.frame, 'id')[0] ?? null };
    });
  }

  /** Why a row gets its answer, with other values in some columns if wanted. @throws option/invalid, and as `subject` */
  row({ step, arm, row, customer, changes }: ParamsOf<'explain.row'>, session: Session, signal: AbortSignal): Promise<RowView> {
    const asked = askedOf(step, arm, session);
    return this.#using(this.#hold(asked, session), async (held) => {
      const { key, frame } = held;
      const at = customer === undefined ? (row ?? 1) - 1 : findCustomer(frame, customer);
      if (at >= frame.rowCount)
        refuse('option/invalid', `There is no row ${at + 1}; the table has ${frame.rowCount}.`, 'Ask for a row up to that.', {
          row: at + 1,
        });
      await this.#ready(held, signal);
      const { answer, stop } = this.#ask({ type: 'row', key, row: at, changes });
      const found = (await unlessWithdrawn(answer, signal, stop)) as RowFacts;
      const peers = found.peers.map((peer) => ({ ...peer, row: peer.row + 1, name: nameOf(frame, peer.row) }));
      return { ...found, row: at + 1, name: nameOf(frame, at), peers };
    });
  }

  /** Lets go of the project. */
  async clear(): Promise<void> {
    const worker = this.#worker;
    this.#drop(withdrawn());
    await worker?.terminate();
  }

  #hold(asked: Asked, session: Session): Held {
    const place = this.#held.findIndex(({ key }) => key === asked.key);
    const [known] = place < 0 ? [] : this.#held.splice(place, 1);
    const held = known ?? this.#prepare(asked.key, jobOf(asked, session));
    this.#held.unshift(held);
    return held;
  }

  /** Nobody takes a subject away while it is asked about; afterwards those that were asked about longest ago may go. */
  async #using<T>(held: Held, action: (held: Held) => Promise<T>): Promise<T> {
    held.wanted++;
    try {
      return await action(held);
    } finally {
      held.wanted--;
      for (const old of this.#held.slice(MOST_HELD)) if (old.wanted === 0) this.#forget(old);
    }
  }

  #prepare(key: string, job: ExplainJob): Held {
    const { answer, stop } = this.#ask({ type: 'prepare', key, job: { ...job, source: slim(job.source) } });
    const arms = job.source.kind === 'effects' ? job.source.effects.arms : [];
    const held: Held = { key, frame: job.source.frame, arms, facts: answer as Promise<SubjectFacts>, stop, wanted: 0 };
    held.facts.catch(() => this.#forget(held));
    return held;
  }

  #forget(held: Held): void {
    const place = this.#held.indexOf(held);
    if (place < 0) return;
    this.#held.splice(place, 1);
    this.#post({ type: 'drop', key: held.key });
  }

  /** Waits for a subject; when the last who waits withdraws, the thread stops getting it ready. */
  #ready(held: Held, signal: AbortSignal): Promise<SubjectFacts> {
    return unlessWithdrawn(held.facts, signal, () => {
      if (held.wanted > 1) return;
      held.stop();
      this.#forget(held);
    });
  }

  /** Asks the thread; `stop` tells it that the answer is not wanted any more. */
  #ask(question: Question): { readonly answer: Promise<unknown>; stop(): void } {
    const id = ++this.#asked;
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.set(id, { resolve, reject });
    const worker = this.#started();
    worker.ref();
    worker.postMessage({ ...question, id, stop: flag } satisfies ToExplainer);
    return { answer: promise, stop: () => void Atomics.store(flag, 0, WITHDRAWN) };
  }

  #post(message: ToExplainer): void {
    this.#worker?.postMessage(message);
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
    this.#held.length = 0;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** An answer, or the withdrawal of the question, whichever comes first. */
async function unlessWithdrawn<T>(answer: Promise<T>, signal: AbortSignal, stop: () => void): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const leave = (): void => {
    stop();
    reject(withdrawn());
  };
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  // Whoever withdrew does not hear what became of it.
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

function withdrawn(): CausewayError {
  return new CausewayError({ kind: 'cancelled', code: 'cancelled/by-user', message: 'Nobody waits for this any more.' });
}

function lost(why: string): Problem {
  return {
    kind: 'bug',
    code: 'job/crashed',
    message: `The thread that explains rows was lost: ${why}. Nothing else was touched.`,
    fix: 'Try again; if it fails again, please report it.',
  };
}
