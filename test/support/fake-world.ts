import { readFileSync } from 'node:fs';
import { PARAMS } from '../../core/api/calls.ts';
import type { Handlers } from '../../core/api/server.ts';
import type {
  AppInfo,
  ColumnInfo,
  JobView,
  MethodInfo,
  ProjectState,
  ResultView,
  Settings,
  StepState,
  StepView,
} from '../../core/api/types.ts';
import { refuse } from '../../core/base/problem.ts';
import { type Text, text } from '../../core/base/text.ts';
import { specSchema } from '../../core/host/set-options.ts';
import { methodNamed } from '../../core/jobs/perform.ts';
import { METHODS } from '../../core/methods/registry.generated.ts';
import type { Report } from '../../core/report/blocks.ts';
import { checkDocument, type ExperimentDocument } from '../../core/run/document.ts';

/** Canned results of the loan-offer sample; `make-fake-thread.ts` beside them says how they were made. */
const thread = readJsonFile('./fixtures/fake-thread.json') as {
  readonly documentHash: string;
  readonly datasets: readonly { readonly name: string; readonly file: string; readonly rowCount: number; readonly hash: string }[];
  readonly steps: Readonly<
    Record<
      string,
      Report & { readonly rowCount: number; readonly elapsedMs: number; readonly fingerprint: string; readonly resultHash: string }
    >
  >;
};
const sample = checkDocument(readJsonFile('../../samples/loan-offer/experiment.json'));

export interface FakeWorldOptions {
  readonly settings?: Partial<Settings>;
  /** Opens the sample at once. */
  readonly hasProject?: boolean;
  /** States other than fresh, by step. */
  readonly states?: Readonly<Record<string, StepState>>;
}

/** What the pretended engine holds. */
export interface World {
  settings: Settings;
  project: ProjectState | null;
  jobs: readonly JobView[];
  readonly calls: string[];
  readonly handlers: Handlers;
  emit(name: 'project.changed' | 'jobs.changed', payload: unknown): void;
}

/** Makes an engine that only pretends: every call is answered, those that need real data with a refusal. */
export function makeWorld({ settings = {}, hasProject = false, states = {} }: FakeWorldOptions): World {
  const world: World = {
    settings: { language: 'en', theme: 'light', role: null, isAutoRunOn: false, isGainRed: false, threads: null, ...settings },
    project: hasProject ? openSample(states) : null,
    jobs: [],
    calls: [],
    emit: () => {},
    handlers: {} as Handlers,
  };
  const pretend = (): never => refuse('method/unknown', 'The pretended engine cannot do this.', 'Try it with the real one.');
  const handlers = {
    ...Object.fromEntries(Object.keys(PARAMS).map((name) => [name, pretend])),
    ...projectCalls(world, states),
    ...workCalls(world),
  };
  for (const [name, handle] of Object.entries(handlers))
    Object.assign(world.handlers, {
      [name]: (params: never, signal: AbortSignal) => {
        world.calls.push(name);
        return (handle as (params: never, signal: AbortSignal) => unknown)(params, signal);
      },
    });
  return world;
}

function projectCalls(world: World, states: Readonly<Record<string, StepState>>): Partial<Handlers> {
  const open = (): ProjectState => {
    world.project = openSample(states);
    world.emit('project.changed', world.project);
    return world.project;
  };
  return {
    'app.info': () => infoOf(world.settings),
    'app.set': (change) => {
      world.settings = { ...world.settings, ...(change as Partial<Settings>) };
      return world.settings;
    },
    'methods.list': () => Object.keys(METHODS).map(describeMethod),
    'file.choose': () => null,
    'sample.open': open,
    'recent.open': open,
    'project.create': open,
    'project.open': open,
    'project.state': () => world.project,
    'project.close': () => {
      world.project = null;
      world.emit('project.changed', null);
      return null;
    },
    'project.replay': () => ({ isEqual: true, steps: [] }),
    'project.verify': () => ({ findings: [], checked: {}, head: null }),
    'project.audit': () => [],
    'project.signatures': () => [],
  };
}

function workCalls(world: World): Partial<Handlers> {
  const opened = (): ProjectState => world.project ?? refuse('data/file-missing', 'No project is open.', 'Open one.');
  const columns = columnsOf(sample);
  return {
    'document.edit': ({ document, label }) => edit(world, opened(), checkDocument(document), label),
    'document.go': ({ index }) => travel(world, opened(), index),
    'run.start': ({ steps }) => run(world, steps),
    'job.cancel': ({ job }) => {
      setJobs(
        world,
        world.jobs.map((view) => (view.id === job ? { ...view, state: 'cancelled' } : view)),
      );
      return null;
    },
    'jobs.list': () => world.jobs,
    'step.result': ({ step }) => resultOf(opened(), step),
    'step.check': () => [],
    'sql.query': () => ({ columns, rows: [0], cells: columns.map(({ name }) => [name]), matching: 1, rowCount: 1 }),
  };
}

function infoOf(settings: Settings): AppInfo {
  return {
    version: '0.1.0',
    host: 'loopback',
    threads: 2,
    settings,
    samples: [
      {
        id: 'loan-offer',
        name: sample.name,
        description: sample.description ?? sample.name,
        rowCount: 100_000,
        methods: sample.steps.map(({ method }) => method),
        hasKnownTruth: true,
      },
    ],
    recent: [
      { id: 'r1', name: 'Spring campaign <b>2026</b>', place: '~/campaigns', openedAt: '2026-03-02T09:12:00Z', isMissing: false },
      { id: 'r2', name: '信用卡分期试点', place: '~/projects', openedAt: '2026-02-20T16:40:00Z', isMissing: true },
    ],
  };
}

