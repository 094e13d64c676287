import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rngFromSeed } from '../../core/base/rng.ts';
import { booleanColumn, categoryColumn, dateColumn, type Frame, makeFrame, numberColumn } from '../../core/frame/frame.ts';
import type { StepRecord, StoredValues } from '../../core/store/types.ts';

/** A folder that is gone when the action is over. */
export function inFolder<T>(action: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-test-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  let isPending = false;
  try {
    const result = action(folder);
    if (result instanceof Promise) {
      isPending = true;
      return result.finally(remove) as T;
    }
    return result;
  } finally {
    if (!isPending) remove();
  }
}

/** A clock that counts seconds from a fixed day. */
export function steadyClock(): () => string {
  let second = 0;
  return () => new Date(Date.UTC(2026, 0, 1) + 1000 * second++).toISOString();
}

/** A table with every kind of column, missing cells included; equal seeds give equal tables. */
export function someFrame(rowCount: number, seed = 1): Frame {
  const rng = rngFromSeed(seed);
  const cities = ['北京', 'Köln', "O'Hare", '__proto__'];
  const rows = Array.from({ length: rowCount }, (_, row) => row);
  return makeFrame(
    [
      ['id', numberColumn(rows)],
      ['spend', numberColumn(rows.map(() => (rng.next() < 0.1 ? Number.NaN : 100 * rng.normal())))],
      ['city', categoryColumn(rows.map(() => (rng.next() < 0.1 ? null : (cities[rng.below(4)] ?? null))))],
      ['active', booleanColumn(rows.map(() => (rng.next() < 0.1 ? null : rng.next() < 0.5)))],
      ['joined', dateColumn(rows.map(() => 86_400_000 * rng.below(20_000)))],
    ],
    {
      roles: [
        ['id', 'id'],
        ['spend', 'outcome'],
        ['city', 'treatment'],
      ],
      control: 'Köln',
    },
  );
}

/** A step result with every kind of value. */
export function someStep(name: string, frame: Frame): { record: StepRecord; values: StoredValues; report: unknown } {
  const { rowCount } = frame;
  return {
    record: { fingerprint: `print-${name}`, stepId: name, methodId: 'x-learner', revision: 1, spec: { alpha: 0.05 }, inputs: ['in'] },
    values: {
      frame,
      effects: { control: 'Köln', arms: ['北京'], outcome: 'spend', rowCount, value: new Float64Array(rowCount).fill(0.5) },
      model: { kind: 'linear', features: [], link: 'identity', intercept: 1.5, terms: [] },
      plan: {
        options: ['none', 'call'],
        rowCount,
        choice: new Int32Array(rowCount),
        value: new Float64Array(rowCount),
        cost: new Float64Array(rowCount),
        totals: { value: 0, cost: 0, counts: [rowCount, 0] },
        certificate: { bound: 0, gapShare: 0, constraints: [] },
        frontier: [],
      },
    },
    report: { blocks: [{ kind: 'text', id: 'reading', title: { en: name, zh: name }, body: { en: 'So.', zh: '如此。' } }], notes: [] },
  };
}
