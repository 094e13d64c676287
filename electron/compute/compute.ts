import type { MessagePortMain } from 'electron';
import type { AnswerFrame, Transport } from '../../core/api/frames.ts';
import type { AppInfo, ProjectState, Settings } from '../../core/api/types.ts';
import { openWorkbench, type Workbench } from '../../core/host/workbench/workbench.ts';
import { openQuestionBook, outcomeOf } from '../questions.ts';
import { type AskMain, openDesktopFiles } from './desktop-files.ts';
import type { FromCompute, OpenProject, QuestionToCompute, StartMessage, ToCompute } from './messages.ts';
import { servePort } from './page-port.ts';

/**
 * The engine's process: it alone opens projects, and it keeps the worker threads. Pages reach it by ports that main hands
 * over; main itself only asks about files. When it is lost, main starts another, which opens the project again.
 */

const parent = process.parentPort;
const tell = (message: FromCompute): void => parent.postMessage(message);
const questions = openQuestionBook();
const ask = ((question) => questions.ask((id) => tell({ type: 'question', id, ask: question }))) as AskMain;
const files = openDesktopFiles(ask);
const never = new AbortController().signal;

let workbench: Promise<Workbench> | undefined;

parent.on('message', ({ data, ports }) => {
  const message = data as ToCompute;
  switch (message.type) {
    case 'start':
      workbench = start(message);
      break;
    case 'page':
      // A page waits until the project of before is open again: what it asks first is how things stand.
      void workbench?.then((opened) => {
        for (const port of ports) serve(port, opened);
      });
      break;
    case 'question':
      void outcomeOf(() => answer(message.ask)).then((outcome) => tell({ type: 'answer', id: message.id, outcome }));
      break;
    case 'answer':
      questions.settle(message.id, message.outcome);
      break;
    case 'end':
      void end();
  }
});

async function start({ dataFolder, samplesFolder, reopen }: StartMessage): Promise<Workbench> {
  const opened = openWorkbench({ dataFolder, samplesFolder, host: 'desktop', files });
  watchProject(opened);
  // A project that cannot be opened again is still on the list, where its problem is told to whoever opens it.
  if (reopen !== null) await outcomeOf(() => opened.handlers['recent.open'](reopen, never));
  tell({ type: 'ready', settings: (await infoOf(opened)).settings });
  return opened;
}

function serve(port: MessagePortMain, { server }: Workbench): void {
  servePort(port, server, (_, value) => tell({ type: 'settings', settings: value as Settings }));
}

async function infoOf({ handlers }: Workbench): Promise<AppInfo> {
  return await handlers['app.info']({}, never);
}

/** Tells main which project is open, whoever opened it. */
function watchProject(opened: Workbench): void {
  let current: OpenProject | null = null;
  const follow = async (state: ProjectState | null): Promise<void> => {
    // The project that was opened last stands first on the list.
    const [first] = state === null ? [] : (await infoOf(opened)).recent;
    const open = state === null || first === undefined ? null : { id: first.id, isReadOnly: state.isReadOnly };
    if (open?.id === current?.id && open?.isReadOnly === current?.isReadOnly) return;
    current = open;
    tell({ type: 'project', open });
  };
  const transport: Transport<AnswerFrame, unknown> = {
    send(frame) {
      if (frame.type === 'event' && frame.name === 'project.changed') void follow(frame.payload as ProjectState | null);
    },
    onFrame: () => {},
    close: () => {},
  };
  opened.server.serve(transport);
}

function answer(question: QuestionToCompute): unknown {
  return question.what === 'admit' ? files.admitPath(question.path) : (files.offered(question.ticket) ?? null);
}

async function end(): Promise<void> {
  await (await workbench)?.close();
  tell({ type: 'ended' });
}
