import { type ApiServer, type Handlers, serveApi } from '../../api/server.ts';
import { appCalls } from './app-calls.ts';
import { openAppFolder } from './app-folder.ts';
import { Bench } from './bench.ts';
import { dataCalls } from './data-calls.ts';
import type { FileAccess } from './file-access.ts';
import { openCalls } from './open-calls.ts';
import { proofCalls } from './proof-calls.ts';
import { reviewCalls } from './review/review-calls.ts';
import { samplesFolder } from './samples.ts';
import { workCalls } from './work-calls.ts';

export interface WorkbenchOptions {
  /** The host's own folder: settings, recent list, projects made here, samples, exports. */
  readonly dataFolder: string;
  readonly host: 'desktop' | 'loopback';
  readonly files: FileAccess;
  readonly threads?: number | undefined;
  /** Answers the time as ISO text. */
  readonly clock?: (() => string) | undefined;
  /** Where the bundled samples lie, if not beside the source. */
  readonly samplesFolder?: string | undefined;
  /** How many rows samples are made with; all unless told. */
  readonly sampleRows?: number | undefined;
}

export interface Workbench {
  readonly handlers: Handlers;
  /** Serves pages; what one changes all hear of. */
  readonly server: ApiServer;
  /** Stops the jobs, closes the project and ends the threads. */
  close(): Promise<void>;
}

/** Puts the whole engine behind the API, over one open project at a time. @throws resource/permission, resource/disk */
export function openWorkbench(options: WorkbenchOptions): Workbench {
  const bench = new Bench({
    folder: openAppFolder(options.dataFolder),
    files: options.files,
    host: options.host,
    threads: options.threads,
    clock: options.clock ?? (() => new Date().toISOString()),
    samplesFolder: options.samplesFolder ?? samplesFolder(),
    sampleRows: options.sampleRows,
    emit: (name, payload) => server.emit(name, payload),
  });
  const handlers: Handlers = {
    ...appCalls(bench),
    ...openCalls(bench),
    ...dataCalls(bench),
    ...workCalls(bench),
    ...proofCalls(bench),
    ...reviewCalls(bench),
  };
  const server = serveApi(handlers);
  return { handlers, server, close: () => bench.close() };
}
