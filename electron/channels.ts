/** Names of what crosses between page, preload and main. The engine itself is spoken to over a port, never through these. */
export const CHANNEL = {
  /** Page → main: asks for a port to the engine. */
  connect: 'causeway:connect',
  /** Main → page: the port. */
  port: 'causeway:port',
  /** Page → main: a file was dropped; its path comes from the preload, which only real files give one. */
  offer: 'causeway:offer',
  /** Main → page: a menu item was chosen, or a file was opened from outside. */
  request: 'causeway:request',
} as const;

/** The only origin that there is. */
export const ORIGIN = 'app://causeway';

/** What main asks of the page. */
export type PageRequest =
  | { readonly type: 'command'; readonly id: string }
  | { readonly type: 'file'; readonly ticket: { readonly ticket: string; readonly name: string; readonly sizeBytes: number } };
