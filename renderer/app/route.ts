import { useMemo, useSyncExternalStore } from 'react';
import { STAGES, type Stage } from './stages.ts';

/** Where the reader is: a stage, one of its screens, and what the screen looks at. Lives behind the address's #. */
export interface Route {
  readonly stage: Stage;
  /** A screen's id; null lets the stage choose. */
  readonly screen: string | null;
  /** For example `step`, the id of the step that is shown. */
  readonly params: Readonly<Record<string, string>>;
}

/** "#/decide/frontier?step=plan" as a route; what makes no sense leads home. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [stage = '', screen = ''] = path.split('/');
  return {
    stage: STAGES.find((known) => known === stage) ?? 'home',
    screen: screen === '' ? null : decodeURIComponent(screen),
    params: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** The address of a route, for links: a link can be opened, copied and followed by keyboard. */
export function hrefOf(stage: Stage, screen: string | null = null, params: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(params).toString();
  return `#/${stage}${screen === null ? '' : `/${encodeURIComponent(screen)}`}${query === '' ? '' : `?${query}`}`;
}

/** Goes somewhere. */
export function go(stage: Stage, screen: string | null = null, params: Readonly<Record<string, string>> = {}): void {
  location.hash = hrefOf(stage, screen, params);
}

/** The route that the address names, kept up to date. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

function subscribe(hear: () => void): () => void {
  addEventListener('hashchange', hear);
  return () => removeEventListener('hashchange', hear);
}
