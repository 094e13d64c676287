import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { openTicketOffice, type TicketOffice } from '../../core/host/loopback/tickets.ts';
import type { Answers, QuestionToMain } from './messages.ts';

/** Asks main something and waits. */
export type AskMain = <What extends QuestionToMain['what']>(ask: QuestionToMain & { readonly what: What }) => Promise<Answers[What]>;

/** Files of the desktop: tickets as everywhere, with the system's dialogs and main's printer behind them. */
export function openDesktopFiles(ask: AskMain): TicketOffice & { admitPath(path: string): ReturnType<TicketOffice['admit']> } {
  const office = openTicketOffice();
  const admitPath = (path: string) => {
    // Says at once, and in the system's words, when the file is not there.
    statSync(path);
    return office.admit(path, basename(path));
  };
  return {
    ...office,
    admitPath,
    async choose(purpose) {
      const path = await ask({ what: 'choose', purpose });
      return path === null ? null : admitPath(path);
    },
    printToPdf: (htmlPath) => ask({ what: 'print', htmlPath }),
  };
}
