import { Button, Result } from 'antd';
import { Component, type ReactNode } from 'react';
import { problemOf } from '../../core/base/problem.ts';
import { ProblemBody } from '../client/ProblemView.tsx';
import { SessionContext } from '../client/session-hooks.ts';
import { appWords } from '../text/app.ts';
import { useWords } from '../text/words.tsx';

interface Props {
  readonly children: ReactNode;
  /** A new value clears the failure: another screen is another chance. */
  readonly reset?: string;
}

interface State {
  readonly error: unknown;
  readonly reset: string | undefined;
}

/** Keeps a failure to the part of the page that it happened in: frame and project stay. */
export class ErrorBoundary extends Component<Props, State> {
  static override readonly contextType = SessionContext;
  declare readonly context: React.ContextType<typeof SessionContext>;
  override readonly state: State = { error: undefined, reset: this.props.reset };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.reset === state.reset ? null : { error: undefined, reset: props.reset };
  }

  override componentDidCatch(error: unknown): void {
    this.context?.log(problemOf(error));
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return <Broken error={this.state.error} retry={() => this.setState({ error: undefined })} />;
  }
}

function Broken({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const { say } = useWords();
  return (
    <Result
      status="warning"
      title={say(appWords.broken)}
      subTitle={say(appWords.brokenWhy)}
      extra={<Button onClick={retry}>{say(appWords.tryAgain)}</Button>}
    >
      <ProblemBody problem={problemOf(error)} />
    </Result>
  );
}
