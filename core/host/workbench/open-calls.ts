import { existsSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Handlers } from '../../api/server.ts';
import type { ProjectState } from '../../api/types.ts';
import { text, verbatim } from '../../base/text.ts';
import { createProject, openProject } from '../../store/project.ts';
import type { Bench } from './bench.ts';
import { plain } from './history.ts';
import { keepTable } from './import-data.ts';
import type { JobContext } from './jobs.ts';
import { forgetProject, listRecent, pathOfRecent, rememberProject } from './recent.ts';
import { readSample, type Sample } from './samples.ts';
import { Session } from './session.ts';
import { emptyDocument } from './start-document.ts';

type OpenCalls = 'sample.open' | 'recent.open' | 'recent.forget' | 'project.create' | 'project.open' | 'project.state' | 'project.close';

/** Calls that open and close projects. */
export function openCalls(bench: Bench): Pick<Handlers, OpenCalls> {
  return {
    'sample.open': ({ sample }, signal) => bench.switching(() => openSample(bench, sample, signal)),
    'recent.open': ({ id, isReadOnly }) => bench.switching(() => openPath(bench, pathOfRecent(bench.folder, id), isReadOnly)),
    'recent.forget': ({ id }) => {
      forgetProject(bench.folder, id);
      return listRecent(bench.folder);
    },
    'project.create': ({ name }) => bench.switching(() => makeProject(bench, name)),
    'project.open': ({ ticket, isReadOnly }) => bench.switching(() => openPath(bench, bench.files.held(ticket).path, isReadOnly)),
    'project.state': () => bench.openSession?.state() ?? null,
    'project.close': async () => {
      await bench.switching(() => bench.leave());
      return null;
    },
  };
}

async function openPath(bench: Bench, path: string, isReadOnly: boolean): Promise<ProjectState> {
  const open = bench.openSession;
  if (open !== undefined && resolve(open.project.path) === resolve(path)) {
    if (open.project.isReadOnly === isReadOnly) return open.state();
    // The same file cannot be open twice.
    await bench.leave();
  }
  const options = { readOnly: isReadOnly, clock: bench.clock };
  const project = openProject(path, options);
  let session: Session;
  try {
    session = new Session(project, bench.folder, bench.clock);
  } catch (error) {
    project.close();
    throw error;
  }
  await bench.leave();
  rememberProject(bench.folder, { path, name: session.name, openedAt: bench.clock() });
  return bench.place(session);
}

async function makeProject(bench: Bench, name: string): Promise<ProjectState> {
  const path = freePath(bench.folder.projects, name);
  const project = createProject(path, { clock: bench.clock });
  try {
    project.putDocument(plain(emptyDocument(verbatim(name))));
  } finally {
    project.close();
  }
  return openPath(bench, path, false);
}

/** A sample is made once; later it is opened as it was left. */
async function openSample(bench: Bench, id: string, signal: AbortSignal): Promise<ProjectState> {
  const sample = readSample(bench.options.samplesFolder, id);
  const path = join(bench.folder.projects, `${id}.causeway`);
  if (!existsSync(path)) {
    const name = text('Prepare the sample', '准备示例');
    await bench.awaited('import', name, signal, (job) => makeSampleProject(bench, sample, path, job));
  }
  return openPath(bench, path, false);
}

/** Under its final name the project is whole: with data and document, or not there. */
async function makeSampleProject(bench: Bench, sample: Sample, path: string, job: JobContext): Promise<void> {
  const rows = bench.options.sampleRows ?? null;
  const csv = join(bench.folder.samples, `${sample.id}-${rows ?? 'all'}.csv`);
  job.progress(0.05, sample.file);
  if (!existsSync(csv)) await bench.reader.ask('sample', { maker: sample.maker, path: csv, rows }, { signal: job.signal });
  const options = sample.document.data[sample.dataset]?.import ?? {};
  const read = await bench.reader.ask(
    'import',
    { path: csv, options },
    { signal: job.signal, onProgress: (share, what) => job.progress(0.2 + 0.6 * share, what) },
  );
  job.signal.throwIfAborted();
  const draft = `${path}.making`;
  rmSync(draft, { force: true });
  const project = createProject(draft, { clock: bench.clock });
  try {
    project.putDocument(plain(sample.document));
    const session = new Session(project, bench.folder, bench.clock);
    await keepTable(sample.dataset, sample.file, read, session, {
      signal: job.signal,
      progress: (share, what) => job.progress(0.8 + 2 * (share - 0.9), what),
    });
  } finally {
    project.close();
  }
  renameSync(draft, path);
}

const MOST_LETTERS = 60;

/** Names that some file systems keep for devices. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A file name made of a project's name, free in its folder. */
function freePath(folder: string, name: string): string {
  const letters = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}_-]+/gu, '-')
    .slice(0, MOST_LETTERS)
    .replaceAll(/^-+|-+$/g, '');
  const stem = letters === '' || DEVICE.test(letters) ? `project-${letters}` : letters;
  for (let twin = 1; ; twin++) {
    const path = join(folder, `${stem}${twin === 1 ? '' : `-${twin}`}.causeway`);
    if (!existsSync(path)) return path;
  }
}
