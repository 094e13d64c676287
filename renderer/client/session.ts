import { type ApiClient, connectApi } from '../../core/api/client.ts';
import type { AppInfo, FileTicket, JobView, MethodInfo, ProjectState, Settings } from '../../core/api/types.ts';
import type { Outcome } from '../../core/base/outcome.ts';
import type { Problem } from '../../core/base/problem.ts';
import { notingOrigins } from './block-origins.ts';
import type { PageTransport } from './page-transport.ts';

/** What the page knows about its host; replaced, never changed. */
export interface Snapshot {
  /** starting: nothing heard yet; open; lost: the host does not answer, the page waits for it. */
  readonly connection: 'starting' | 'open' | 'lost';
  readonly info: AppInfo | null;
  readonly methods: ReadonlyMap<string, MethodInfo>;
  readonly project: ProjectState | null;
  readonly jobs: readonly JobView[];
  /** Problems of this sitting, newest last: what the log shows. */
  readonly problems: readonly LoggedProblem[];
}

export interface LoggedProblem {
  readonly at: string;
  readonly problem: Problem;
}

export interface Session {
  readonly api: ApiClient;
  readonly hasDialogs: boolean;
  offer(file: File, progress?: (share: number) => void): Promise<Outcome<FileTicket>>;
  snapshot(): Snapshot;
  subscribe(hear: () => void): () => void;
  /** Takes effect at once, and is kept by the host. */
  change(settings: Partial<Settings>): void;
  log(problem: Problem): void;
  /** Asks for everything anew, e.g. after the list of recent projects has changed. */
  refresh(): Promise<void>;
  close(): void;
}

const NOTHING: Snapshot = { connection: 'starting', info: null, methods: new Map(), project: null, jobs: [], problems: [] };

/** A log this long covers a sitting; older lines are of no use to anybody. */
const MOST_PROBLEMS = 200;

/** Starts a sitting: asks the host what there is, and follows what it says. */
export function openSession(transport: PageTransport): Session {
  const api = notingOrigins(connectApi(transport));
  const listeners = new Set<() => void>();
  let current = NOTHING;
  const update = (change: Partial<Snapshot>): void => {
    current = { ...current, ...change };
    for (const hear of listeners) hear();
  };
  const log = (problem: Problem): void =>
    update({ problems: [...current.problems, { at: new Date().toISOString(), problem }].slice(-MOST_PROBLEMS) });

  const refresh = async (): Promise<void> => {
    const [info, methods, project, jobs] = await Promise.all([
      api.call('app.info', {}),
      api.call('methods.list', {}),
      api.call('project.state', {}),
      api.call('jobs.list', {}),
    ]);
    for (const outcome of [info, methods, project, jobs]) if (!outcome.ok) log(outcome.problem);
    update({
      ...(info.ok ? { info: info.value, connection: 'open' as const } : {}),
      ...(methods.ok ? { methods: new Map(methods.value.map((method) => [method.id, method])) } : {}),
      ...(project.ok ? { project: project.value } : {}),
      ...(jobs.ok ? { jobs: jobs.value } : {}),
    });
  };

  api.on('project.changed', (project) => update({ project }));
  api.on('jobs.changed', (jobs) => update({ jobs }));
  transport.onConnection((isOpen) => {
    if (isOpen) void refresh();
    else update({ connection: 'lost' });
  });
  void refresh();

  return {
    api,
    hasDialogs: transport.hasDialogs,
    offer: (file, progress) => transport.offer(file, progress),
    snapshot: () => current,
    subscribe(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    change(settings) {
      if (current.info === null) return;
      update({ info: { ...current.info, settings: { ...current.info.settings, ...settings } } });
      void api.call('app.set', settings).then((outcome) => {
        if (!outcome.ok) log(outcome.problem);
      });
    },
    log,
    refresh,
    close: () => api.close(),
  };
}
