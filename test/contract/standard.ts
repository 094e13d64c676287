import { rngFromSeed } from '../../core/base/rng.ts';
import type { Effects } from '../../core/frame/effects.ts';
import { booleanColumn, categoryColumn, dateColumn, type Frame, makeFrame, numberColumn } from '../../core/frame/frame.ts';
import type { Plan } from '../../core/frame/plan.ts';
import { sharedFloats, sharedInts } from '../../core/frame/shared-memory.ts';
import type { TreeModel } from '../../core/learners/model.ts';
import type { Inputs, StepValues } from '../../core/methods/contract.ts';

/**
 * The table that every method is tried on: a small randomised experiment with three arms, a number and a
 * yes/no outcome, covariates of every kind with some missing, costs, a plan column, and the planted effects.
 * Each method's `example.json` holds options that make sense on it.
 */
export function standardFrame(rowCount = 600): Frame {
  const rng = rngFromSeed(11);
  const rows = Array.from({ length: rowCount }, (_, row) => drawRow(rng, row));
  return makeFrame(
    [
      ['id', categoryColumn(rows.map((row) => row.id))],
      ['arm', categoryColumn(rows.map((row) => row.arm))],
      ['y', numberColumn(rows.map((row) => row.y))],
      ['bought', numberColumn(rows.map((row) => row.bought))],
      ['y_before', numberColumn(rows.map((row) => row.before))],
      ['x0', numberColumn(rows.map((row) => row.x0))],
      ['x1', numberColumn(rows.map((row) => row.x1))],
      ['region', categoryColumn(rows.map((row) => row.region))],
      ['is_new', booleanColumn(rows.map((row) => row.isNew))],
      ['joined', dateColumn(rows.map((row) => row.joined))],
      ['branch', categoryColumn(rows.map((row) => row.branch))],
      ['cost_mail', numberColumn(rows.map((row) => row.costMail))],
      ['cost_call', numberColumn(rows.map(() => 4))],
      // Panels and series: 60 shops over 10 weeks with three starting weeks, and a running day. No draws, so nothing above moves.
      ['shop', categoryColumn(rows.map((_, row) => `s${Math.floor(row / 10)}`))],
      ['week', numberColumn(rows.map((_, row) => 1 + (row % 10)))],
      ['starts', numberColumn(rows.map((_, row) => [0, 5, 7][Math.floor(row / 10) % 3] ?? 0))],
      ['day', numberColumn(rows.map((_, row) => row + 1))],
      ['true_mail', numberColumn(rows.map((row) => row.effects[0]))],
      ['true_call', numberColumn(rows.map((row) => row.effects[1]))],
    ],
    {
      roles: [
        ['id', 'id'],
        ['arm', 'treatment'],
        ['y', 'outcome'],
        ['x0', 'covariate'],
        ['x1', 'covariate'],
        ['region', 'covariate'],
        ['is_new', 'covariate'],
      ],
      control: 'none',
    },
  );
}

function drawRow(rng: ReturnType<typeof rngFromSeed>, row: number) {
  const [x0, x1] = [rng.normal(), rng.normal()];
  const effects = [1 + x0, 2 * x1] as const;
  const arm = ['none', 'mail', 'call'][rng.below(3)] ?? 'none';
  const added = arm === 'mail' ? effects[0] : arm === 'call' ? effects[1] : 0;
  const y = 5 + x0 + added + rng.normal();
  return {
    id: `C${row}`,
    arm,
    y,
    bought: rng.next() < 1 / (1 + Math.exp(1 - 0.5 * added)) ? 1 : 0,
    before: 5 + x0 + rng.normal(),
    x0,
    x1: rng.next() < 0.05 ? Number.NaN : x1,
    region: rng.next() < 0.05 ? null : (['north', 'south', 'east'][rng.below(3)] ?? null),
    isNew: rng.next() < 0.3,
    joined: Date.UTC(2025, 0, 1) + 86_400_000 * rng.below(365),
    branch: `b${rng.below(20)}`,
    costMail: 1 + rng.next(),
    effects,
  };
}

/** Effects aligned with the standard table: the planted ones. */
export function standardEffects(frame: Frame): Effects {
  const value = sharedFloats(2 * frame.rowCount);
  ['true_mail', 'true_call'].forEach((name, arm) => {
    const column = frame.columns.get(name);
    if (column?.kind !== 'number') return;
    for (let row = 0; row < frame.rowCount; row++) value[2 * row + arm] = column.values[row] ?? 0;
  });
  return { control: 'none', arms: ['mail', 'call'], outcome: 'y', treatment: 'arm', rowCount: frame.rowCount, value };
}

/** A tree of one split on x0. */
export const standardModel: TreeModel = {
  kind: 'trees',
  features: [
    { name: 'x0', kind: 'number' },
    { name: 'x1', kind: 'number' },
  ],
  link: 'identity',
  base: 1,
  treeStart: Int32Array.of(0, 3, 6),
  feature: Int32Array.of(0, -1, -1, 1, -1, -1),
  threshold: Float64Array.of(0, 0, 0, 0.5, 0, 0),
  categoryWords: new Int32Array(6),
  categoryBits: new Uint32Array(0),
  left: Int32Array.of(1, 0, 0, 4, 0, 0),
  right: Int32Array.of(2, 0, 0, 5, 0, 0),
  missingLeft: Uint8Array.of(1, 0, 0, 0, 0, 0),
  value: Float64Array.of(0.5, -1, 2, 0, -0.5, 1),
  cover: Float64Array.of(100, 50, 50, 100, 60, 40),
  gain: Float64Array.of(10, 0, 0, 5, 0, 0),
};

function standardPlan(frame: Frame): Plan {
  const zeros = sharedFloats(frame.rowCount);
  return {
    options: ['none', 'mail', 'call'],
    rowCount: frame.rowCount,
    choice: sharedInts(frame.rowCount),
    value: zeros,
    cost: zeros,
    totals: { value: 0, cost: 0, counts: [frame.rowCount, 0, 0] },
    certificate: { bound: 0, gapShare: 0, constraints: [] },
    frontier: [],
  };
}

/** Everything a method may ask for, in one source. */
export function standardInputs(frame: Frame, kinds: readonly (keyof StepValues)[]): Inputs {
  const all: StepValues = { frame, effects: standardEffects(frame), model: standardModel, plan: standardPlan(frame) };
  const values = Object.fromEntries(Object.entries(all).filter(([kind]) => kind === 'frame' || kinds.includes(kind as keyof StepValues)));
  return { sources: [{ name: 'standard', values }] };
}
