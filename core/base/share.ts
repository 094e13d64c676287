import { refuse } from './problem.ts';

declare const shareBrand: unique symbol;

/** A quantity between 0 and 1. Never a percent. */
export type Share = number & { readonly [shareBrand]: true };

/**
 * Checks that a number is a share once, at the edge, so that nobody has to ask again.
 *
 * @throws option/invalid when the value is not a finite number in [0, 1]
 */
export function share(value: number, option = 'share'): Share {
  if (!(value >= 0 && value <= 1)) {
    refuse('option/invalid', `${option} is ${value}; it must lie between 0 and 1.`, 'Give it as a share, e.g. 0.05 for 5 %.', { option });
  }
  return value as Share;
}
