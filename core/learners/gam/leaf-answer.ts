/** Sums of the second derivative below this are no ground to stand on. */
export const LEAST_HESSIAN = 1e-3;

/** A leaf of log odds never asks for more than this: a Newton step from a sure but wrong score is far too long. */
const LONGEST_STEP = 4;

export interface StepSize {
  /** How much of its answer a leaf adds. */
  readonly rate: number;
  /** Whether leaves are in log odds. */
  readonly isBounded: boolean;
}

/** What a leaf adds: the Newton step −G/H, shortened. */
export function leafAnswer({ rate, isBounded }: StepSize, gradient: number, hessian: number): number {
  if (hessian < LEAST_HESSIAN) return 0;
  const full = -gradient / hessian;
  return rate * (isBounded ? Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, full)) : full);
}
