import { CloseOutlined, LoadingOutlined, ThunderboltOutlined } from '@ant-design/icons';
import { Button, Popover, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { JobView } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import { ProblemBody } from '../../client/ProblemView.tsx';
import { useJobs } from '../../client/session-hooks.ts';
import { useAct } from '../../client/use-act.tsx';
import { appWords, jobEnded, jobsRunning, timeLeft } from '../../text/app.ts';
import { useWords } from '../../text/words.tsx';

/** What the machine is doing: the one place where it is always to be seen. */
export function JobsTray() {
  const { say, share } = useWords();
  const jobs = useJobs();
  const active = jobs.filter(({ state }) => state === 'running' || state === 'queued');
  const mean = active.reduce((sum, job) => sum + job.share, 0) / Math.max(1, active.length);
  const words = active.length === 0 ? say(appWords.jobs) : say(jobsRunning(active.length, share(mean)));
  return (
    <>
      <Popover trigger="click" placement="bottomRight" content={<JobList jobs={jobs} />} title={say(appWords.jobs)}>
        <Button
          type="text"
          className="jobs-button"
          icon={active.length === 0 ? <ThunderboltOutlined /> : <LoadingOutlined />}
          aria-label={words}
        >
          {active.length === 0 ? null : (
            <>
              <span className="jobs-bar" aria-hidden>
                <span style={{ width: `${100 * mean}%` }} />
              </span>
              <span className="jobs-share">{share(mean)}</span>
            </>
          )}
        </Button>
      </Popover>
      <JobSpeaker jobs={jobs} />
    </>
  );
}

function JobList({ jobs }: { readonly jobs: readonly JobView[] }) {
  const { say } = useWords();
  if (jobs.length === 0) return <p className="popover-words quiet">{say(appWords.noJobs)}</p>;
  return (
    <ul className="plain-list job-list">
      {jobs.map((job) => (
        <JobLine key={job.id} job={job} />
      ))}
    </ul>
  );
}

function JobLine({ job }: { readonly job: JobView }) {
  const { say, share, duration, bytes } = useWords();
  const act = useAct();
  const isActive = job.state === 'running' || job.state === 'queued';
  const facts = [
    say(appWords[job.state]),
    ...(job.state === 'running' ? [share(job.share)] : []),
    ...(job.what === '' || !isActive ? [] : [job.what]),
    ...(job.remainingMs === null || !isActive ? [duration(job.elapsedMs)] : [say(timeLeft(duration(job.remainingMs)))]),
    ...(job.memoryBytes === null ? [] : [bytes(job.memoryBytes)]),
  ];
  return (
    <li className={`job is-${job.state}`}>
      <div className="job-head">
        <bdi className="job-name">{say(job.name)}</bdi>
        {isActive ? (
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            aria-label={`${say(appWords.cancel)}: ${say(job.name)}`}
            title={say(appWords.cancel)}
            onClick={() => void act('job.cancel', { job: job.id })}
          />
        ) : null}
      </div>
      {isActive ? <Progress percent={Math.round(100 * job.share)} showInfo={false} size="small" aria-label={say(job.name)} /> : null}
      <p className="quiet small">
        {facts.map((fact, index) => (
          <span key={fact}>
            {index === 0 ? null : ' · '}
            <bdi>{fact}</bdi>
          </span>
        ))}
      </p>
      {job.problem === null || job.state === 'cancelled' ? null : <ProblemBody problem={job.problem} />}
    </li>
  );
}

/** Tells those who listen when a job ends; nothing while it runs, for that would never stop. */
function JobSpeaker({ jobs }: { readonly jobs: readonly JobView[] }) {
  const { say } = useWords();
  const known = useRef<ReadonlyMap<string, JobView['state']>>(new Map());
  const [spoken, setSpoken] = useState<Text | null>(null);
  useEffect(() => {
    for (const job of jobs) {
      const before = known.current.get(job.id);
      const hasEnded = job.state !== 'running' && job.state !== 'queued';
      if (hasEnded && (before === 'running' || before === 'queued')) setSpoken(jobEnded(job.name, appWords[job.state]));
    }
    known.current = new Map(jobs.map((job) => [job.id, job.state]));
  }, [jobs]);
  return (
    <div className="spoken" role="status" aria-live="polite">
      {spoken === null ? '' : say(spoken)}
    </div>
  );
}
