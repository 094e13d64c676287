import { z } from 'zod';
import { text, verbatim } from '../../core/base/text.ts';
import type { Seat, StopSignal } from '../../core/base/work.ts';
import { sharedFloats } from '../../core/frame/shared-memory.ts';
import { TASK_MODULES } from '../../core/jobs/tasks.generated.ts';
import type { FitContext } from '../../core/methods/contract.ts';
import { defineMethod } from '../../core/methods/contract.ts';
import { METHODS } from '../../core/methods/registry.generated.ts';

/** A worker whose registry holds methods that misbehave in every way a real one could. */

const squares = { id: 'test/squares', run: (factor: number, item: number, _signal: StopSignal) => factor * item * item };

/** Each member adds its rank to a shared cell, a thousand times, in lockstep. */
const lockstep = {
  id: 'test/lockstep',
  run(cells: Float64Array, seat: Seat) {
    for (let round = 0; round < 1000; round++) {
      if (round % seat.size === seat.rank) cells[0] = (cells[0] ?? 0) + 1;
      seat.barrier();
    }
    return seat.rank;
  },
};

const failingMember = {
  id: 'test/failing-member',
  run(_: number, seat: Seat) {
    if (seat.rank === seat.size - 1) throw new Error('this member fails');
    seat.barrier();
    return 0;
  },
};

function method(id: string, body: (context: FitContext) => unknown) {
  return defineMethod<unknown, unknown>({
    id,
    revision: 1,
    kind: 'describe',
    citation: 'none',
    spec: z.object({}),
    text: { title: verbatim(id), purpose: verbatim(id), assumptions: [], reading: verbatim(id), pitfalls: [], options: {} },
    takes: [],
    gives: [],
    validate: () => [],
    fit: (_spec, _inputs, context) => body(context),
    summarize: (result) => ({
      blocks: [{ kind: 'text', id: 'result', title: text('Result', '结果'), body: verbatim(JSON.stringify(result)) }],
      notes: [],
    }),
  });
}

const hostile = [
  method('test-throw', () => {
    throw new Error('thrown on purpose');
  }),
  method('test-exit', () => process.exit(3)),
  method('test-reject', () => Promise.reject(new Error('rejected on purpose'))),
  method('test-loop', () => {
    for (;;) Math.sqrt(2);
  }),
  method('test-patient', (context) => {
    for (;;) context.signal.throwIfAborted();
  }),
  method('test-not-finite', () => ({ blocks: Number.NaN })),
  method('test-heap', () => {
    const kept: number[][] = [];
    for (;;) kept.push(new Array<number>(100_000).fill(1));
  }),
  method('test-spread', (context) => context.spread(squares, 2, [1, 2, 3, 4, 5])),
  method('test-team', async (context) => {
    const cells = sharedFloats(1);
    const ranks = await context.team(lockstep, cells, 8);
    return { count: cells[0], ranks };
  }),
  method('test-team-fails', (context) => context.team(failingMember, 0, 8)),
  method('test-random', (context) => [context.rng.next(), context.rng.fork('a').next()]),
];

for (const entry of hostile) (METHODS as Record<string, unknown>)[entry.id] = entry;
(TASK_MODULES as Record<string, unknown>[]).push({ squares, lockstep, failingMember });
await import('../../core/jobs/worker.ts');
