import { CopyOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import type { Problem } from '../../core/base/problem.ts';
import { clientWords } from '../text/client.ts';
import { placeOf, problemTitle } from '../text/problems.ts';
import { useWords } from '../text/words.tsx';
import './problem.css';

interface ProblemViewProps {
  readonly problem: Problem;
  /** Offers to try again. */
  readonly retry?: (() => void) | undefined;
}

/** What happened, where, and what to do: the one way in which the page shows a problem. */
export function ProblemView({ problem, retry }: ProblemViewProps) {
  const { say } = useWords();
  const isGrave = problem.kind === 'integrity' || problem.kind === 'bug' || problem.kind === 'denied';
  return (
    <Alert
      type={isGrave ? 'error' : 'warning'}
      showIcon
      title={say(problemTitle(problem))}
      description={<ProblemBody problem={problem} />}
      action={
        retry === undefined ? undefined : (
          <Button size="small" onClick={retry}>
            {say(clientWords.tryAgain)}
          </Button>
        )
      }
    />
  );
}

/** The problem's own words. They may quote names from the data, so they stand as plain text, isolated from ours. */
export function ProblemBody({ problem }: { readonly problem: Problem }) {
  const { say } = useWords();
  const place = placeOf(problem);
  return (
    <div className="problem">
      <p>
        <bdi>{problem.message}</bdi>
      </p>
      {problem.fix === undefined ? null : (
        <p>
          <strong>{say(clientWords.fix)}</strong> <bdi>{problem.fix}</bdi>
        </p>
      )}
      <p className="problem-code">
        <code>{problem.code}</code>
        {place.map(([name, value]) => (
          <span key={say(name)}>
            {say(name)} <bdi>{value}</bdi>
          </span>
        ))}
        <Button
          type="text"
          size="small"
          icon={<CopyOutlined />}
          aria-label={say(clientWords.copyDetails)}
          title={say(clientWords.copyDetails)}
          onClick={() => void navigator.clipboard.writeText(JSON.stringify(problem, null, 2))}
        />
      </p>
    </div>
  );
}
