import { type Problem, refuse } from '../../base/problem.ts';
import type { StopSignal } from '../../base/work.ts';
import { type Limit, limitsOf, type Rules, statedUsage } from './limits.ts';
import type { OfferTable } from './offer-table.ts';
import { requireNames } from './offers.ts';
import { type Solution, solve } from './solve.ts';
import type { MckpSpec } from './spec.ts';

/**
 * Checks the rules against the table before anything is solved: names that exist, a budget that pays for
 * something, floors that can be met one by one. Each refusal names the rule and the smallest change that helps.
 *
 * @throws option/invalid, plan/infeasible
 */
export function checkRules(table: OfferTable, spec: MckpSpec): void {
  requireNames('stock', spec.stock ?? {}, table.options);
  requireNames('floors', spec.floors ?? {}, table.options);
  checkGroupNames(table, spec);
  checkCheapest(table, spec.budget);
  const floors = Object.entries(spec.floors ?? {});
  for (const [option, floor] of floors) checkFloor(table, spec, option, floor);
  const together = floors.reduce((sum, [, floor]) => sum + floor, 0);
  const most = Math.min(spec.maxTreated ?? table.rowCount, table.rowCount);
  if (together > most) {
    const rule = spec.maxTreated === undefined ? `there are only ${most} customers` : `maxTreated is ${most}`;
    conflict('floors', `The floors ask for ${together} offers in all, but ${rule}.`, `Lower the floors by ${together - most} in all.`);
  }
  checkGroupFloors(table, spec, most);
}

function conflict(option: string, message: string, fix: string): never {
  return refuse('plan/infeasible', message, fix, { option });
}

function checkGroupNames(table: OfferTable, spec: MckpSpec): void {
  for (const option of ['groupCaps', 'groupFloors'] as const) {
    const rules = spec[option];
    if (rules === undefined) continue;
    if (table.groups === undefined) refuse('option/invalid', `${option} needs groups.`, 'Set group to a text column.', { option });
    requireNames(option, rules, ['', ...(table.groups?.names ?? [])]);
  }
}

/** A budget that pays for no offer at all is a slip of the pen, not a wish for an empty plan. */
function checkCheapest(table: OfferTable, budget: number | undefined): void {
  let cheapest = Number.POSITIVE_INFINITY;
  let option = 0;
  for (let at = 0; at < table.cost.length; at++) {
    if (table.value[at] !== Number.NEGATIVE_INFINITY && (table.cost[at] as number) < cheapest) {
      cheapest = table.cost[at] as number;
      option = (at % table.width) + 1;
    }
  }
  if (cheapest === Number.POSITIVE_INFINITY) {
    refuse('plan/infeasible', 'No customer may be given any option.', 'Loosen the eligibility, or fill the missing values.', {
      option: 'eligibility',
    });
  }
  if (budget !== undefined && budget < cheapest) {
    conflict(
      'budget',
      `The budget of ${budget} is below the cheapest offer: "${table.options[option]}" costs ${cheapest}.`,
      `Raise budget to at least ${cheapest}, or lower the costs.`,
    );
  }
}

function checkFloor(table: OfferTable, spec: MckpSpec, option: string, floor: number): void {
  const stock = spec.stock?.[option];
  if (stock !== undefined && stock < floor) {
    conflict(
      'floors',
      `At least ${floor} customers must get "${option}", but its stock is ${stock}.`,
      `Lower floors["${option}"] to ${stock}, or raise its stock by ${floor - stock}.`,
    );
  }
  const costs: number[] = [];
  for (let at = table.options.indexOf(option) - 1; at < table.value.length; at += table.width) {
    if (table.value[at] !== Number.NEGATIVE_INFINITY) costs.push(table.cost[at] as number);
  }
  if (costs.length < floor) {
    conflict(
      'floors',
      `At least ${floor} customers must get "${option}", but only ${costs.length} may.`,
      `Lower floors["${option}"] to ${costs.length}, or make ${floor - costs.length} more customers eligible.`,
    );
  }
  const { budget } = spec;
  if (budget === undefined) return;
  const cheapest = Float64Array.from(costs).sort().subarray(0, floor);
  const needed = cheapest.reduce((sum, price) => sum + price, 0);
  if (needed <= budget) return;
  let paid = 0;
  let spent = 0;
  while (spent + (cheapest[paid] as number) <= budget) spent += cheapest[paid++] as number;
  conflict(
    'budget',
    `Giving "${option}" to ${floor} customers costs at least ${needed}; the budget is ${budget}.`,
    `Raise budget to at least ${needed}, or lower floors["${option}"] to ${paid}.`,
  );
}

