import type { Download, FileTicket } from '../../api/types.ts';

/** A file that a ticket stands for. */
export interface HeldFile {
  readonly path: string;
  /** Its name without the folder, as people know it. */
  readonly name: string;
}

/** What a dialog is opened for. */
export type FilePurpose = 'data' | 'project' | 'model';

/**
 * How files come in and go out. The page never names a path: what comes in has a ticket that the host issued after a
 * dialog or a drop, what goes out has an address that works once the host made it.
 */
export interface FileAccess {
  /** The file behind a ticket. @throws data/file-missing for a ticket that was never issued */
  held(ticket: string): HeldFile;
  /** Asks the person for a file; null when none was chosen, or where the host has no dialogs. */
  choose(purpose: FilePurpose): Promise<FileTicket | null>;
  /** Hands a finished file out under a name. */
  offer(path: string, name: string): Download;
  /** Prints a page to PDF, where the host can. */
  readonly printToPdf?: (htmlPath: string) => Promise<Uint8Array>;
}
