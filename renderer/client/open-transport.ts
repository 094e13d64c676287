import { loopbackTransport } from './loopback-transport.ts';
import type { PageTransport } from './page-transport.ts';
import { portTransport } from './port-transport.ts';

/** The way to the host that this window has: the desktop's port, else the loopback server that served the page. */
export function openTransport(): PageTransport {
  return window.causeway === undefined ? loopbackTransport() : portTransport(window.causeway);
}
