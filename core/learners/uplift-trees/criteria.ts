/** What a split is judged by. */
export const UPLIFT_CRITERIA = ['kl', 'euclid', 'chi2', 'cts', 'ddp'] as const;
export type UpliftCriterion = (typeof UPLIFT_CRITERIA)[number];

/** Rates this close to 0 or 1 are held there: logarithms and ratios of them have no end (CausalML holds the same). */
const CLOSEST = 1e-6;

/**
 * Outcome rates of every arm, drawn towards those of the node above: (Σy + nReg · rate above) / (n + nReg).
 * An arm without rows keeps the rate above.
 *
 * @param sums K counts, then K sums of outcomes
 * @param above K rates
 * @param into K rates
 * @see Zhao, Fang & Simchi-Levi (2017), SDM
 */
export function ratesOf(sums: Float64Array, above: Float64Array, nReg: number, into: Float64Array): void {
  const arms = into.length;
  for (let arm = 0; arm < arms; arm++) {
    const weight = (sums[arm] as number) + nReg;
    const own = (sums[arms + arm] as number) + nReg * (above[arm] as number);
    into[arm] = weight > 0 ? own / weight : (above[arm] as number);
  }
}

/**
 * How far the arms of one node are apart, summed over the arms beyond the control: Kullback–Leibler divergence (natural
 * logarithm), squared difference of means, or χ². For `cts` it is the rate of the best arm. `ddp` compares two nodes and
 * has no value for one.
 *
 * @param rates K rates, the control first; between 0 and 1 for kl and chi2
 * @see Rzepakowski & Jaroszewicz (2012), Knowl. Inf. Syst. 32, 303–327; theirs of squares sums over both classes: twice this
 */
export function divergenceOf(criterion: Exclude<UpliftCriterion, 'ddp'>, rates: Float64Array): number {
  const control = rates[0] as number;
  let sum = criterion === 'cts' ? control : 0;
  for (let arm = 1; arm < rates.length; arm++) {
    const rate = rates[arm] as number;
    if (criterion === 'cts') sum = Math.max(sum, rate);
    else if (criterion === 'euclid') sum += (rate - control) ** 2;
    else if (criterion === 'kl') sum += kl(held(rate), held(control));
    else sum += (rate - control) ** 2 / (held(control) * (1 - held(control)));
  }
  return sum;
}

function kl(p: number, q: number): number {
  return p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
}

function held(rate: number): number {
  return Math.min(1 - CLOSEST, Math.max(CLOSEST, rate));
}

/** Room to judge the splits of one node, filled anew for each. */
export interface GainRoom {
  readonly criterion: UpliftCriterion;
  readonly normalize: boolean;
  readonly nReg: number;
  readonly minLeafRows: number;
  /** K counts and K sums of the node, of its left and of its right side. */
  readonly total: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** K rates of the same three. */
  readonly rates: Float64Array;
  readonly leftRates: Float64Array;
  readonly rightRates: Float64Array;
}

export function makeGainRoom(rules: Pick<GainRoom, 'criterion' | 'normalize' | 'nReg' | 'minLeafRows'>, arms: number): GainRoom {
  const [sums, rates] = [() => new Float64Array(2 * arms), () => new Float64Array(arms)];
  return {
    ...rules,
    total: sums(),
    left: sums(),
    right: sums(),
    rates: rates(),
    leftRates: rates(),
    rightRates: rates(),
  };
}

/**
 * What is gained by parting the node (`total`, `rates`) at `left`; −∞ where an arm would be too thin on a side.
 *
 * @see Rzepakowski & Jaroszewicz (2012); Zhao, Fang & Simchi-Levi (2017); Hansotia & Rukstales (2002)
 * Cost: O(K), nothing allocated.
 */
export function gainOf(room: GainRoom): number {
  const { criterion, nReg, minLeafRows, total, left, right, rates, leftRates, rightRates } = room;
  const arms = rates.length;
  let [nLeft, nRight] = [0, 0];
  for (let k = 0; k < 2 * arms; k++) right[k] = (total[k] as number) - (left[k] as number);
  for (let arm = 0; arm < arms; arm++) {
    if ((left[arm] as number) < minLeafRows || (right[arm] as number) < minLeafRows) return Number.NEGATIVE_INFINITY;
    nLeft += left[arm] as number;
    nRight += right[arm] as number;
  }
  ratesOf(left, rates, nReg, leftRates);
  ratesOf(right, rates, nReg, rightRates);
  if (criterion === 'ddp') return effectGap(leftRates, rightRates);
  const share = nLeft / (nLeft + nRight);
  const after = share * divergenceOf(criterion, leftRates) + (1 - share) * divergenceOf(criterion, rightRates);
  const gain = after - divergenceOf(criterion, rates);
  return room.normalize && criterion !== 'cts' ? gain / normalizer(criterion, left, right) : gain;
}

/** Σ over arms of |effect on the left − effect on the right|. */
function effectGap(left: Float64Array, right: Float64Array): number {
  let gap = 0;
  for (let arm = 1; arm < left.length; arm++) {
    const own = (left[arm] as number) - (left[0] as number);
    gap += Math.abs(own - ((right[arm] as number) - (right[0] as number)));
  }
  return gap;
}

/**
 * The penalty on splits that part the arms unevenly or cut off slivers, with entropies for kl and Gini impurities for the
 * others; the mean over arms of I(A) = H(n_t, n_c) D(P_t : P_c) + n_t/n H(P_t) + n_c/n H(P_c) + ½, each arm beside the control.
 *
 * @param left, right K counts, then K sums
 * @see Rzepakowski & Jaroszewicz (2012)
 */
export function normalizer(criterion: 'kl' | 'euclid' | 'chi2', left: Float64Array, right: Float64Array): number {
  const arms = left.length / 2;
  const impurity = criterion === 'kl' ? entropy : gini;
  const nControl = (left[0] as number) + (right[0] as number);
  const q = (left[0] as number) / nControl;
  let sum = 0;
  for (let arm = 1; arm < arms; arm++) {
    const nArm = (left[arm] as number) + (right[arm] as number);
    const p = (left[arm] as number) / nArm;
    const share = nArm / (nArm + nControl);
    sum += impurity(share) * uneven(criterion, p, q) + share * impurity(p) + (1 - share) * impurity(q) + 0.5;
  }
  return sum / (arms - 1);
}

function uneven(criterion: 'kl' | 'euclid' | 'chi2', p: number, q: number): number {
  if (criterion === 'kl') return kl(held(p), held(q));
  if (criterion === 'euclid') return (p - q) ** 2;
  return (p - q) ** 2 / (held(q) * (1 - held(q)));
}

function entropy(p: number): number {
  const own = held(p);
  return -own * Math.log(own) - (1 - own) * Math.log(1 - own);
}

/** 1 − Σ p², over two classes. */
function gini(p: number): number {
  return 2 * p * (1 - p);
}
