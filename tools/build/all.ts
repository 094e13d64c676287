import { ensureDesktop } from './desktop.ts';
import { ensurePage } from './page.ts';

/** Builds everything that a package consists of, where it is stale. */
const [page, desktop] = [await ensurePage(), await ensureDesktop()];
console.log(page || desktop ? 'Built.' : 'Everything was up to date.');
