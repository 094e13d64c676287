import { BulbOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Text } from '../../../core/base/text.ts';
import { hrefOf } from '../../app/route.ts';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { explainWords } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import type { Subject } from './subjects.ts';

/** The thread has neither a model nor effects. */
export function NothingToExplain() {
  const { say } = useWords();
  return (
    <Nothing title={explainWords.nothing} why={explainWords.nothingWhy}>
      <Button type="primary" href={hrefOf('plan')}>
        {say(explainWords.toCanvas)}
      </Button>
    </Nothing>
  );
}

/** What is to be explained has no answers yet. */
export function NeedsRun({ subject, isReadOnly }: { readonly subject: Subject; readonly isReadOnly: boolean }) {
  const { say } = useWords();
  const { run } = useProjectActions();
  const isRunning = subject.step?.state === 'running';
  return (
    <Nothing title={explainWords.needsRun} why={isReadOnly ? explainWords.readOnly : explainWords.needsRunWhy}>
      <Button type="primary" loading={isRunning} disabled={isReadOnly} onClick={() => void run([subject.id])}>
        {say(isRunning ? explainWords.running : explainWords.run)}
      </Button>
    </Nothing>
  );
}

export function Nothing({ title, why, children }: { readonly title: Text; readonly why: Text; readonly children: ReactNode }) {
  const { say } = useWords();
  return (
    <div className="empty-stage">
      <span className="empty-icon" aria-hidden>
        <BulbOutlined />
      </span>
      <h2>{say(title)}</h2>
      <p className="quiet">{say(why)}</p>
      <div className="explain-offers">{children}</div>
    </div>
  );
}
