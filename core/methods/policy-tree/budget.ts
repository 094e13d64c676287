/** Halvings of the price: the last one moves it by a millionth of the first. */
const HALVINGS = 20;

/** A price at which nothing that costs anything is bought. */
const MOST_DOUBLINGS = 60;

/**
 * The smallest price on a unit of cost (on top of the cost itself) at which the best rule stays within the budget: the
 * Lagrange multiplier of the budget.
 *
 * @param budget at least 0
 * @param costAt the cost of the best rule at a price; falls as the price rises
 * Cost: some 25 searches; one where the budget is not binding.
 */
export function priceFor(budget: number, costAt: (price: number) => number): number {
  if (costAt(0) <= budget) return 0;
  let high = 1;
  for (let doubling = 0; doubling < MOST_DOUBLINGS && costAt(high) > budget; doubling++) high *= 2;
  let low = high === 1 ? 0 : high / 2;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (costAt(middle) > budget) low = middle;
    else high = middle;
  }
  return high;
}
