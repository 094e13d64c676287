import { createContext, use, useSyncExternalStore } from 'react';
import type { ApiClient } from '../../core/api/client.ts';
import type { AppInfo, JobView, MethodInfo, ProjectState, Settings } from '../../core/api/types.ts';
import type { LoggedProblem, Session, Snapshot } from './session.ts';

export const SessionContext = createContext<Session | null>(null);

/** The sitting that everything on the page belongs to. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('This part of the page stands outside of a session.');
  return session;
}

function useSnapshot<T>(pick: (snapshot: Snapshot) => T): T {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, () => pick(session.snapshot()));
}

/** Calls to the host. */
export function useApi(): ApiClient {
  return useSession().api;
}

/** The open project, kept up to date; null when none is open. */
export function useProject(): ProjectState | null {
  return useSnapshot((snapshot) => snapshot.project);
}

/** Running, waiting and recent jobs, kept up to date. */
export function useJobs(): readonly JobView[] {
  return useSnapshot((snapshot) => snapshot.jobs);
}

/** Every method of the engine by its id. */
export function useMethods(): ReadonlyMap<string, MethodInfo> {
  return useSnapshot((snapshot) => snapshot.methods);
}

export function useConnection(): Snapshot['connection'] {
  return useSnapshot((snapshot) => snapshot.connection);
}

export function useProblemLog(): readonly LoggedProblem[] {
  return useSnapshot((snapshot) => snapshot.problems);
}

/** Version, samples, recent projects; null until the host has spoken. */
export function useInfo(): AppInfo | null {
  return useSnapshot((snapshot) => snapshot.info);
}

const FIRST_SETTINGS: Settings = { language: 'system', theme: 'system', role: null, isAutoRunOn: false, isGainRed: false, threads: null };

export function useSettings(): Settings {
  return useSnapshot((snapshot) => snapshot.info?.settings ?? FIRST_SETTINGS);
}
