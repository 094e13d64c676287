import { ProblemView } from '../../client/ProblemView.tsx';
import { useProblemLog } from '../../client/session-hooks.ts';
import { appWords } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';

/** What went wrong in this sitting, newest first. */
export function LogTab() {
  const { say, date } = useWords();
  const log = useProblemLog();
  if (log.length === 0) return <p className="quiet">{say(appWords.noLog)}</p>;
  return (
    <ol className="plain-list drawer-log">
      {log.toReversed().map(({ at, problem }) => (
        <li key={`${at} ${problem.code} ${problem.message}`}>
          <time className="quiet small" dateTime={at}>
            {date(at)}
          </time>
          <ProblemView problem={problem} />
        </li>
      ))}
    </ol>
  );
}
