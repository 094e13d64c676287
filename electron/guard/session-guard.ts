import type { Session, WebContents } from 'electron';
import { ORIGIN } from '../channels.ts';

/** What the window runs under: no Node, its own world, a sandbox, and nothing that leaves the machine. */
export const WINDOW_GUARDS = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  webviewTag: false,
  // Dictionaries would be fetched, and data that people type is nobody's to look at.
  spellcheck: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
} as const;

/** Addresses that are made inside the page and lead nowhere. */
const INNER = [`blob:${ORIGIN}/`, 'data:', 'devtools:'];

/** Whether an address is the app's own. */
export function isOwnAddress(url: string): boolean {
  return url === ORIGIN || url.startsWith(`${ORIGIN}/`);
}

/** Closes the network and every permission of a session. */
export function guardSession(session: Session): void {
  session.setSpellCheckerEnabled(false);
  // Copying from a table is the only thing that the page may do beyond its own frame.
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(permission === 'clipboard-sanitized-write' && isOwnAddress(requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => permission === 'clipboard-sanitized-write' && isOwnAddress(origin));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isOwnAddress(url) && !INNER.some((scheme) => url.startsWith(scheme)) });
  });
  session.on('will-download', (event, item) => {
    const url = item.getURL();
    if (!isOwnAddress(url) && !url.startsWith(`blob:${ORIGIN}/`)) event.preventDefault();
  });
}

/** Keeps a window's contents where they are: no other address, no other window, no other contents inside. */
export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
