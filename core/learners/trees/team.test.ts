import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { workHere } from '../../../test/support/work.ts';
import { rngFromSeed } from '../../base/rng.ts';
import type { Work } from '../../base/work.ts';
import { sharedInts } from '../../frame/shared-memory.ts';
import type { TreeModel } from '../model.ts';
import { gbdt, TEAM_ROWS } from './gbdt.ts';
import { tableOf } from './trees.fixture.ts';

/** What a member runs: a barrier of two shared words, and the task. */
const MEMBER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { rank, size, gate, module, shared } = workerData;
  const barrier = () => {
    const generation = Atomics.load(gate, 1);
    if (Atomics.add(gate, 0, 1) === size - 1) {
      Atomics.store(gate, 0, 0);
      Atomics.add(gate, 1, 1);
      Atomics.notify(gate, 1);
      return;
    }
    while (Atomics.load(gate, 1) === generation) Atomics.wait(gate, 1, generation, 50);
  };
  const signal = { aborted: false, throwIfAborted() {} };
  import(module).then(({ boost }) => parentPort.postMessage(boost.run(shared, { rank, size, signal, barrier })));
`;

/** Work whose teams are real threads, \`size\` of them. */
function workWithTeam(size: number): Work {
  const team: Work['team'] = (_, shared) => {
    const gate = sharedInts(2);
    const module = new URL('./boost.task.ts', import.meta.url).href;
    const members = Array.from({ length: size }, async (_unused, rank) => {
      const worker = new Worker(MEMBER, { eval: true, workerData: { rank, size, gate, module, shared } });
      const { promise, resolve, reject } = Promise.withResolvers<never>();
      worker.once('message', resolve);
      worker.once('error', reject);
      const answer = await promise;
      await worker.terminate();
      return answer;
    });
    return Promise.all(members);
  };
  return { ...workHere(1), threads: size, team };
}

describe('a team of threads', () => {
  const rng = rngFromSeed(31);
  const rowCount = TEAM_ROWS + 12_345;
  const columns = {
    a: Array.from({ length: rowCount }, () => rng.normal()),
    b: Array.from({ length: rowCount }, () => (rng.next() < 0.1 ? null : rng.normal())),
    c: Array.from({ length: rowCount }, () => `k${rng.below(12)}`),
    d: Array.from({ length: rowCount }, () => rng.below(3)),
    e: Array.from({ length: rowCount }, () => rng.next()),
  };
  const table = tableOf(columns);
  const values = Float64Array.from(columns.a, (a, row) =>
    Number(a + (columns.b[row] ?? 1) * (columns.d[row] as number) + Number(columns.c[row] === 'k3') > 0.4 + rng.normal()),
  );

  it.each([
    ['every row', { loss: 'squared', trees: 4, leaves: 10 }, [2, 3]],
    [
      'samples, early stopping and constraints',
      { trees: 4, leaves: 10, rowShare: 0.5, columnShare: 0.7, earlyStopping: 3, monotone: { a: 1 } as const },
      [2],
    ],
  ])('grows the same trees with one thread and with several, bit for bit: %s', async (_, options, sizes) => {
    const spec = gbdt.spec.parse(options);
    const matrix = await gbdt.prepare(table, spec, workHere(1));
    const train = async (work: Work): Promise<TreeModel> => (await gbdt.train(matrix, { task: 'binary', values }, spec, work)) as TreeModel;
    const alone = await train(workHere(1));
    expect(alone.feature.length).toBeGreaterThan(50);
    for (const size of sizes) expect(await train(workWithTeam(size))).toEqual(alone);
  });
});
