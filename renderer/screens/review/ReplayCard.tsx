import { CheckOutlined, CloseOutlined, RedoOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import type { ReplayView } from '../../../core/api/types.ts';
import { ProblemView } from '../../client/ProblemView.tsx';
import { reviewWords } from '../../text/review.ts';
import { useWords } from '../../text/words.tsx';
import { Card } from './Card.tsx';
import { useReplay } from './use-replay.ts';

/** Whether the same numbers come out again, step by step. */
export function ReplayCard() {
  const { say } = useWords();
  const replay = useReplay();
  const { job, view, problem, isRunning } = replay;
  return (
    <Card
      title={reviewWords.replay}
      why={reviewWords.replayWhy}
      tools={
        isRunning ? (
          <Button onClick={replay.cancel}>{say(reviewWords.cancel)}</Button>
        ) : (
          <Button icon={<RedoOutlined aria-hidden />} onClick={replay.start}>
            {say(reviewWords.replayNow)}
          </Button>
        )
      }
    >
      {isRunning ? (
        <div className="review-progress">
          <Progress percent={Math.round(100 * (job?.share ?? 0))} size="small" aria-label={say(reviewWords.replaying)} />
          <p className="quiet small">
            {say(reviewWords.replaying)} <bdi>{job?.what ?? ''}</bdi>
          </p>
        </div>
      ) : null}
      {problem === undefined ? null : <ProblemView problem={problem} retry={replay.start} />}
      <div role="status">{view === undefined ? null : <Comparison view={view} />}</div>
    </Card>
  );
}

function Comparison({ view }: { readonly view: ReplayView }) {
  const { say } = useWords();
  const heads = [reviewWords.step, reviewWords.recorded, reviewWords.replayed, reviewWords.comparison];
  return (
    <>
      <p className={view.isEqual ? 'review-fine' : 'review-bad'}>{say(view.isEqual ? reviewWords.replayFine : reviewWords.replayBad)}</p>
      <div className="table-scroll">
        <table className="block-table review-table" aria-label={say(reviewWords.replay)}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head.en} scope="col">
                  {say(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.steps.map(({ step, recorded, replayed, isEqual }) => (
              <tr key={step}>
                <th scope="row">
                  <bdi>{step}</bdi>
                </th>
                <td>
                  <code title={recorded}>{recorded.slice(0, 16)}</code>
                </td>
                <td>
                  <code title={replayed}>{replayed.slice(0, 16)}</code>
                </td>
                <td className={isEqual ? 'review-fine' : 'review-bad'}>
                  {isEqual ? <CheckOutlined aria-hidden /> : <CloseOutlined aria-hidden />}{' '}
                  {say(isEqual ? reviewWords.equal : reviewWords.differs)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
