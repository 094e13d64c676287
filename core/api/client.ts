import { done, failed, type Outcome } from '../base/outcome.ts';
import type { Api, CallName, EventName, Events, ResultOf } from './calls.ts';
import type { AnswerFrame, RequestFrame, Transport } from './frames.ts';

export interface ApiClient {
  /** Never rejects: the answer is a value or a problem. Raising the signal cancels the call in the host. */
  call<Name extends CallName>(name: Name, params: Api[Name]['params'], signal?: AbortSignal): Promise<Outcome<ResultOf<Name>>>;
  /** Hears an event until the returned function is called. */
  on<Name extends EventName>(name: Name, hear: (payload: Events[Name]) => void): () => void;
  close(): void;
}

/** The page's end of a transport. */
export function connectApi(transport: Transport<RequestFrame, AnswerFrame>): ApiClient {
  const waiting = new Map<number, (outcome: Outcome<unknown>) => void>();
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  let calls = 0;
  transport.onFrame((frame) => {
    if (frame.type === 'event') {
      for (const hear of listeners.get(frame.name) ?? []) hear(frame.payload as never);
      return;
    }
    waiting.get(frame.id)?.(frame.ok ? done(frame.value) : failed(frame.problem));
    waiting.delete(frame.id);
  });
  return {
    call(name, params, signal) {
      const id = ++calls;
      const { promise, resolve } = Promise.withResolvers<Outcome<unknown>>();
      waiting.set(id, resolve);
      signal?.addEventListener('abort', () => transport.send({ type: 'cancel', id }), { once: true });
      transport.send({ type: 'call', id, name, params });
      return promise as Promise<Outcome<ResultOf<typeof name>>>;
    },
    on(name, hear) {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(hear as (payload: never) => void));
      return () => known.delete(hear as (payload: never) => void);
    },
    close: () => transport.close(),
  };
}
