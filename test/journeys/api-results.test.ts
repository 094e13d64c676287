import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectState } from '../../core/api/types.ts';
import { findBrowser } from '../../core/host/loopback/print-with-browser.ts';
import { driveApi } from '../support/api-driver.ts';

/** What is made of results: explanations, reports, reviews, and new experiments. */

const driver = driveApi(3000);
const { call, problemIn, ended, run } = driver;

beforeAll(async () => {
  await driver.start();
  await call('sample.open', { sample: 'loan-offer' });
  await run();
});
afterAll(async () => {
  await driver.stop();
  driver.clear();
});

describe('why one customer got this', () => {
  it('adds up exactly, agrees with the step, and is answered anew for every move of a slider', async () => {
    expect((await run(['why'])).problem).toBeNull();
    const { report } = await call('step.result', { step: 'why' });
    const waterfall = report.blocks.find((block) => block.id === 'waterfall');
    const row = Number(
      report.blocks.flatMap((block) => (block.kind === 'scalars' ? block.rows : [])).find(({ name }) => name === 'shown_row')?.value,
    );
    const steps = waterfall?.kind === 'figure' ? waterfall.table.rows : [];
    const subject = await call('explain.subject', { step: 'why' });
    const view = await call('explain.row', { step: 'why', row });
    expect(view.base + view.contributions.reduce((sum, part) => sum + part, 0)).toBeCloseTo(view.raw, 9);
    expect(view.base).toBe(steps[0]?.[3]);
    expect(Math.max(...view.contributions.map(Math.abs))).toBe(Math.abs(Number(steps[1]?.[2])));
    expect((await call('explain.row', { step: 'why', customer: view.name })).row).toBe(row);
    expect(view.peers).toHaveLength(5);
    const at = subject.features.findIndex(({ kind, grid }) => kind === 'number' && grid.length > 2);
    const { name = '', grid = [] } = subject.features[at] ?? {};
    const start = performance.now();
    const changed = await call('explain.row', { step: 'why', row, changes: { [name]: grid[1] ?? null } });
    expect(performance.now() - start).toBeLessThan(500);
    expect(changed.answer).toBeCloseTo(view.lines[at]?.[1] ?? 0, 9);
    expect(changed.answerBefore).toBe(view.answer);
    expect((await problemIn('explain.row', { step: 'why', row: 1, changes: { nobody: 1 } })).code).toBe('option/invalid');
    expect((await problemIn('explain.row', { step: 'why', customer: 'nobody' })).code).toBe('option/invalid');
  });
});

describe('the pages of a report', () => {
  it('are proposed until there are some, live in the document, touch no result, and say what is missing', async () => {
    const before = await call('project.state', {});
    const proposed = await call('report.preview', {});
    expect(proposed.isProposed).toBe(true);
    expect(proposed.pages.find(({ step }) => step === 'why')?.blocks).toEqual(['reading', 'mean-shap']);
    const page = { step: 'plan', blocks: ['reading'], notes: { en: 'Agreed.', zh: '已同意。' } };
    const document = { ...before?.document, report: { pages: [page, { step: 'plan', blocks: ['nothing'] }] } };
    const after = await call('document.edit', { document, label: { en: 'Report', zh: '报告' } });
    expect(after.steps.map(({ id, state, fingerprint }) => [id, state, fingerprint])).toEqual(
      before?.steps.map(({ id, state, fingerprint }) => [id, state, fingerprint]),
    );
    const preview = await call('report.preview', {});
    expect(preview.pages[0]).toEqual(page);
    expect(preview.places).toMatchObject([{ section: 0 }, { problem: { code: 'document/no-result' } }]);
    expect((await problemIn('report.export', { format: 'html', language: 'en' })).code).toBe('document/no-result');
    await call('document.go', { index: after.history.current - 1 });
    expect((await call('report.preview', {})).isProposed).toBe(true);
  });
});

