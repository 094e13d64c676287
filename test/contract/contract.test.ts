import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { canonicalJson } from '../../core/base/canonical-json.ts';
import { CausewayError, problemOf } from '../../core/base/problem.ts';
import type { Text } from '../../core/base/text.ts';
import type { StepResult } from '../../core/jobs/messages.ts';
import { checkStep, methodNamed, parseSpec } from '../../core/jobs/perform.ts';
import { Pool } from '../../core/jobs/pool.ts';
import { type Inputs, METHOD_KINDS } from '../../core/methods/contract.ts';
import { METHODS } from '../../core/methods/registry.generated.ts';
import { hashFrame, hashStep } from '../../core/store/hashing.ts';
import { standardFrame, standardInputs } from './standard.ts';
import { TRAPS } from './traps.ts';

/** Every registered method keeps the same promises; a new method is tried by being there. */

const frame = standardFrame();
let one: Pool;
let two: Pool;
beforeAll(() => {
  one = new Pool({ threads: 1 });
  two = new Pool({ threads: 2 });
});
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
});

const seed = [1, 2, 3, 4] as const;

describe.each(Object.keys(METHODS))('%s', (id) => {
  const method = methodNamed(id);
  const kinds = [...method.takes, ...(method.accepts ?? [])];
  const example = new URL(`../../core/methods/${id}/example.json`, import.meta.url);
  const spec: unknown = existsSync(example) ? JSON.parse(readFileSync(example, 'utf8')) : undefined;
  const run = (pool: Pool, inputs: Inputs): Promise<StepResult> =>
    pool.submit({ method: id, spec, inputs, seed }, { timeLimitMs: 50_000 }).result;
  const inputs = standardInputs(frame, kinds);

  it('has an example of its options, and an identity', () => {
    expect(spec, 'core/methods/<id>/example.json is missing').toBeDefined();
    expect(method.id).toBe(id);
    expect(method.revision).toBeGreaterThanOrEqual(1);
    expect(METHOD_KINDS).toContain(method.kind);
    expect(method.citation.length).toBeGreaterThan(3);
  });

  it('speaks both languages, about every option', () => {
    const { title, purpose, assumptions, reading, pitfalls, options } = method.text;
    const labels = Object.values(options).flatMap(({ label, help }) => [label, help]);
    const sentences: Text[] = [title, purpose, reading, ...assumptions, ...pitfalls, ...labels];
    for (const { en, zh } of sentences) {
      expect(en).not.toBe('');
      expect(zh, `"${en}" has no Chinese`).toMatch(/\p{Script=Han}|^[A-Za-z0-9 ()²_.-]{1,24}$/u);
    }
    expect(title.zh).toMatch(/\p{Script=Han}|[A-Z]{2,}/u);
    const schema = z.toJSONSchema(method.spec, { io: 'input', unrepresentable: 'any' });
    const named = new Set(Object.keys(schema.properties ?? {}));
    expect(new Set(Object.keys(options))).toEqual(named.size === 0 ? new Set(Object.keys(options)) : named);
  });

  it('finds nothing wrong with its example, and refuses an option it does not have', () => {
    expect(checkStep(method, parseSpec(method, spec), inputs)).toEqual([]);
    expect(() => parseSpec(method, { ...(spec as object), noSuchOption: 1 })).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'option/unknown' }) }),
    );
  });

  it('gives the same bytes twice, and on one and on two threads, and leaves its input alone', async () => {
    const before = hashFrame(frame);
    const [first, again, other] = await Promise.all([run(two, inputs), run(two, inputs), run(one, inputs)]);
    const hashes = [first, again, other].map(({ values, report }) => hashStep(values, report));
    expect(new Set(hashes).size).toBe(1);
    expect(hashFrame(frame)).toBe(before);
    checkResult(id, first, method.gives);
  });

  it.each(TRAPS)('meets $name with a problem or an honest answer', async ({ make }) => {
    const trapped = make(frame);
    await expectHonest(() => run(two, standardInputs(trapped, kinds)), id);
  });

  it('says what is missing when nothing comes in', () => {
    const problems = checkStep(method, parseSpec(method, spec), { sources: [] });
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem.fix).toBeTruthy();
  });

  it('stops when it is cancelled, and the thread serves again', async () => {
    const job = two.submit({ method: id, spec, inputs, seed });
    job.cancel();
    await expect(job.result).rejects.toMatchObject({ problem: { kind: 'cancelled' } });
  });
});

function checkResult(id: string, { values, report }: StepResult, gives: readonly string[]): void {
  for (const kind of gives) expect(values, `gives ${kind}`).toHaveProperty(kind);
  expect(() => structuredClone(values)).not.toThrow();
  expect(() => canonicalJson(report)).not.toThrow();
  const ids = report.blocks.map((block) => block.id);
  expect(new Set(ids).size, `block ids ${ids.join(', ')}`).toBe(ids.length);
  expect(report.blocks[0]).toMatchObject({ kind: 'text', id: 'reading' });
  for (const block of report.blocks) {
    expect(block.title.en && block.title.zh).toBeTruthy();
    if (block.kind === 'figure') expect(block.table.columns.length, `the table behind ${block.id}`).toBeGreaterThan(0);
    if (block.kind === 'table' || block.kind === 'figure')
      for (const row of block.table.rows) expect(row).toHaveLength(block.table.columns.length);
  }
  for (const note of report.notes) expect(note.code.startsWith(`${id}/`), note.code).toBe(true);
  if (values.effects !== undefined) expect(values.effects.rowCount).toBe(values.frame?.rowCount);
  if (values.plan !== undefined) expect(values.plan.rowCount).toBe(values.frame?.rowCount);
}

async function expectHonest(run: () => Promise<StepResult>, id: string): Promise<void> {
  try {
    const result = await run();
    expect(() => canonicalJson(result.report)).not.toThrow();
  } catch (error) {
    expect(error).toBeInstanceOf(CausewayError);
    const problem = problemOf(error);
    expect(['input', 'numeric', 'resource'], `${id}: ${problem.code} ${problem.message}`).toContain(problem.kind);
    expect(problem.fix).toBeTruthy();
  }
}
