import { CausewayError, type Problem, problemOf } from '../base/problem.ts';
import { type CallName, type EventName, type Events, PARAMS, type ParamsOf, type ResultOf } from './calls.ts';
import { type AnswerFrame, type RequestFrame, requestFrame, type Transport } from './frames.ts';

/** What the host does for each call. The signal is raised when the page no longer wants the answer. */
export type Handlers = {
  readonly [Name in CallName]: (params: ParamsOf<Name>, signal: AbortSignal) => Promise<ResultOf<Name>> | ResultOf<Name>;
};

export interface ApiServer {
  /** Answers the frames of one page until its transport closes. */
  serve(transport: Transport<AnswerFrame, unknown>): () => void;
  /** Tells every page. */
  emit<Name extends EventName>(name: Name, payload: Events[Name]): void;
}

/** Starts answering: every frame is checked before a handler is entered, and every call ends in a value or a problem. */
export function serveApi(handlers: Handlers): ApiServer {
  const pages = new Set<Transport<AnswerFrame, unknown>>();
  return {
    serve(transport) {
      pages.add(transport);
      const open = new Map<number, AbortController>();
      transport.onFrame((frame) => {
        // A frame that is not one has no id to answer to; it is dropped.
        const parsed = isDeep(frame) ? undefined : requestFrame.safeParse(frame);
        if (parsed?.success === true) void hear(parsed.data, open, handlers, transport);
      });
      return () => {
        pages.delete(transport);
        for (const call of open.values()) call.abort(stopped());
      };
    },
    emit(name, payload) {
      for (const page of pages) page.send({ type: 'event', name, payload });
    },
  };
}

async function hear(
  frame: RequestFrame,
  open: Map<number, AbortController>,
  handlers: Handlers,
  transport: Transport<AnswerFrame, unknown>,
): Promise<void> {
  if (frame.type === 'cancel') {
    open.get(frame.id)?.abort(stopped());
    return;
  }
  const { id } = frame;
  const cancel = new AbortController();
  open.set(id, cancel);
  try {
    const value = await answer(frame.name, frame.params, handlers, cancel.signal);
    transport.send({ type: 'answer', id, ok: true, value });
  } catch (error) {
    transport.send({ type: 'answer', id, ok: false, problem: problemOf(error) });
  } finally {
    open.delete(id);
  }
}

function answer(name: string, params: unknown, handlers: Handlers, signal: AbortSignal): unknown {
  if (!Object.hasOwn(PARAMS, name)) throw new CausewayError(denied(`There is no call "${name.slice(0, 40)}".`));
  const call = name as CallName;
  const parsed = PARAMS[call].safeParse(params);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    throw new CausewayError(denied(`${call}: ${first?.path.map(String).join('.') || 'the parameters'}: ${first?.message ?? 'not valid'}.`));
  }
  const handler = handlers[call] as (given: unknown, signal: AbortSignal) => unknown;
  return handler(parsed.data, signal);
}

/** Rules may nest a hundred levels deep; what goes much deeper only wants to overflow somebody's stack. */
const DEEPEST = 300;

function isDeep(frame: unknown): boolean {
  let level: unknown[] = [frame];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return false;
}

/** What a handler throws when it looks at its signal. */
function stopped(): CausewayError {
  return new CausewayError({ kind: 'cancelled', code: 'cancelled/by-user', message: 'The call was withdrawn.' });
}

function denied(message: string): Problem {
  return { kind: 'denied', code: 'api/bad-frame', message, fix: 'This is a fault of the page; please report it.' };
}