describe('the work of a reviewer', () => {
  it('exports the report in every form that the host can make', async () => {
    const html = await call('report.export', { format: 'html', language: 'zh' });
    expect(new TextDecoder().decode(await driver.page.download(html.url))).toContain('data-opens-in="zh"');
    const pages = [
      { step: 'plan', blocks: ['reading'], caption: { en: 'What we decide', zh: '我们的决定' } },
      { blocks: [], notes: { en: 'Agreed.', zh: '已同意。' } },
    ];
    const chosen = await call('report.export', { format: 'json', language: 'en', pages });
    const report = JSON.parse(new TextDecoder().decode(await driver.page.download(chosen.url)));
    expect(report.sections).toMatchObject([
      { step: 'plan', caption: { en: 'What we decide' }, report: { blocks: [{ id: 'reading' }] } },
      { step: null, title: { en: 'In words' }, remarks: { zh: '已同意。' } },
    ]);
    expect(report.sections[0].report.blocks).toHaveLength(1);
    const tables = unzipSync(await driver.page.download((await call('report.export', { format: 'csv', language: 'en' })).url));
    expect(Object.keys(tables).some((name) => name.startsWith('effects/'))).toBe(true);
    if (findBrowser() === undefined) {
      expect((await problemIn('report.export', { format: 'pdf', language: 'en' })).code).toBe('report/no-printer');
      return;
    }
    const pdf = await driver.page.download((await call('report.export', { format: 'pdf', language: 'en' })).url);
    expect(new TextDecoder().decode(pdf.subarray(0, 5))).toBe('%PDF-');
  });

  it('finds everything again after closing: results, states, digests and the history with its labels', async () => {
    const before = await call('project.state', {});
    await driver.stop();
    await driver.start();
    const [recent] = (await call('app.info', {})).recent;
    expect(recent).toMatchObject({ isMissing: false });
    const after = await call('recent.open', { id: recent?.id ?? '' });
    expect({ ...after, steps: after.steps.map(plainStep) }).toEqual({ ...before, steps: before?.steps.map(plainStep) });
  });

  it('may look at everything in a project opened for reading, and change nothing', async () => {
    const backup = await call('project.backup', {});
    const ticket = await driver.page.upload('copy.causeway', await driver.page.download(backup.url));
    const state = await call('project.open', { ticket: ticket.ticket, isReadOnly: true });
    expect(state.isReadOnly).toBe(true);
    const label = { en: 'x', zh: 'x' };
    const file = await driver.page.upload('a.csv', 'a,b\n1,2\n');
    for (const problem of [
      await problemIn('document.edit', { document: state.document, label }),
      await problemIn('document.go', { index: 0 }),
      await problemIn('run.start', {}),
      await problemIn('data.import', { ticket: file.ticket, name: 'more' }),
    ])
      expect(problem.code).toBe('store/read-only');
    expect((await call('step.result', { step: 'effects' })).isStale).toBe(false);
    expect((await call('data.find', { source: 'plan', words: 'C000033', after: -1 }))?.at).toBeGreaterThanOrEqual(0);
    expect(await call('project.verify', {})).toMatchObject({ findings: [] });
    expect((await call('project.audit', {})).map((entry) => entry.sequence)).toContain(1);
    expect((await call('project.replay', {})).isEqual).toBe(true);
    expect((await call('project.backup', {})).sizeBytes).toBeGreaterThan(1000);
  });
});

describe('a new experiment', () => {
  it('starts empty, is given a name of any letters, and forgets nothing of its settings', async () => {
    const state = await call('project.create', { name: '春季 / offers?' });
    expect(state).toMatchObject({ name: { zh: '春季 / offers?' }, steps: [], datasets: [] });
    expect((await problemIn('run.start', {})).code).toBe('document/broken');
    expect((await problemIn('report.export', { format: 'html', language: 'en' })).code).toBe('document/no-result');
    await call('app.set', { language: 'zh', theme: 'dark' });
    expect((await call('app.info', {})).settings).toMatchObject({ language: 'zh', theme: 'dark', role: null });
  });

  it('lets a running job be stopped within a second, and says so', async () => {
    const ticket = await driver.page.upload('wide.csv', noise(30_000));
    const imported = await call('data.import', {
      ticket: ticket.ticket,
      name: 'noise',
      roles: { a: 'covariate', b: 'covariate', c: 'covariate', d: 'covariate', y: 'outcome' },
    });
    const fit = { id: 'fit', method: 'gbdt', from: ['noise'], spec: { trees: 3000, earlyStopping: 0 } };
    await call('document.edit', { document: { ...imported.document, steps: [fit] }, label: { en: 'Fit', zh: '拟合' } });
    const { job } = await call('run.start', {});
    while ((await call('project.state', {}))?.steps[0]?.state === 'missing') await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const asked = performance.now();
    await call('job.cancel', { job });
    expect((await ended(job)).state).toBe('cancelled');
    expect(performance.now() - asked).toBeLessThan(1000);
    const state = await call('project.state', {});
    expect(state?.steps[0]?.state).toBe('missing');
    expect(state?.lastRun?.state).toBe('cancelled');
  });
});

function plainStep(step: ProjectState['steps'][number]): unknown {
  return { ...step };
}

function noise(rows: number): string {
  const lines = ['a,b,c,d,y'];
  for (let row = 0; row < rows; row++) {
    const [a, b, c, d] = [7919, 104_729, 1299, 15_485].map((step) => ((row * step) % 10_007) / 10_007);
    lines.push([a, b, c, d, Math.sin(40 * (a ?? 0)) + (b ?? 0) * (c ?? 0)].join(','));
  }
  return lines.join('\n');
}