function openSample(states: Readonly<Record<string, StepState>>): ProjectState {
  const [dataset] = thread.datasets;
  return {
    id: 'p1',
    name: sample.name,
    place: '~/samples',
    isReadOnly: false,
    document: sample,
    documentHash: thread.documentHash,
    datasets: [
      {
        name: 'customers',
        file: 'customers.csv',
        rowCount: dataset?.rowCount ?? 0,
        columns: columnsOf(sample),
        hash: dataset?.hash ?? '',
        rejectCount: 0,
      },
    ],
    steps: sample.steps.map((entry) => stepView(entry, states[entry.id] ?? 'fresh')),
    history: { entries: [{ index: 0, label: text('Opened the sample', '打开示例'), at: '2026-03-02T09:12:00Z' }], current: 0 },
    lastRun: null,
  };
}

function stepView({ id, method }: ExperimentDocument['steps'][number], state: StepState): StepView {
  const { kind, text: words, gives } = methodNamed(method);
  const result = thread.steps[id];
  const isComputed = state === 'fresh' || state === 'stale' || state === 'running';
  return {
    id,
    method,
    kind,
    title: words.title,
    state,
    fingerprint: isComputed ? (result?.fingerprint ?? null) : null,
    rowCount: isComputed ? (result?.rowCount ?? null) : null,
    elapsedMs: isComputed ? (result?.elapsedMs ?? null) : null,
    problem:
      state === 'failed'
        ? { kind: 'input', code: 'data/one-arm', message: 'Column "offer" has one value.', fix: 'Choose another treatment.' }
        : null,
    digest: null,
    gives,
    columns: null,
    warnings: 0,
  };
}

function resultOf(project: ProjectState, step: string): ResultView {
  const view = project.steps.find(({ id }) => id === step);
  const result = thread.steps[step];
  if (view === undefined || result === undefined) return refuse('method/unknown', 'No such step.', 'Choose another.');
  const { blocks, notes, fingerprint, resultHash, elapsedMs, rowCount } = result;
  return {
    step,
    method: view.method,
    revision: 1,
    spec: {},
    from: [],
    fingerprint,
    resultHash,
    isStale: view.state === 'stale',
    elapsedMs,
    rowCount,
    report: { blocks, notes },
  };
}

const past = new Map<number, ExperimentDocument>([[0, sample]]);

function edit(world: World, project: ProjectState, document: ExperimentDocument, label: Text): ProjectState {
  const entries = [
    ...project.history.entries.slice(0, project.history.current + 1),
    { index: project.history.current + 1, label, at: '2026-03-02T09:20:00Z' },
  ];
  past.set(entries.length - 1, document);
  return change(world, { ...project, document, history: { entries, current: entries.length - 1 } });
}

function travel(world: World, project: ProjectState, index: number): ProjectState {
  return change(world, { ...project, document: past.get(index) ?? project.document, history: { ...project.history, current: index } });
}

/** Steps whose options differ from the sample's are stale, and so is what reads from them. */
function change(world: World, project: ProjectState): ProjectState {
  const stale = new Set<string>();
  for (const entry of project.document.steps) {
    const first = sample.steps.find(({ id }) => id === entry.id);
    if (JSON.stringify(first?.spec) !== JSON.stringify(entry.spec) || entry.from.some((source) => stale.has(source))) stale.add(entry.id);
  }
  world.project = { ...project, steps: project.document.steps.map((entry) => stepView(entry, stale.has(entry.id) ? 'stale' : 'fresh')) };
  world.emit('project.changed', world.project);
  return world.project;
}

const JOB: JobView = {
  id: 'j1',
  name: text('Run', '运行'),
  state: 'running',
  share: 0,
  what: 'x-learner',
  elapsedMs: 0,
  remainingMs: 1000,
  memoryBytes: 84e6,
  problem: null,
};

function run(world: World, steps: readonly string[] | undefined): { readonly job: string } {
  setJobs(world, [JOB]);
  let share = 0;
  const timer = setInterval(() => {
    share += 0.2;
    const [job] = world.jobs;
    if (job?.state !== 'running') return clearInterval(timer);
    const isDone = share >= 0.99;
    setJobs(world, [{ ...JOB, share: Math.min(1, share), state: isDone ? 'done' : 'running', elapsedMs: 1000 * share }]);
    if (!isDone) return;
    clearInterval(timer);
    const { project } = world;
    if (project === null) return;
    const fresh = (step: StepView): StepView =>
      steps === undefined || steps.includes(step.id) ? stepView({ id: step.id, method: step.method, from: [], spec: {} }, 'fresh') : step;
    world.project = { ...project, steps: project.steps.map(fresh) };
    world.emit('project.changed', world.project);
  }, 150);
  return { job: JOB.id };
}

function setJobs(world: World, jobs: readonly JobView[]): void {
  world.jobs = jobs;
  world.emit('jobs.changed', jobs);
}

function columnsOf({ data }: ExperimentDocument): readonly ColumnInfo[] {
  const names = new Set(['gender', 'region', 'channel_pref', 'risk_grade', 'offer']);
  return Object.entries(data['customers']?.roles ?? {}).map(([name, role]) => ({
    name,
    kind: names.has(name) ? 'category' : 'number',
    role,
  }));
}

function describeMethod(id: string): MethodInfo {
  const method = methodNamed(id);
  const { revision, kind, citation, takes, accepts = [], gives, text: words } = method;
  return { id, revision, kind, citation, takes, accepts, gives, text: words, spec: { ...specSchema(method) } };
}

function readJsonFile(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}
