import { useEffect, useRef, useState } from 'react';
import type { BranchCount, ConditionCounts } from '../../../core/api/segment-types.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { useApi } from '../../client/session-hooks.ts';
import type { CountableRule } from './rule-tree.ts';

/** Typing rests for a moment before anything is counted. */
const PAUSE_MS = 150;

export interface RuleCounts {
  readonly whole: ConditionCounts | null;
  /** The counts of each part of the tree. */
  readonly byPart: ReadonlyMap<number, BranchCount>;
  readonly problem: Problem | undefined;
  readonly isLoading: boolean;
}

const NOTHING: RuleCounts = { whole: null, byPart: new Map(), problem: undefined, isLoading: false };

/**
 * Counts a rule whenever it changes. Counts belong to the parts that they were asked for, so that an older answer never
 * stands beside a newer part.
 *
 * @param version counts anew when the table changes
 */
export function useRuleCounts(
  source: string,
  { rule, ids }: CountableRule,
  { where, version }: { readonly where: string | null; readonly version: string },
): RuleCounts {
  const api = useApi();
  const [counts, setCounts] = useState(NOTHING);
  const asked = useRef(ids);
  asked.current = ids;
  // The same rule over another table is another question: so the version is part of it.
  const question = JSON.stringify(where === null ? { rule, ids, version } : { where, version });
  const isEmpty = where === null && rule === null;
  useEffect(() => {
    if (isEmpty) {
      setCounts(NOTHING);
      return;
    }
    const cancel = new AbortController();
    const places = asked.current;
    const params = JSON.parse(question) as { readonly rule?: unknown; readonly where?: string };
    setCounts((before) => ({ ...before, isLoading: true }));
    const timer = setTimeout(async () => {
      const { rule: tree, where: words } = params;
      const outcome = await api.call('rule.count', words === undefined ? { source, rule: tree } : { source, where: words }, cancel.signal);
      if (cancel.signal.aborted) return;
      if (!outcome.ok) return setCounts({ ...NOTHING, problem: outcome.problem });
      const whole = outcome.value;
      const byPart = new Map<number, BranchCount>();
      if (words === undefined)
        whole.branches.forEach((branch, at) => {
          const id = places[at];
          if (id !== null && id !== undefined) byPart.set(id, branch);
        });
      setCounts({ whole, byPart, problem: undefined, isLoading: false });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      cancel.abort();
    };
  }, [api, source, question, isEmpty]);
  return counts;
}

/** A value once it has rested. */
export function useRested<T>(value: T, pauseMs: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return rested;
}
