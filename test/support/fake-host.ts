import { createServer } from 'node:http';
import { type ApiServer, serveApi } from '../../core/api/server.ts';
import { readJson } from '../../core/host/loopback/bodies.ts';
import { openPageBook } from '../../core/host/loopback/pages.ts';
import { guardResponse } from '../../core/host/loopback/policy.ts';
import { pageFile, sendPageFile } from '../../core/host/loopback/static-files.ts';
import { type FakeWorldOptions, makeWorld, type World } from './fake-world.ts';

export interface FakeHost {
  readonly url: string;
  /** Names of the calls so far. */
  readonly calls: readonly string[];
  readonly state: Pick<World, 'project' | 'settings'>;
  close(): Promise<void>;
}

/** Serves the built page with an engine that only pretends: canned results, jobs that last a second, no data at all. */
export async function openFakeHost(pageFolder: string, options: FakeWorldOptions = {}): Promise<FakeHost> {
  const world = makeWorld(options);
  const server: ApiServer = serveApi(world.handlers);
  world.emit = (name, payload) => server.emit(name, payload as never);
  const pages = openPageBook(server);
  const http = createServer((request, response) => {
    guardResponse(response);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const page = url.searchParams.get('page') ?? '';
    if (url.pathname === '/events') return pages.connect(page, request, response);
    if (url.pathname === '/api')
      return void readJson(request).then((frame) => {
        response.statusCode = pages.hear(page, frame) ? 204 : 400;
        response.end();
      });
    const file = pageFile(pageFolder, url.pathname);
    if (file !== undefined) return void sendPageFile(response, file);
    response.statusCode = 404;
    response.end();
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    calls: world.calls,
    state: world,
    async close() {
      pages.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
