import type { AuditView } from '../../api/review-types.ts';
import type { Handlers } from '../../api/server.ts';
import type { ReplayView, VerifyView } from '../../api/types.ts';
import { text } from '../../base/text.ts';
import { replayProject } from '../../run/replay.ts';
import type { RunEvent } from '../../run/runner.ts';
import type { AuditEntry } from '../../store/types.ts';
import type { Bench } from './bench.ts';
import { exportReport } from './export-report.ts';
import type { JobContext } from './jobs.ts';
import { previewReport } from './report-pages.ts';

type ProofCalls = 'project.backup' | 'project.replay' | 'project.verify' | 'project.audit' | 'report.preview' | 'report.export';

/** Calls by which somebody else can check the work, and take it along. */
export function proofCalls(bench: Bench): Pick<Handlers, ProofCalls> {
  return {
    'project.backup': () => {
      const { project, name } = bench.session;
      const path = bench.exportPath('causeway');
      project.backup(path);
      return bench.offer(path, `${name}.causeway`);
    },
    'project.replay': (_, signal) => bench.awaited('run', text('Replay', '重放'), signal, (job) => replay(bench, job)),
    'project.verify': (): VerifyView => {
      const { findings, checked, head } = bench.session.project.verify();
      return {
        findings: findings.map(({ code, message, where }) => ({ code, message, where: { ...where } })),
        checked: { ...checked },
        head: head?.hash ?? null,
      };
    },
    'project.audit': (): readonly AuditView[] => bench.session.project.auditEntries().map(auditView),
    'report.preview': () => previewReport(bench.session, undefined, bench.clock()),
    'report.export': (request, signal) => exportReport(bench, request, signal),
  };
}

/** Details beyond this are of use to programs only, and would make the trail of a long project large. */
const MOST_DETAIL = 400;

function auditView({ sequence, at, kind, subject, detail, hash }: AuditEntry): AuditView {
  const words = JSON.stringify(detail) ?? '';
  return { sequence, at, kind, subject, hash, detail: words.length > MOST_DETAIL ? `${words.slice(0, MOST_DETAIL)}…` : words };
}

async function replay(bench: Bench, job: JobContext): Promise<ReplayView> {
  let done = 0;
  let count = 1;
  const hear = (event: RunEvent): void => {
    if (event.type === 'started') {
      done = event.index;
      count = event.count;
    }
    const share = event.type === 'progress' ? event.progress.share : 0;
    job.progress((done + share) / count, event.step);
  };
  const { isEqual, steps } = await replayProject(bench.session.project, bench.pool, hear, job.signal);
  return { isEqual, steps };
}
