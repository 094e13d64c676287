import { groupCount, type OfferTable } from './offer-table.ts';

/** What the user asked for, beyond the table itself. Absent means no such limit. */
export interface Rules {
  readonly budget?: number | undefined;
  readonly minRoi?: number | undefined;
  readonly maxTreated?: number | undefined;
  readonly stock?: Readonly<Record<string, number>> | undefined;
  readonly floors?: Readonly<Record<string, number>> | undefined;
  readonly groupCaps?: Readonly<Record<string, number>> | undefined;
  readonly groupFloors?: Readonly<Record<string, number>> | undefined;
}

/** What a plan adds up to: all that any limit can ask about. */
export interface Sums {
  readonly value: number;
  readonly cost: number;
  /** counts[group · K + option]: treated rows. */
  readonly counts: Float64Array;
}

/**
 * One rule in the form Σ over treated rows of (perValue·v + perCost·c + perCell[group, option]) ≤ most.
 * A floor is the same with both sides negated; ROI ≥ ρ reads Σ(ρ·c − v) ≤ 0.
 */
export interface Limit {
  /** "budget", "roi", "treated", "stock:<option>", "floor:<option>", "cap:<group>" or "group-floor:<group>". */
  readonly name: string;
  readonly kind: 'budget' | 'roi' | 'count' | 'floor';
  /** The number that the user wrote. */
  readonly stated: number;
  readonly most: number;
  readonly perValue: number;
  readonly perCost: number;
  readonly perCell: Float64Array;
}

/** Turns rules into limits, leaving out those that no plan could break. */
export function limitsOf(table: OfferTable, rules: Rules): Limit[] {
  const limits: Limit[] = [];
  if (rules.budget !== undefined) limits.push(budgetLimit(table, rules.budget));
  if (rules.minRoi !== undefined && rules.minRoi > 0) {
    limits.push({ ...budgetLimit(table, 0), name: 'roi', kind: 'roi', stated: rules.minRoi, perValue: -1, perCost: rules.minRoi });
  }
  if (rules.maxTreated !== undefined) limits.push(countLimit(table, 'treated', rules.maxTreated, () => true));
  for (const [option, most] of Object.entries(rules.stock ?? {})) {
    limits.push(countLimit(table, `stock:${option}`, most, (_, name) => name === option));
  }
  for (const [group, most] of Object.entries(rules.groupCaps ?? {})) {
    limits.push(countLimit(table, `cap:${group}`, most, (name) => name === group));
  }
  for (const [option, least] of Object.entries(rules.floors ?? {})) {
    limits.push(floorOf(countLimit(table, `floor:${option}`, least, (_, name) => name === option)));
  }
  for (const [group, least] of Object.entries(rules.groupFloors ?? {})) {
    limits.push(floorOf(countLimit(table, `group-floor:${group}`, least, (name) => name === group)));
  }
  return limits.filter((limit) => (limit.kind === 'floor' ? limit.stated > 0 : limit.kind !== 'count' || limit.stated < table.rowCount));
}

/** A limit on spending alone. */
export function budgetLimit(table: OfferTable, most: number): Limit {
  return {
    name: 'budget',
    kind: 'budget',
    stated: most,
    most,
    perValue: 0,
    perCost: 1,
    perCell: new Float64Array(groupCount(table) * table.width),
  };
}

function countLimit(table: OfferTable, name: string, most: number, counts: (group: string | undefined, option: string) => boolean): Limit {
  const perCell = new Float64Array(groupCount(table) * table.width);
  for (let cell = 0; cell < perCell.length; cell++) {
    const group = table.groups?.names[Math.floor(cell / table.width)];
    const option = table.options[(cell % table.width) + 1] ?? '';
    perCell[cell] = counts(group, option) ? 1 : 0;
  }
  return { name, kind: 'count', stated: most, most, perValue: 0, perCost: 0, perCell };
}

function floorOf(limit: Limit): Limit {
  return { ...limit, kind: 'floor', most: -limit.most, perCell: limit.perCell.map((weight) => -weight) };
}

/** How much of a limit's left side the sums use. */
export function usageOf(limit: Limit, sums: Sums): number {
  let usage = limit.perValue * sums.value + limit.perCost * sums.cost;
  for (let cell = 0; cell < limit.perCell.length; cell++) usage += (limit.perCell[cell] as number) * (sums.counts[cell] as number);
  return usage;
}

/** Usage in the words of the user: money spent, return per unit of cost, or a number of customers. */
export function statedUsage(limit: Limit, sums: Sums): number {
  if (limit.kind === 'roi') return sums.cost > 0 ? sums.value / sums.cost : 0;
  const usage = usageOf(limit, sums);
  return limit.kind === 'floor' ? -usage : usage;
}

/**
 * By how much rounding alone may carry a sum over a limit: 1e-12 of the size of the numbers that are added.
 * Whole-number costs and counts add without error, so for them the limits hold exactly.
 */
export function tolerancesOf(limits: readonly Limit[], sums: Sums): Float64Array {
  return Float64Array.from(limits, (limit) => {
    const size = Math.abs(limit.perValue * sums.value) + Math.abs(limit.perCost * sums.cost);
    return 1e-12 * Math.max(Math.abs(limit.most), Math.min(size, limit.kind === 'roi' ? size : Math.abs(limit.most)));
  });
}
