/** Something that the app did, or that was kept from happening. */
export interface Entry {
  readonly kind:
    | 'request' // A page asked for an address, and got an answer.
    | 'refused' // The app's own guard refused an address.
    | 'left' // An address that no handler answers was asked for: in Electron this would have left the machine.
    | 'navigation' // A page wanted to go elsewhere, and was kept.
    | 'popup' // A page wanted another window, and was kept.
    | 'dialog'
    | 'recent'
    | 'console';
  readonly detail: string;
}

export const journal: Entry[] = [];

export function note(kind: Entry['kind'], detail: string): void {
  journal.push({ kind, detail });
}