function checkGroupFloors(table: OfferTable, spec: MckpSpec, most: number): void {
  const floors = Object.entries(spec.groupFloors ?? {});
  const together = floors.reduce((sum, [, floor]) => sum + floor, 0);
  if (together > most) {
    conflict(
      'groupFloors',
      `The group floors ask for ${together} offers, but at most ${most} customers can be treated.`,
      `Lower them by ${together - most}.`,
    );
  }
  for (const [group, floor] of floors) {
    const cap = spec.groupCaps?.[group];
    if (cap !== undefined && cap < floor) {
      conflict(
        'groupFloors',
        `Group "${group}" must get at least ${floor} offers and at most ${cap}.`,
        `Lower its floor to ${cap}, or raise its cap to ${floor}.`,
      );
    }
    const reachable = reachableIn(table, table.groups?.names.indexOf(group) ?? -1);
    if (reachable < floor) {
      conflict(
        'groupFloors',
        `Group "${group}" must get at least ${floor} offers, but only ${reachable} of its customers may get any.`,
        `Lower its floor to ${reachable}.`,
      );
    }
  }
}

function reachableIn(table: OfferTable, group: number): number {
  let reachable = 0;
  for (let row = 0; row < table.rowCount; row++) {
    if (table.groups?.codes[row] !== group) continue;
    const values = table.value.subarray(row * table.width, (row + 1) * table.width);
    if (values.some((value) => value !== Number.NEGATIVE_INFINITY)) reachable++;
  }
  return reachable;
}

/**
 * Says why no plan keeps all the rules together, although each alone can be kept: the counts among themselves, the
 * money that the floors need, or the return that they allow.
 */
export function explainInfeasible(table: OfferTable, rules: Rules, found: Solution, signal: StopSignal): Problem {
  const settings = { signal, mostNodes: 0, withFrontier: false };
  const counts = { ...rules, budget: undefined, minRoi: undefined };
  const thrifty = {
    ...table,
    value: table.value.map((value, at) => (value === Number.NEGATIVE_INFINITY ? value : -(table.cost[at] as number))),
  };
  const cheapest = solve(thrifty, limitsOf(table, counts), settings);
  if (!cheapest.isFeasible) return countsClash(limitsOf(table, counts), cheapest);
  const { budget, minRoi } = rules;
  if (budget !== undefined && cheapest.sums.cost > budget) {
    return problem(
      'budget',
      `The floors together need at least ${Math.ceil(-cheapest.bound)}; the budget is ${budget}.`,
      `Raise budget to ${cheapest.sums.cost}, or lower ${floorNames(rules)}.`,
    );
  }
  if (minRoi !== undefined) {
    const eager = { ...table, value: table.value.map((value, at) => value - minRoi * (table.cost[at] as number)) };
    const best = solve(eager, limitsOf(table, { ...rules, minRoi: undefined }), settings);
    const value = best.sums.value + minRoi * best.sums.cost;
    if (best.isFeasible && best.sums.value < 0 && best.sums.cost > 0) {
      return problem(
        'minRoi',
        `With the floors, value per unit of cost cannot reach ${minRoi}.`,
        `Lower minRoi to ${Math.floor((1e6 * value) / best.sums.cost) / 1e6}, or lower ${floorNames(rules)}.`,
      );
    }
  }
  const [first = 'a floor'] = found.broken;
  return problem(
    'floors',
    `No plan was found that keeps every rule; "${first}" is broken first.`,
    'Loosen that rule, or one that it competes with.',
  );
}

function countsClash(limits: readonly Limit[], found: Solution): Problem {
  const broken = limits.find((limit) => found.broken.includes(limit.name));
  if (broken === undefined) return problem('floors', 'The floors and caps cannot all be kept.', 'Lower a floor, or raise a cap.');
  const reached = statedUsage(broken, found.sums);
  const what =
    broken.kind === 'floor'
      ? `asks for ${broken.stated}, but at most about ${reached} can be reached`
      : `allows ${broken.stated}, but ${reached} are needed`;
  return problem(
    'floors',
    `The floors and caps cannot all be kept: "${broken.name}" ${what}.`,
    `Set "${broken.name}" to ${reached}, or loosen a rule that it competes with.`,
  );
}

function floorNames(rules: Rules): string {
  return (
    [...Object.keys(rules.floors ?? {}), ...Object.keys(rules.groupFloors ?? {})].map((name) => `the floor of "${name}"`).join(' or ') ||
    'the floors'
  );
}

function problem(option: string, message: string, fix: string): Problem {
  return { kind: 'input', code: 'plan/infeasible', message, fix, where: { option } };
}
