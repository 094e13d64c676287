import { App } from 'antd';
import { useMemo, useRef } from 'react';
import type { FileTicket, ProjectState, ReplayView, VerifyView } from '../../core/api/types.ts';
import { pickFile, saveDownload } from '../client/save-file.ts';
import { useProject, useSession } from '../client/session-hooks.ts';
import { useAct, useReportProblem } from '../client/use-act.tsx';
import { appWords } from '../text/app.ts';
import { useWords } from '../text/words.tsx';
import { go } from './route.ts';

/** Files that the engine can read, for the browser's dialog. */
const READABLE = '.causeway,.csv,.tsv,.txt,.json,.ndjson,.parquet,.xlsx';

export interface ProjectActions {
  create(name: string): Promise<void>;
  /** Asks for a file: a project opens, a table leads to its import preview. */
  open(): Promise<void>;
  /** The same for a file that was dropped. */
  openFile(file: File): Promise<void>;
  /** The same for a file that the host already holds. */
  openTicket(ticket: FileTicket): Promise<void>;
  openSample(sample: string): Promise<void>;
  openRecent(id: string): Promise<void>;
  /** Takes a project off the list of recent ones; its file stays. */
  forgetRecent(id: string): Promise<void>;
  close(): Promise<void>;
  backup(): Promise<void>;
  replay(): Promise<void>;
  verify(): Promise<void>;
  /** Runs what is stale; of the given steps only, where some are given. */
  run(steps?: readonly string[]): Promise<void>;
  undo(): void;
  redo(): void;
  goTo(entry: number): void;
}

/** Everything that can be done with the project as a whole: one place for menus, palette, keys and Home. */
export function useProjectActions(): ProjectActions {
  const session = useSession();
  const project = useProject();
  const act = useAct();
  const report = useReportProblem();
  const { modal } = App.useApp();
  const { say } = useWords();
  // Where the history was asked to go and is not yet: keys that are pressed quickly count from there.
  const asked = useRef<number>(null);
  return useMemo(() => {
    // A reviewer looks and never changes.
    const isReviewing = (): boolean => session.snapshot().info?.settings.role === 'reviewer';
    const arrive = (opened: ProjectState | undefined): void => {
      if (opened === undefined) return;
      if (isReviewing()) go('report', 'review');
      else go(opened.steps.length > 0 ? 'test' : 'data');
    };
    const take = async (ticket: FileTicket): Promise<void> => {
      if (/\.causeway$/i.test(ticket.name)) return arrive(await act('project.open', { ticket: ticket.ticket, isReadOnly: isReviewing() }));
      const home = session.snapshot().project ?? (await act('project.create', { name: nameOf(ticket) }));
      if (home != null) go('data', 'import', { ticket: ticket.ticket, name: ticket.name });
    };
    const openFile = async (file: File): Promise<void> => {
      const offered = await session.offer(file);
      if (offered.ok) await take(offered.value);
      else report(offered.problem);
    };
    const goTo = (entry: number): void => {
      const entries = session.snapshot().project?.history.entries ?? [];
      if (!entries.some(({ index }) => index === entry)) return;
      asked.current = entry;
      void act('document.go', { index: entry }).then(() => {
        if (asked.current === entry) asked.current = null;
      });
    };
    const current = (): number => asked.current ?? session.snapshot().project?.history.current ?? 0;
    return {
      create: async (name) => arrive(await act('project.create', { name })),
      async open() {
        if (session.hasDialogs) {
          const ticket = await act('file.choose', { purpose: project === null ? 'project' : 'data' });
          if (ticket != null) await take(ticket);
          return;
        }
        const file = await pickFile(READABLE);
        if (file !== null) await openFile(file);
      },
      openFile,
      openTicket: take,
      openSample: async (sample) => arrive(await act('sample.open', { sample })),
      openRecent: async (id) => arrive(await act('recent.open', { id, isReadOnly: isReviewing() })),
      async forgetRecent(id) {
        await act('recent.forget', { id });
        await session.refresh();
      },
      async close() {
        if ((await act('project.close', {})) === null) go('home');
      },
      async backup() {
        const download = await act('project.backup', {});
        if (download !== undefined) saveDownload(download);
      },
      async replay() {
        const view = await act('project.replay', {});
        if (view !== undefined) modal.info({ title: say(appWords.replay), content: <ReplaySummary view={view} /> });
      },
      async verify() {
        const view = await act('project.verify', {});
        if (view !== undefined) modal.info({ title: say(appWords.verify), content: <VerifySummary view={view} /> });
      },
      async run(steps) {
        await act('run.start', steps === undefined ? {} : { steps: [...steps] });
      },
      undo: () => goTo(current() - 1),
      redo: () => goTo(current() + 1),
      goTo,
    };
  }, [session, project, act, report, modal, say]);
}

function nameOf(ticket: FileTicket): string {
  return ticket.name.replace(/\.[^.]+$/, '').slice(0, 200) || ticket.name.slice(0, 200);
}

function ReplaySummary({ view }: { readonly view: ReplayView }) {
  const { say } = useWords();
  if (view.isEqual) return <p>{say(appWords.replayEqual)}</p>;
  return (
    <>
      <p>{say(appWords.replayDiffers)}</p>
      <ul>
        {view.steps
          .filter((step) => !step.isEqual)
          .map((step) => (
            <li key={step.step}>
              <bdi>{step.step}</bdi>
            </li>
          ))}
      </ul>
    </>
  );
}

function VerifySummary({ view }: { readonly view: VerifyView }) {
  const { say } = useWords();
  if (view.findings.length === 0) return <p>{say(appWords.verifyFine)}</p>;
  return (
    <>
      <p>{say(appWords.verifyFindings)}</p>
      <ul>
        {view.findings.map((finding) => (
          <li key={`${finding.code} ${finding.message}`}>
            <code>{finding.code}</code> <bdi>{finding.message}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}
