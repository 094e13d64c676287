export const KERNELS = ['triangular', 'epanechnikov', 'uniform'] as const;

export type Kernel = (typeof KERNELS)[number];

/** The kernel at u ≥ 0 bandwidths from the cut-off; 0 beyond 1. */
export function kernelWeight(kernel: Kernel, u: number): number {
  if (u > 1) return 0;
  if (kernel === 'triangular') return 1 - u;
  return kernel === 'uniform' ? 0.5 : 0.75 * (1 - u * u);
}

/**
 * The rule-of-thumb constant of the pilot bandwidth C·σ·n^(−1/5).
 *
 * @see Calonico, Cattaneo & Farrell (2020), Econometrics Journal 23, section 4
 */
export const PILOT_CONSTANT: Readonly<Record<Kernel, number>> = { triangular: 2.576, epanechnikov: 2.34, uniform: 1.843 };
