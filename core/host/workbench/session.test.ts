import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verbatim } from '../../base/text.ts';
import { categoryColumn, makeFrame, numberColumn } from '../../frame/frame.ts';
import { checkDraft, type ExperimentDocument } from '../../run/document.ts';
import { createProject, openProject } from '../../store/project.ts';
import { openAppFolder } from './app-folder.ts';
import { JobBook } from './jobs.ts';
import { Session } from './session.ts';
import { changeSettings, readSettings } from './settings.ts';
import { traceSteps } from './trace.ts';

let folder = '';
let seconds = 0;
const clock = (): string => new Date(Date.UTC(2026, 0, 1) + 1000 * seconds++).toISOString();
const path = (): string => join(folder, 'p.causeway');
const open = (readOnly = false): Session =>
  new Session(openProject(path(), { readOnly, clock }), openAppFolder(join(folder, 'app')), clock);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-session-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const draft = (steps: readonly unknown[], extra: object = {}): ExperimentDocument =>
  checkDraft({ causeway: 1, name: 'x', seed: 7, data: { d: { file: 'd.csv' } }, steps, ...extra });

describe('tracing steps', () => {
  const data = new Map([['d', 'hash']]);
  const codes = (document: ExperimentDocument) => [...traceSteps(document, data).values()].map(({ problem }) => problem?.code ?? null);

  it('names a step that is unconnected, in a circle, unknown or wrong, and those that wait for it; the others can run', () => {
    const step = (id: string, from: readonly string[], more: object = {}) => ({ id, method: 'profile', from, ...more });
    expect(codes(draft([step('a', ['d']), step('b', []), step('c', ['b']), step('e', ['nobody'])]))).toEqual([
      null,
      'method/missing-input',
      'method/missing-input',
      'document/unknown-input',
    ]);
    expect(codes(draft([step('a', ['b']), step('b', ['a']), step('c', ['d'])]))).toEqual(['document/cycle', 'document/cycle', null]);
    expect(codes(draft([step('a', ['d'], { method: 'magic' }), step('b', ['d'], { spec: { surprise: 1 } })]))).toEqual([
      'method/unknown',
      'option/unknown',
    ]);
  });

  it('gives another fingerprint after any change that could change a result, and the same after a move', () => {
    const of = (steps: readonly unknown[], extra: object = {}, hash = 'hash') =>
      traceSteps(draft(steps, extra), new Map([['d', hash]])).get('a')?.fingerprint;
    const a = { id: 'a', method: 'profile', from: ['d'] };
    const first = of([a]);
    expect(of([{ id: 'b', method: 'profile', from: ['a'] }, a])).toBe(first);
    expect(
      new Set([first, of([a], { seed: 8 }), of([a], {}, 'other'), of([{ ...a, method: 'sql', spec: { query: 'SELECT 1' } }])]).size,
    ).toBe(4);
  });
});

describe('a session', () => {
  it('keeps the history through closing, with what was undone, and drops it only at the next edit', () => {
    createProject(path(), { clock }).close();
    const session = open();
    const names = ['one', 'two', 'three'];
    for (const name of names) session.history.push(draft([], { name }), verbatim(name), []);
    session.history.go(1);
    session.close();
    const again = open();
    expect(again.history.current.document.name.en).toBe('one');
    expect(again.history.entries.map((entry) => entry.label.en)).toEqual(['As opened', 'one', 'two', 'three']);
    again.history.push(draft([], { name: 'four' }), verbatim('four'), []);
    again.close();
    const last = open(true);
    expect(last.history.entries.map((entry) => entry.label.en)).toEqual(['As opened', 'one', 'four']);
    expect(last.project.verify().findings).toEqual([]);
    expect(() => last.requireWritable()).toThrow(/reading only/);
    last.close();
  });

  it('does not count saving the same document as an edit', () => {
    createProject(path(), { clock }).close();
    const session = open();
    session.history.push(draft([]), verbatim('one'), []);
    session.history.push(draft([]), verbatim('again'), []);
    expect(session.history.entries).toHaveLength(2);
    session.close();
  });

  it('goes on from a document that another program stored since', () => {
    createProject(path(), { clock }).close();
    const session = open();
    session.history.push(draft([], { name: 'mine' }), verbatim('mine'), []);
    session.close();
    const other = openProject(path(), { clock });
    other.putDocument(JSON.parse(JSON.stringify(draft([], { name: 'theirs' }))));
    other.close();
    const again = open();
    expect(again.history.current.document.name.en).toBe('theirs');
    again.history.go(1);
    expect(again.history.current.document.name.en).toBe('mine');
    again.close();
  });

  it('makes a document of the datasets where a project has none, with the roles that they were stored with', () => {
    const project = createProject(path(), { clock });
    const frame = makeFrame(
      [
        ['arm', categoryColumn(['a', 'b'])],
        ['y', numberColumn([1, 2])],
      ],
      { roles: [['arm', 'treatment']], control: 'a' },
    );
    project.putDataset('sales', frame, { sourceFile: 'sales.csv' });
    project.close();
    const session = open();
    expect(session.state()).toMatchObject({
      document: { data: { sales: { file: 'sales.csv', roles: { arm: 'treatment' }, control: 'a' } }, steps: [] },
      datasets: [
        {
          name: 'sales',
          rowCount: 2,
          columns: [
            { name: 'arm', kind: 'category', role: 'treatment' },
            { name: 'y', role: null },
          ],
        },
      ],
    });
    session.close();
  });
});

describe('the job book', () => {
  it('runs the jobs of a lane one after another, and stops one that waits before it starts', async () => {
    const book = new JobBook(() => undefined);
    const order: string[] = [];
    const job = (name: string) => async (): Promise<void> => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(`${name} ends`);
    };
    const [first, second, third] = ['a', 'b', 'c'].map((name) => book.start('lane', verbatim(name), job(name)));
    book.cancel(second?.id ?? '');
    await expect(second?.result).rejects.toMatchObject({ problem: { kind: 'cancelled' } });
    await Promise.all([first?.result, third?.result]);
    expect(order).toEqual(['a begins', 'a ends', 'c begins', 'c ends']);
    expect(book.list().map(({ state }) => state)).toEqual(['done', 'cancelled', 'done']);
    expect(book.isIdle).toBe(true);
    expect(() => book.cancel('nobody')).toThrow(/no such job/);
  });
});

describe('settings', () => {
  it('lose only what cannot be read', () => {
    const app = openAppFolder(join(folder, 'app'));
    app.write('settings.json', { language: 'zh', theme: 'plaid', threads: 'many' });
    expect(readSettings(app)).toMatchObject({ language: 'zh', theme: 'system', threads: null });
    expect(changeSettings(app, { isGainRed: true, theme: undefined })).toMatchObject({ language: 'zh', isGainRed: true });
    app.write('settings.json', 'not settings');
    expect(readSettings(app).language).toBe('system');
  });
});
