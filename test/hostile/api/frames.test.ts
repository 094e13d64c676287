import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARAMS } from '../../../core/api/calls.ts';
import { type Loopback, openLoopback } from '../../../core/host/loopback.ts';
import type { ExperimentDocument } from '../../../core/run/document.ts';
import { openTestPage, type TestPage } from '../../support/loopback-transport.ts';

/** What a page gone wrong, or somebody behind it, may send: every call ends in a value or in words, and the host goes on. */

let folder = '';
let host: Loopback;
let page: TestPage;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-frames-'));
  host = await openLoopback({ dataFolder: join(folder, 'app'), pageFolder: folder, sampleRows: 200, threads: 1 });
  page = await openTestPage(host.url);
  const opened = await page.api.call('sample.open', { sample: 'loan-offer' });
  expect(opened.ok).toBe(true);
});
afterAll(async () => {
  page.api.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends a body as it is, to a page that exists. */
async function post(body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const stop = new AbortController();
  const { cookie, origin } = page;
  await fetch(`${origin}/events?page=hostile-page`, { headers: { cookie }, signal: stop.signal });
  const init = { method: 'POST', headers: { cookie, 'content-type': 'application/json', ...headers }, body: Buffer.from(body) };
  try {
    return (await fetch(`${origin}/api?page=hostile-page`, init)).status;
  } finally {
    stop.abort();
  }
}

async function send(
  name: string,
  params: unknown,
): Promise<{ readonly ok: boolean; readonly problem?: { readonly kind: string; readonly code: string } }> {
  return page.api.call(name as 'app.info', params as Record<string, never>);
}

const isAlive = async (): Promise<void> => expect((await page.api.call('app.info', {})).ok).toBe(true);

describe('a frame', () => {
  it('that is none is refused', async () => {
    const frames = [
      '',
      'null',
      '[]',
      '"call"',
      '{',
      '{}',
      '{"type":"call"}',
      '{"type":"call","id":-1,"name":"app.info","params":{}}',
      '{"type":"call","id":1.5,"name":"app.info","params":{}}',
      '{"type":"call","id":"1","name":"app.info","params":{}}',
      '{"type":"call","id":1,"name":5,"params":{}}',
      '{"type":"call","id":1,"name":"app.info","params":{},"more":1}',
      '{"type":"answer","id":1,"ok":true}',
      `{"type":"call","id":1,"name":"${'x'.repeat(100)}","params":{}}`,
    ];
    for (const frame of frames) expect(await post(frame), frame.slice(0, 60)).toBe(400);
    expect(await post(Uint8Array.of(0xff, 0xfe, 0x7b))).toBe(400);
    await isAlive();
  });

  it('of another type, for no page, or too long is refused', async () => {
    expect(await post('{"type":"cancel","id":1}', { 'content-type': 'text/plain' })).toBe(404);
    const { cookie, origin } = page;
    const headers = { cookie, 'content-type': 'application/json' };
    const body = '{"type":"cancel","id":1}';
    for (const id of ['', 'nobody-here', '__proto__'])
      expect((await fetch(`${origin}/api?page=${id}`, { method: 'POST', headers, body })).status).toBe(400);
    for (const id of ['', 'x', '../../etc', 'a'.repeat(100)])
      expect((await fetch(`${origin}/events?page=${id}`, { headers })).status).toBe(404);
    expect(await post(JSON.stringify({ type: 'call', id: 1, name: 'rule.fromSql', params: { sql: 'x'.repeat(17 * 2 ** 20) } }))).toBe(413);
    await isAlive();
  });

  it('for a call that does not exist is answered in words', async () => {
    for (const name of ['', 'app', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'APP.INFO'])
      expect(await send(name, {})).toMatchObject({ ok: false, problem: { kind: 'denied', code: 'api/bad-frame' } });
  });

  it('with wrong parameters is answered in words, for every call', async () => {
    const wrong = [null, 5, 'x', [], { surprise: 1 }, JSON.parse('{"__proto__":{"isReadOnly":true}}')];
    for (const name of Object.keys(PARAMS)) {
      for (const params of wrong)
        expect(await send(name, params), `${name} ${JSON.stringify(params)}`).toMatchObject({
          ok: false,
          problem: { code: 'api/bad-frame' },
        });
    }
    await isAlive();
  });

  it('nested without end does not overflow anything', async () => {
    const deep = `${'{"all":['.repeat(50_000)}1${']}'.repeat(50_000)}`;
    // Dropped like any frame that is none: nobody waits for an answer to it.
    await post(`{"type":"call","id":1,"name":"rule.toSql","params":{"rule":${deep}}}`);
    const nested = JSON.parse(`${'{"not":'.repeat(150)}{"column":"age","is":"missing"}${'}'.repeat(150)}`);
    expect(await send('rule.toSql', { rule: nested })).toMatchObject({ ok: false, problem: { kind: 'input' } });
    await isAlive();
  });
});

describe('a call with hostile content', () => {
  it('of any shape ends in a value or a problem that is not a bug of ours', async () => {
    const names = [
      'step.try',
      'step.check',
      'rule.toSql',
      'rule.count',
      'document.edit',
      'data.rows',
      'sql.query',
      'rule.fromSql',
    ] as const;
    const fill = fc.record({
      method: fc.constantFrom('mckp', 'profile', '__proto__', 'rule-segment', ''),
      spec: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.constant(JSON.parse('{"__proto__":{"rule":1}}'))),
      from: fc.array(fc.constantFrom('customers', 'plan', '__proto__', 'toString'), { minLength: 1, maxLength: 3 }),
      rule: fc.jsonValue({ maxDepth: 4 }),
      words: fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom('age > ', "region = '", '((((', 'if(', 'SELECT', '--', 'age in ()')),
    });
    const paramsOf = (name: (typeof names)[number], { method, spec, from, rule, words }: Record<string, unknown>): unknown => {
      if (name === 'step.try' || name === 'step.check') return { method, spec, from };
      if (name === 'rule.toSql') return { rule };
      if (name === 'rule.count') return { source: 'customers', rule };
      if (name === 'document.edit') return { document: rule, label: { en: 'x', zh: 'x' } };
      if (name === 'data.rows') return { source: 'customers', from: 0, count: 5, filter: words };
      return { sql: words };
    };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fill, async (name, filled) => {
        const answer = await send(name, paramsOf(name, filled));
        if (!answer.ok) expect(answer.problem?.kind, JSON.stringify(answer.problem)).not.toBe('bug');
      }),
      { numRuns: 150 },
    );
    await isAlive();
  });

  it('may name things after the parts of an object, and they are ordinary names', async () => {
    const state = await page.api.call('project.state', {});
    const document = state.ok ? state.value?.document : undefined;
    const steps = ['constructor', 'toString', '__proto__'].map((id) => ({ id, method: 'profile', from: ['customers'], spec: {} }));
    const edited = await page.api.call('document.edit', {
      document: { ...(document as ExperimentDocument), steps },
      label: { en: 'x', zh: 'x' },
    });
    expect(edited.ok && edited.value.steps.map((step) => [step.id, step.state, step.problem])).toEqual(
      steps.map(({ id }) => [id, 'missing', null]),
    );
    for (const source of ['__proto__', 'constructor', 'valueOf'])
      expect(await page.api.call('data.rows', { source, from: 0, count: 1 })).toMatchObject({ ok: false, problem: { kind: 'input' } });
    const sort = { column: '__proto__', isDescending: false };
    expect(await page.api.call('data.rows', { source: 'customers', from: 0, count: 1, sort })).toMatchObject({ ok: false });
    expect(({} as { isReadOnly?: boolean }).isReadOnly).toBeUndefined();
  });

  it('never gets at a file through SQL', async () => {
    for (const sql of [
      "ATTACH '/etc/passwd' AS x",
      "SELECT readfile('/etc/passwd')",
      "SELECT load_extension('x')",
      'PRAGMA database_list',
      'SELECT * FROM sqlite_master; DROP TABLE customers',
      "VACUUM INTO '/tmp/x'",
    ])
      expect(await page.api.call('sql.query', { sql })).toMatchObject({ ok: false, problem: { kind: 'input' } });
  });
});
