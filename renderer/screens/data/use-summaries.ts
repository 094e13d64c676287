import { useCallback, useEffect, useRef, useState } from 'react';
import type { ColumnSummary } from '../../../core/api/types.ts';
import { useApi } from '../../client/session-hooks.ts';

type Summaries = ReadonlyMap<string, ColumnSummary>;

const NONE: Summaries = new Map();

/** Summaries of columns, asked for one by one as they come into view. @param version changes when the cells do */
export function useSummaries(
  source: string,
  version: string,
): { readonly summaries: Summaries; readonly need: (names: readonly string[]) => void } {
  const api = useApi();
  const key = JSON.stringify([source, version]);
  const [known, setKnown] = useState<{ readonly key: string; readonly summaries: Summaries }>({ key, summaries: NONE });
  const wanted = useRef<readonly string[]>([]);
  const work = useRef<{ readonly cancel: AbortController; readonly done: Set<string>; isBusy: boolean }>(null);
  const need = useCallback(
    (names: readonly string[]) => {
      wanted.current = names;
      const current = work.current;
      if (current === null || current.isBusy) return;
      current.isBusy = true;
      const fetch = async (): Promise<void> => {
        for (;;) {
          const name = wanted.current.find((each) => !current.done.has(each));
          if (name === undefined || current.cancel.signal.aborted) break;
          current.done.add(name);
          const outcome = await api.call('data.profile', { source, columns: [name] }, current.cancel.signal);
          const summary = outcome.ok ? outcome.value[0] : undefined;
          if (summary === undefined || current.cancel.signal.aborted) continue;
          setKnown((before) => (before.key === key ? { key, summaries: new Map(before.summaries).set(name, summary) } : before));
        }
        current.isBusy = false;
      };
      void fetch();
    },
    [api, source, key],
  );
  useEffect(() => {
    const cancel = new AbortController();
    work.current = { cancel, done: new Set(), isBusy: false };
    setKnown({ key, summaries: NONE });
    // The grid has said already what it shows: effects of a part come before those of the whole.
    need(wanted.current);
    return () => cancel.abort();
  }, [key, need]);
  return { summaries: known.key === key ? known.summaries : NONE, need };
}
