import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { isOwnAddress } from './session-guard.ts';

/** Whether a message comes from the main frame of one of our own pages: no frame inside it, no page of another origin. */
export function isOwnSender({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOwnAddress(senderFrame.url);
}
