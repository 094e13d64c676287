import { App } from 'antd';
import { useCallback } from 'react';
import type { Api, CallName, ResultOf } from '../../core/api/calls.ts';
import type { Problem } from '../../core/base/problem.ts';
import { problemTitle } from '../text/problems.ts';
import { useWords } from '../text/words.tsx';
import { ProblemBody } from './ProblemView.tsx';
import { useSession } from './session-hooks.ts';

/** Shows a problem in the corner and writes it to the log; a cancelled call is nobody's problem. */
export function useReportProblem(): (problem: Problem) => void {
  const session = useSession();
  const { notification } = App.useApp();
  const { say } = useWords();
  return useCallback(
    (problem) => {
      if (problem.kind === 'cancelled') return;
      session.log(problem);
      notification.error({ title: say(problemTitle(problem)), description: <ProblemBody problem={problem} />, duration: 12 });
    },
    [session, notification, say],
  );
}

/** Does something through the host; what goes wrong is shown. Answers undefined when it did not work. */
export function useAct(): <Name extends CallName>(name: Name, params: Api[Name]['params']) => Promise<ResultOf<Name> | undefined> {
  const { api } = useSession();
  const report = useReportProblem();
  return useCallback(
    async (name, params) => {
      const outcome = await api.call(name, params);
      if (outcome.ok) return outcome.value;
      report(outcome.problem);
      return undefined;
    },
    [api, report],
  );
}
