import { useEffect, useMemo, useRef, useState } from 'react';
import type { Api } from '../../../core/api/calls.ts';
import type { CellView, RowView } from '../../../core/api/types.ts';
import type { Outcome } from '../../../core/base/outcome.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { useApi } from '../../client/session-hooks.ts';
import { LastWins } from './last-wins.ts';

export type Changes = Readonly<Record<string, CellView>>;

/** Whom a question is about. */
export interface Who {
  readonly step: string;
  readonly arm?: string;
  readonly row: number;
}

export interface WhatIf {
  /** The row with the changed values; undefined while nothing is changed. */
  readonly view: RowView | undefined;
  readonly problem: Problem | undefined;
}

const NOTHING: WhatIf = { view: undefined, problem: undefined };

/** The answer for a row with other values in some columns: asked at most once a frame, and the last wish wins. */
export function useWhatIf(who: Who | null, changes: Changes): WhatIf {
  const api = useApi();
  const [state, setState] = useState<WhatIf>(NOTHING);
  const wanted = useRef(false);
  const pacer = useMemo(
    () =>
      new LastWins<Api['explain.row']['params'], Outcome<RowView>>({
        send: (question, signal) => api.call('explain.row', question, signal),
        hear(outcome) {
          if (!wanted.current) return;
          if (outcome.ok) setState({ view: outcome.value, problem: undefined });
          else if (outcome.problem.kind !== 'cancelled') setState((before) => ({ ...before, problem: outcome.problem }));
        },
        frame: (then) => void requestAnimationFrame(then),
      }),
    [api],
  );
  const key = who === null ? null : JSON.stringify(who);
  useEffect(() => {
    wanted.current = key !== null && Object.keys(changes).length > 0;
    if (wanted.current && key !== null) pacer.want({ ...(JSON.parse(key) as Who), changes: { ...changes } });
    else {
      pacer.stop();
      setState(NOTHING);
    }
  }, [pacer, key, changes]);
  // Another customer, or another screen: whatever is still asked is withdrawn.
  useEffect(
    () => () => {
      pacer.stop();
      if (key !== null) setState(NOTHING);
    },
    [pacer, key],
  );
  return state;
}
