import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { randomName } from './tickets.ts';

/** What a request may do: nothing, enter with the token of the first address, or go on. */
export type Admission = 'refused' | 'enter' | 'admitted';

/** Decides who may talk to the loopback host. */
export interface Gate {
  /** The query of the first address; it opens the gate once. */
  readonly token: string;
  admit(request: IncomingMessage, url: URL): Admission;
  /** Takes the token and answers the cookie that stands for it from now on. */
  enter(): string;
}

/**
 * Makes the gate of one server. Another site in the same browser can send requests to 127.0.0.1, and a name of its own
 * can be made to point there; so every request must name our own host and, where it names an origin, our own origin,
 * and it must carry the cookie, which another site's pages never send (SameSite=Strict) and no script can read.
 */
export function makeGate(port: () => number): Gate {
  const token = randomName();
  const secret = randomName();
  let isTokenFresh = true;
  // Cookies are shared by all ports of a host: two servers must not take each other's.
  const cookie = (): string => `causeway-${port()}`;
  const hosts = (): readonly string[] => [`127.0.0.1:${port()}`, `localhost:${port()}`];
  const isOurs = ({ headers }: IncomingMessage): boolean => {
    if (!hosts().includes(headers.host ?? '')) return false;
    if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) return false;
    // Browsers say where a request comes from; "none" is an address typed or opened by a program.
    const site = headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none';
  };
  return {
    token,
    admit(request, url) {
      if (!isOurs(request)) return 'refused';
      const given = url.searchParams.get('token');
      if (request.method === 'GET' && url.pathname === '/' && given !== null && isTokenFresh && isSame(given, token)) return 'enter';
      return cookiesNamed(cookie(), request).some((value) => isSame(value, secret)) ? 'admitted' : 'refused';
    },
    enter() {
      isTokenFresh = false;
      return `${cookie()}=${secret}; HttpOnly; SameSite=Strict; Path=/`;
    },
  };
}

function cookiesNamed(wanted: string, { headers }: IncomingMessage): readonly string[] {
  return (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .filter(([name]) => name === wanted)
    .map(([, value = '']) => value);
}

/** Compares without telling by its time how much was right. */
function isSame(left: string, right: string): boolean {
  const digest = (words: string): Buffer => createHash('sha256').update(words).digest();
  return timingSafeEqual(digest(left), digest(right));
}
