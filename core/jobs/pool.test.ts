import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CausewayError } from '../base/problem.ts';
import type { StepRequest } from './messages.ts';
import { Pool } from './pool.ts';

const workerFile = new URL('../../test/support/hostile-worker.ts', import.meta.url);
const request = (method: string): StepRequest => ({ method, spec: {}, inputs: { sources: [] }, seed: [1, 2, 3, 4] });

const outcomeOf = async (pool: Pool, method: string, timeLimitMs?: number): Promise<string> => {
  const job = pool.submit(request(method), timeLimitMs === undefined ? {} : { timeLimitMs });
  try {
    const { report } = await job.result;
    const [block] = report.blocks;
    return block?.kind === 'text' ? block.body.en : 'no block';
  } catch (error) {
    return error instanceof CausewayError ? error.problem.code : String(error);
  }
};

const TOGETHER = '{"count":1000,"ranks":[0,1]}';

describe('the worker pool', () => {
  let pool: Pool;
  beforeAll(() => {
    pool = new Pool({ threads: 2, workerFile });
  });
  afterAll(() => pool.close());

  it('spreads items over threads and keeps their order', async () => {
    expect(await outcomeOf(pool, 'test-spread')).toBe('[2,8,18,32,50]');
  });

  it('lets the members of a team advance together', async () => {
    const answers = new Set<string>();
    // A team takes the threads that are free; while the second one still loads its modules it is not.
    for (let attempt = 0; attempt < 300 && !answers.has(TOGETHER); attempt++) {
      answers.add(await outcomeOf(pool, 'test-team'));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect([...answers].every((answer) => answer.startsWith('{"count":1000,'))).toBe(true);
    expect(answers).toContain(TOGETHER);
  });

  it('gives the same answers on one thread', async () => {
    const alone = new Pool({ threads: 1, workerFile });
    expect(await outcomeOf(alone, 'test-spread')).toBe('[2,8,18,32,50]');
    expect(await outcomeOf(alone, 'test-team')).toBe('{"count":1000,"ranks":[0]}');
    expect(await outcomeOf(alone, 'test-random')).toBe(await outcomeOf(pool, 'test-random'));
    await alone.close();
  });

  it.each(['test-throw', 'test-reject', 'test-team-fails'])('%s fails its own job only', async (method) => {
    const [bad, good] = await Promise.all([outcomeOf(pool, method), outcomeOf(pool, 'test-spread')]);
    expect(bad).toBe('bug/unexpected');
    expect(good).toBe('[2,8,18,32,50]');
  });

  it('replaces a thread that exits, and other jobs go on', async () => {
    const [bad, good] = await Promise.all([outcomeOf(pool, 'test-exit'), outcomeOf(pool, 'test-spread')]);
    expect([bad, good]).toEqual(['job/crashed', '[2,8,18,32,50]']);
    expect(await Promise.all([outcomeOf(pool, 'test-spread'), outcomeOf(pool, 'test-spread')])).toEqual([
      '[2,8,18,32,50]',
      '[2,8,18,32,50]',
    ]);
  });

  it('acknowledges a cancel within 100 ms, even of a job that never looks', async () => {
    for (const method of ['test-patient', 'test-loop']) {
      const job = pool.submit(request(method));
      await new Promise((resolve) => setTimeout(resolve, 150));
      const start = performance.now();
      job.cancel();
      await expect(job.result).rejects.toMatchObject({ problem: { code: 'cancelled/by-user' } });
      expect(performance.now() - start).toBeLessThan(100);
    }
    // Both threads serve again although one of them had to be replaced.
    expect(await Promise.all([outcomeOf(pool, 'test-spread'), outcomeOf(pool, 'test-spread')])).toEqual([
      '[2,8,18,32,50]',
      '[2,8,18,32,50]',
    ]);
  });

  it('ends a job at its time limit', async () => {
    expect(await outcomeOf(pool, 'test-loop', 200)).toBe('job/timed-out');
  });

  it('refuses a job that would not fit before it starts', async () => {
    const job = pool.submit(request('test-spread'), { memoryBytes: 1e18 });
    await expect(job.result).rejects.toMatchObject({ problem: { kind: 'resource', code: 'resource/memory' } });
  });

  it('answers an unknown method with a problem that lists the known ones', async () => {
    expect(await outcomeOf(pool, 'no-such-method')).toBe('method/unknown');
  });
});
