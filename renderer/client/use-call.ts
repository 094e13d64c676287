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
  const question = params === null ? null : JSON.stringify(params);
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<Omit<CallState<ResultOf<Name>>, 'reload'>>({
    value: undefined,
    problem: undefined,
    isLoading: question !== null,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: turn and version are there to ask the same question again.
  useEffect(() => {
    if (question === null) {
      setState({ value: undefined, problem: undefined, isLoading: false });
      return;
    }
    const cancel = new AbortController();
    setState((before) => ({ ...before, isLoading: true }));
    void api.call(name, JSON.parse(question) as Api[Name]['params'], cancel.signal).then((outcome) => {
      if (cancel.signal.aborted) return;
      setState(
        outcome.ok
          ? { value: outcome.value, problem: undefined, isLoading: false }
          : { value: undefined, problem: outcome.problem, isLoading: false },
      );
    });
    return () => cancel.abort();
  }, [api, name, question, version, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { ...state, reload };
}
