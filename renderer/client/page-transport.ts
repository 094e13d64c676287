import type { AnswerFrame, RequestFrame, Transport } from '../../core/api/frames.ts';
import type { FileTicket } from '../../core/api/types.ts';
import type { Outcome } from '../../core/base/outcome.ts';

/** The page's end of a host: frames, whether the host is there, and files that a person hands over. */
export interface PageTransport extends Transport<RequestFrame, AnswerFrame> {
  /** Hears when the host is lost (false) and when it is back (true). */
  onConnection(hear: (isOpen: boolean) => void): void;
  /** Gives the host a file that was dropped or picked here; the page keeps the ticket, never a path. */
  offer(file: File, progress?: (share: number) => void): Promise<Outcome<FileTicket>>;
  /** Whether the host has its own dialogs for picking files. */
  readonly hasDialogs: boolean;
}
