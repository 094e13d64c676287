import { CausewayError, damaged } from '../base/problem.ts';
import type { Effects } from '../frame/effects.ts';
import type { Plan } from '../frame/plan.ts';
import { getPacked, putPacked } from './contents.ts';
import { type FrameRecord, getFrame, putFrame } from './frames.ts';
import { type Desk, getRecord, newestRecords, putRecord } from './records.ts';
import type { StepInfo, StepRecord, StoredReport, StoredStep, StoredValues } from './types.ts';

/** The packed values of a step, by the name under which its record keeps their hashes. */
export const PACKED_VALUES = ['effects', 'model', 'plan', 'report'] as const;

export type PackedValue = (typeof PACKED_VALUES)[number];

type StepBody = {
  readonly stepId: string;
  readonly methodId: string;
  readonly revision: number;
  readonly spec: unknown;
  readonly inputs: readonly string[];
  readonly resultHash: string;
  readonly storedAt: string;
  readonly frame: FrameRecord | null;
  readonly packed: Readonly<Partial<Record<PackedValue, string>>>;
};

/** Stores a step result; columns that an input or a dataset has too are not stored again. Call it inside a transaction. */
export function putStep(desk: Desk, record: StepRecord, values: StoredValues, report: unknown): StepInfo {
  const { fingerprint, stepId, methodId, revision, spec, inputs } = record;
  const resultHash = desk.hasher.step(values, report);
  const known = findStepInfo(desk, fingerprint);
  if (known !== undefined) {
    if (known.resultHash !== resultHash) refuseOtherResult(record);
    return known;
  }
  const storedAt = desk.clock();
  const body: StepBody = {
    ...{ stepId, methodId, revision, spec, inputs, resultHash, storedAt },
    frame: values.frame === undefined ? null : putFrame(desk, values.frame),
    packed: putValues(desk, { effects: values.effects, model: values.model, plan: values.plan, report }),
  };
  const detail = { stepId, methodId, revision, resultHash };
  putRecord(desk, { kind: 'step', verb: 'put', name: fingerprint, version: 1, body, detail }, storedAt);
  return infoOf(fingerprint, body);
}

/** Reads a step result back, every byte checked; undefined when it was never stored. */
export function findStep(desk: Desk, fingerprint: string): StoredStep | undefined {
  const found = getRecord(desk, 'step', fingerprint);
  if (found === undefined) return undefined;
  const body = found.body as StepBody;
  const place = { step: body.stepId };
  const packed = (value: PackedValue): unknown => {
    const hash = body.packed[value];
    return hash === undefined ? undefined : named(value, body.stepId, () => getPacked(desk.db, hash));
  };
  // The bytes of effects and plans are checked against their hash above, so they have the types that were packed.
  const effects = packed('effects') as Effects | undefined;
  const plan = packed('plan') as Plan | undefined;
  const model = packed('model');
  const values: StoredValues = {
    ...(body.frame === null ? {} : { frame: getFrame(desk, body.frame, place) }),
    ...(effects === undefined ? {} : { effects }),
    ...(model === undefined ? {} : { model }),
    ...(plan === undefined ? {} : { plan }),
  };
  return { ...infoOf(fingerprint, body), values, report: packed('report') };
}

/** Reads the report of a result back, every byte of it checked, and leaves the values where they are. */
export function findReport(desk: Desk, fingerprint: string): StoredReport | undefined {
  const found = getRecord(desk, 'step', fingerprint);
  if (found === undefined) return undefined;
  const body = found.body as StepBody;
  const hash = body.packed.report;
  const report = hash === undefined ? undefined : named('report', body.stepId, () => getPacked(desk.db, hash));
  return { ...infoOf(fingerprint, body), rowCount: body.frame?.rowCount ?? null, report };
}

/** The record of a step result, without its values. */
export function findStepInfo(desk: Desk, fingerprint: string): StepInfo | undefined {
  const found = getRecord(desk, 'step', fingerprint);
  return found === undefined ? undefined : infoOf(fingerprint, found.body as StepBody);
}

/** All step results, by fingerprint. */
export function listSteps(desk: Desk): StepInfo[] {
  return newestRecords(desk, 'step').map(({ name, body }) => infoOf(name, body as StepBody));
}

function putValues(desk: Desk, values: Readonly<Record<PackedValue, unknown>>): Partial<Record<PackedValue, string>> {
  const hashes: Partial<Record<PackedValue, string>> = {};
  for (const value of PACKED_VALUES) if (values[value] !== undefined) hashes[value] = putPacked(desk, values[value]);
  return hashes;
}

function infoOf(fingerprint: string, body: StepBody): StepInfo {
  const { stepId, methodId, revision, spec, inputs, resultHash, storedAt } = body;
  return { fingerprint, stepId, methodId, revision, spec, inputs, resultHash, storedAt };
}

function named<T>(value: PackedValue, step: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CausewayError)) throw error;
    return damaged(`The ${value} of step "${step}" cannot be read. ${error.message}`, { step }, error);
  }
}

function refuseOtherResult({ stepId, methodId, revision }: StepRecord): never {
  throw new CausewayError({
    kind: 'integrity',
    code: 'store/altered',
    message: `Step "${stepId}" gave another result than before from the same data, options and revision ${revision} of ${methodId}.`,
    fix: 'The earlier result was kept. Please report this: the method should give the same bytes every time.',
    where: { step: stepId },
  });
}
