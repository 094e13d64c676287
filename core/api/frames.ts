import { z } from 'zod';
import type { Problem } from '../base/problem.ts';
import type { EventName } from './calls.ts';

/** What crosses between page and host: small JSON messages. Large arrays go by GET, never through here. */
export type RequestFrame =
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly params: unknown }
  | { readonly type: 'cancel'; readonly id: number };

export type AnswerFrame =
  | { readonly type: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly ok: false; readonly problem: Problem }
  | { readonly type: 'event'; readonly name: EventName; readonly payload: unknown };

/** The shape of a request, before anybody looks into its parameters. */
export const requestFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('call'), id: z.int().min(0), name: z.string().max(80), params: z.unknown() }),
  z.strictObject({ type: z.literal('cancel'), id: z.int().min(0) }),
]);

/** One way of getting frames across. MessagePort and loopback implement it; nothing else knows which is in use. */
export interface Transport<Out, In> {
  send(frame: Out): void;
  onFrame(hear: (frame: In) => void): void;
  close(): void;
}
