import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Loopback, openLoopback } from '../../../core/host/loopback.ts';
import { connectTestPage, enter, type TestPage } from '../../support/loopback-transport.ts';

/** Who may talk to the loopback host, and what it makes of those who should not. */

let folder = '';
let host: Loopback;
let cookie = '';
let page: TestPage;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-hostile-'));
  const pageFolder = join(folder, 'page');
  mkdirSync(join(pageFolder, 'assets'), { recursive: true });
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>Causeway</title>');
  writeFileSync(join(pageFolder, 'assets', 'main-12345678.js'), 'export {};');
  writeFileSync(join(pageFolder, 'notes.txt'), 'not part of a page');
  writeFileSync(join(folder, 'secret.json'), '{"secret":true}');
  symlinkSync(join(folder, 'secret.json'), join(pageFolder, 'link.json'));
  host = await openLoopback({ dataFolder: join(folder, 'app'), pageFolder, sampleRows: 200, threads: 1 });
});
afterAll(async () => {
  page.api.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A request with every byte under the test's control: fetch would put dots and hosts right. */
function ask(path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<IncomingMessage & { readonly text: string }> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: host.port, path, method, headers: { host: `127.0.0.1:${host.port}`, ...headers } };
    const sent = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve(Object.assign(response, { text })));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const statusOf = async (path: string, options: Ask = {}): Promise<number | undefined> => (await ask(path, options)).statusCode;

describe('the gate', () => {
  it('gives nothing without the token', async () => {
    for (const path of ['/', '/assets/main-12345678.js', '/events?page=12345678', '/download/x', '/?token=', `/?token=${'x'.repeat(32)}`])
      expect(await statusOf(path), path).toBe(403);
    expect(await statusOf('/api', { method: 'POST', body: '{}' })).toBe(403);
    expect(await statusOf('/upload?name=a.csv', { method: 'PUT', body: 'a' })).toBe(403);
  });

  it('does not let the token be used under a foreign name, nor by a foreign page', async () => {
    const path = new URL(host.url).pathname + new URL(host.url).search;
    expect(await statusOf(path, { headers: { host: `rebound.example:${host.port}` } })).toBe(403);
    expect(await statusOf(path, { headers: { origin: 'https://evil.example' } })).toBe(403);
    expect(await statusOf(path, { headers: { 'sec-fetch-site': 'cross-site' } })).toBe(403);
    expect(await statusOf(path, { method: 'POST' })).toBe(403);
  });

  it('takes the token once, for a cookie that no script reads and no other site sends', async () => {
    const first = await ask(`/${new URL(host.url).search}`);
    expect(first.statusCode).toBe(303);
    expect(first.headers.location).toBe('/');
    const [given = ''] = first.headers['set-cookie'] ?? [];
    expect(given).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    cookie = given.split(';')[0] ?? '';
    expect(await statusOf(`/${new URL(host.url).search}`)).toBe(403);
    expect((await enter(host.url)).cookie).toBe('');
    page = await connectTestPage({ origin: `http://127.0.0.1:${host.port}`, cookie });
    expect((await page.api.call('app.info', {})).ok).toBe(true);
  });

  it('asks for host and origin on every request, cookie or not', async () => {
    const foreign: Record<string, string>[] = [
      { host: `rebound.example:${host.port}` },
      { host: '127.0.0.1' },
      { host: `127.0.0.1:${host.port + 1}` },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `https://127.0.0.1:${host.port}` },
      { origin: `http://localhost:${host.port}` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      expect(await statusOf('/', { headers: { cookie, ...headers } }), JSON.stringify(headers)).toBe(403);
      const body = JSON.stringify({ type: 'call', id: 1, name: 'app.info', params: {} });
      const typed = { cookie, 'content-type': 'application/json', ...headers };
      expect(await statusOf('/api?page=x', { method: 'POST', headers: typed, body }), JSON.stringify(headers)).toBe(403);
    }
    expect(await statusOf('/', { headers: { cookie, origin: `http://127.0.0.1:${host.port}` } })).toBe(200);
    for (const wrong of [`${cookie}x`, cookie.slice(0, -1), 'causeway=', `${cookie.split('=')[0]}=`])
      expect(await statusOf('/', { headers: { cookie: wrong } })).toBe(403);
  });

  it('isolates every answer, a refusal too', async () => {
    for (const response of [await ask('/', { headers: { cookie } }), await ask('/')]) {
      const policy = String(response.headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain('unsafe-eval');
      expect(response.headers).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      expect(response.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('answers only on this machine', () => {
    expect(new URL(host.url).hostname).toBe('127.0.0.1');
  });
});

describe('files', () => {
  it('are those of the page, and nothing beside it', async () => {
    expect((await ask('/assets/main-12345678.js', { headers: { cookie } })).text).toBe('export {};');
    const outside = [
      '/../secret.json',
      '/..%2fsecret.json',
      '/%2e%2e/secret.json',
      '/assets/../../secret.json',
      '/assets/..%2f..%2fsecret.json',
      '/..%5csecret.json',
      '/..\\secret.json',
      '/link.json',
      '/%00index.html',
      '/index.html%00.js',
      '/%c0%ae%c0%ae/secret.json',
      '/%',
      '//etc/passwd',
      '/assets',
      '/assets/',
      '/notes.txt',
      'http://127.0.0.1/secret.json',
      '*',
    ];
    for (const path of outside) {
      const { statusCode, text } = await ask(path, { headers: { cookie } });
      expect([403, 404], path).toContain(statusCode);
      expect(text, path).toBe('');
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])
      expect(await statusOf('/', { method, headers: { cookie } })).toBe(404);
  });

  it('are handed out by ticket only, whatever the ticket looks like', async () => {
    const tickets = ['', 'x', '../secret.json', '..%2f..%2fsecret.json', '__proto__', 'constructor', 'x/y', `${'a'.repeat(5000)}`];
    for (const ticket of tickets) expect(await statusOf(`/download/${ticket}`, { headers: { cookie } }), ticket).toBe(404);
    for (const ticket of ['/etc/passwd', '../../secret.json', '__proto__', 'constructor']) {
      expect(await page.api.call('data.preview', { ticket })).toMatchObject({ ok: false, problem: { code: 'data/file-missing' } });
      expect(await page.api.call('project.open', { ticket })).toMatchObject({ ok: false, problem: { code: 'data/file-missing' } });
    }
    for (const sample of ['..', '.', '../..', '__proto__', 'loan-offer/../loan-offer'])
      expect(await page.api.call('sample.open', { sample })).toMatchObject({ ok: false, problem: { code: 'data/file-missing' } });
    for (const id of ['..', '__proto__']) expect(await page.api.call('recent.open', { id })).toMatchObject({ ok: false });
  });

  it('keep no folder of the name that they were dropped under', async () => {
    for (const [given, kept] of [
      ['../../evil.csv', 'evil.csv'],
      ['C:\\Users\\me\\evil.csv', 'evil.csv'],
      ['/etc/passwd', 'passwd'],
      ['..', 'file'],
      ['', 'file'],
      ['a\u202egpj.csv\n', 'agpj.csv'],
    ] as const)
      expect((await page.upload(given, 'a,b\n1,2\n')).name).toBe(kept);
    expect((await page.upload(`${'长'.repeat(800)}.csv`, 'a,b\n1,2\n')).name.length).toBeLessThanOrEqual(200);
  });

  it('that break off in the middle leave nothing behind, and the host stays', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(host.port, '127.0.0.1', () => {
        const head = ['PUT /upload?name=half.csv HTTP/1.1', `host: 127.0.0.1:${host.port}`, `cookie: ${cookie}`, 'content-length: 1000'];
        socket.write(`${head.join('\r\n')}\r\n\r\nhalf`);
        setTimeout(() => {
          socket.destroy();
          resolve();
        }, 50);
      });
    });
    expect((await page.api.call('app.info', {})).ok).toBe(true);
  });
});
