import type { Handlers } from '../../../api/server.ts';
import type { Bench } from '../bench.ts';
import { findCustomer } from './find-customer.ts';
import { sign, signatures } from './signatures.ts';

type ReviewCalls = 'project.sign' | 'project.signatures' | 'customer.find';

/** Calls of whoever reviews: look somebody up, doubt a step, sign. */
export function reviewCalls(bench: Bench): Pick<Handlers, ReviewCalls> {
  return {
    'project.sign': (request) => {
      sign(request, bench.session, bench.clock);
      return signatures(bench.session);
    },
    'project.signatures': () => signatures(bench.session),
    'customer.find': ({ id }, signal) => findCustomer(id, bench.session, signal),
  };
}
