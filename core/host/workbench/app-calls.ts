import type { Handlers } from '../../api/server.ts';
import type { AppInfo, MethodInfo } from '../../api/types.ts';
import { methodNamed } from '../../jobs/perform.ts';
import { METHODS } from '../../methods/registry.generated.ts';
import { appVersion } from '../engine.ts';
import { specSchema } from '../set-options.ts';
import type { Bench } from './bench.ts';
import { listRecent } from './recent.ts';
import { listSamples } from './samples.ts';
import { changeSettings, readSettings } from './settings.ts';

type AppCalls = 'app.info' | 'app.set' | 'methods.list' | 'file.choose' | 'jobs.list' | 'job.cancel';

/** Calls that need no open project. */
export function appCalls(bench: Bench): Pick<Handlers, AppCalls> {
  let methods: readonly MethodInfo[] | undefined;
  return {
    'app.info': (): AppInfo => ({
      version: appVersion(),
      host: bench.options.host,
      threads: bench.threads,
      settings: readSettings(bench.folder),
      samples: listSamples(bench.options.samplesFolder, bench.options.sampleRows),
      recent: listRecent(bench.folder),
    }),
    'app.set': (change) => changeSettings(bench.folder, change),
    'methods.list': () => {
      methods ??= Object.keys(METHODS).map(describeMethod);
      return methods;
    },
    'file.choose': ({ purpose }) => bench.files.choose(purpose),
    'jobs.list': () => bench.jobs.list(),
    'job.cancel': ({ job }) => {
      bench.jobs.cancel(job);
      return null;
    },
  };
}

function describeMethod(id: string): MethodInfo {
  const method = methodNamed(id);
  const { revision, kind, citation, takes, accepts = [], gives, text } = method;
  return { id, revision, kind, citation, takes, accepts, gives, text, spec: { ...specSchema(method) } };
}
