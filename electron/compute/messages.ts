import type { FileTicket, Settings } from '../../core/api/types.ts';
import type { Outcome } from '../../core/base/outcome.ts';
import type { FilePurpose, HeldFile } from '../../core/host/workbench/file-access.ts';

/** A project that is open, as main needs to know it. */
export interface OpenProject {
  /** Its id in the list of recent projects. */
  readonly id: string;
  readonly isReadOnly: boolean;
}

/** The first message that the engine gets: where it lives, and what to open again after a crash. */
export interface StartMessage {
  readonly type: 'start';
  readonly dataFolder: string;
  readonly samplesFolder: string;
  readonly reopen: OpenProject | null;
}

export type ToCompute =
  | StartMessage
  /** Comes with the port of a page. */
  | { readonly type: 'page' }
  | { readonly type: 'question'; readonly id: number; readonly ask: QuestionToCompute }
  | { readonly type: 'answer'; readonly id: number; readonly outcome: Outcome<unknown> }
  | { readonly type: 'end' };

export type FromCompute =
  | { readonly type: 'ready'; readonly settings: Settings }
  | { readonly type: 'settings'; readonly settings: Settings }
  | { readonly type: 'project'; readonly open: OpenProject | null }
  | { readonly type: 'question'; readonly id: number; readonly ask: QuestionToMain }
  | { readonly type: 'answer'; readonly id: number; readonly outcome: Outcome<unknown> }
  | { readonly type: 'ended' };

/** What main asks the engine: to hold a file under a ticket, or which file a download stands for. */
export type QuestionToCompute = { readonly what: 'admit'; readonly path: string } | { readonly what: 'offered'; readonly ticket: string };

/** What the engine asks main: a dialog, or a page printed. */
export type QuestionToMain =
  | { readonly what: 'choose'; readonly purpose: FilePurpose }
  | { readonly what: 'print'; readonly htmlPath: string };

/** What each question is answered with. */
export interface Answers {
  readonly admit: FileTicket;
  readonly offered: HeldFile | null;
  /** A path, or null when the person thought better of it. */
  readonly choose: string | null;
  readonly print: Uint8Array;
}
