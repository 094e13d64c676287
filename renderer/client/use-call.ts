import { useCallback, useEffect, useState } from 'react';
import type { Api, CallName, ResultOf } from '../../core/api/calls.ts';
import type { Problem } from '../../core/base/problem.ts';
import { useApi } from './session-hooks.ts';

/** An answer on its way. While a newer one is fetched the older one stays, so that nothing flickers. */
export interface CallState<T> {
  readonly value: T | undefined;
  readonly problem: Problem | undefined;
  readonly isLoading: boolean;
  reload(): void;
}

/**
 * Asks the host whenever the question changes; an answer to an older question is dropped and its call cancelled.
 *
 * @param params null asks nothing
 * @param version ask again when this changes though the parameters did not, e.g. a step's fingerprint
 */
export function useCall<Name extends CallName>(name: Name, params: Api[Name]['params'] | null, version = ''): CallState<ResultOf<Name>> {
  const api = useApi();
  const [turn, setTurn] = useState(0);
  // The same question asked again is another one: so turn and version are part of it.
  const question = params === null ? null : JSON.stringify({ params, version, turn });
  const [state, setState] = useState<Omit<CallState<ResultOf<Name>>, 'reload'>>({
    value: undefined,
    problem: undefined,
    isLoading: question !== null,
  });
  useEffect(() => {
    if (question === null) {
      setState({ value: undefined, problem: undefined, isLoading: false });
      return;
    }
    const asked = JSON.parse(question) as { readonly params: Api[Name]['params'] };
    const cancel = new AbortController();
    setState((before) => ({ ...before, isLoading: true }));
    void api.call(name, asked.params, cancel.signal).then((outcome) => {
      if (cancel.signal.aborted) return;
      setState(
        outcome.ok
          ? { value: outcome.value, problem: undefined, isLoading: false }
          : { value: undefined, problem: outcome.problem, isLoading: false },
      );
    });
    return () => cancel.abort();
  }, [api, name, question]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { ...state, reload };
}
