import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import type { Download, FileTicket } from '../../api/types.ts';
import { refuse } from '../../base/problem.ts';
import type { FileAccess, HeldFile } from '../workbench/file-access.ts';
import { printWithBrowser } from './print-with-browser.ts';

/** Files of the loopback host: what was uploaded waits under a ticket, what was made is fetched by one. */
export interface TicketOffice extends FileAccess {
  /** Issues a ticket for a file that lies in our folder. */
  admit(path: string, name: string): FileTicket;
  /** The file that a download ticket stands for; undefined for any other text. */
  offered(ticket: string): HeldFile | undefined;
}

/** Opens the office. Tickets are random and known by exact text only: nothing in them is ever read as a path. */
export function openTicketOffice(): TicketOffice {
  const held = new Map<string, HeldFile>();
  const offered = new Map<string, HeldFile>();
  return {
    admit(path, name) {
      const ticket = randomName();
      held.set(ticket, { path, name });
      return { ticket, name, sizeBytes: statSync(path).size };
    },
    held: (ticket) => held.get(ticket) ?? refuse('data/file-missing', 'This file is not at hand any more.', 'Choose or drop it again.'),
    // A browser shows its own dialog and uploads what was chosen.
    choose: () => Promise.resolve(null),
    offer(path, name): Download {
      const ticket = randomName();
      offered.set(ticket, { path, name });
      return { url: `/download/${ticket}`, name, sizeBytes: statSync(path).size };
    },
    offered: (ticket) => offered.get(ticket),
    printToPdf: printWithBrowser,
  };
}

/** 192 random bits, safe in a URL. */
export function randomName(): string {
  return randomBytes(24).toString('base64url');
}
