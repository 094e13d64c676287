import type { CellView, ColumnInfo } from '../../../core/api/types.ts';
import { type BudgetCurve, budgetAtPrice } from './budget-curve.ts';

type Spec = Readonly<Record<string, unknown>>;
/** One row of the plan's table by column. */
export type Cells = ReadonlyMap<string, CellView>;

/** Where the plan's table keeps what: the plan's own three columns stand last. */
export interface PlanShape {
  readonly id: string;
  readonly offer: string;
  readonly value: string;
  readonly cost: string;
  /** In the order of the plan; the first one is "do nothing". */
  readonly options: readonly string[];
  /** For each option the column of its value; null where the table does not hold it. */
  readonly valueColumns: readonly (string | null)[];
}

/** One option as the plan saw it for a customer. */
export interface Offer {
  readonly option: string;
  /** Null where it is not on offer, or the table does not say. */
  readonly value: number | null;
  readonly cost: number;
  /** Value less what the option takes up of every limit, at the limits' prices. */
  readonly score: number | null;
}

/** Another choice, and the budget from which on, or below which, it is made. */
export interface Flip {
  readonly option: string;
  readonly budget: number;
}

export interface Choice {
  readonly offers: readonly Offer[];
  readonly chosen: string;
  /** What more budget would lead to, and what less; null where it changes nothing. */
  readonly withMore: Flip | null;
  readonly withLess: Flip | null;
  /** Options that are not on offer to this customer. */
  readonly withheld: readonly string[];
  /** Another option has the higher score: the last customers are chosen so that the limits are met exactly. */
  readonly isRounded: boolean;
}

/** How to read the plan's table; null where it has no plan in it. */
export function planShape(columns: readonly ColumnInfo[], options: readonly string[], spec: Spec): PlanShape | null {
  const [offer, value, cost] = columns.slice(-3);
  if (offer?.kind !== 'category' || value === undefined || cost === undefined) return null;
  const id = columns.find(({ role }) => role === 'id') ?? columns[0] ?? offer;
  const named = Array.isArray(spec['values']) ? spec['values'] : [];
  const names = new Set(columns.map(({ name }) => name));
  const valueColumns = options.map((option, at) => {
    if (at === 0) return null;
    const column = named.includes(option) ? option : `effect:${option}`;
    return names.has(column) ? column : null;
  });
  return { id: id.name, offer: offer.name, value: value.name, cost: cost.name, options, valueColumns };
}

interface Setting {
  readonly shape: PlanShape;
  readonly spec: Spec;
  /** The one column with the role cost, for a plan whose options name none. */
  readonly costColumn: string | null;
  /** Shadow prices by the names of the limits. */
  readonly prices: ReadonlyMap<string, number>;
  readonly curve: BudgetCurve | null;
}

/** What every option was worth for a customer, and when the choice would be another. */
export function choiceOf(cells: Cells, { shape, spec, costColumn, prices, curve }: Setting): Choice {
  const chosen = String(cells.get(shape.offer) ?? shape.options[0] ?? '');
  const [perUnit, budgetPrice] = [numberOr(spec['valuePerUnit'], 1), prices.get('budget') ?? 0];
  const offers = shape.options.map((option, at): Offer => {
    if (at === 0) return { option, value: 0, cost: 0, score: 0 };
    const column = shape.valueColumns[at];
    const worth = column == null ? null : numeric(cells.get(column));
    const value = worth === null || !isOnOffer(option, cells, spec['eligibility']) ? null : worth * perUnit;
    const cost = costOf(option, cells, spec['cost'], costColumn);
    const fixed = (prices.get('treated') ?? 0) + (prices.get(`stock:${option}`) ?? 0) + groupPrice(cells, spec, prices);
    return { option, value, cost, score: value === null ? null : value - budgetPrice * cost - fixed };
  });
  const own = offers.find(({ option }) => option === chosen);
  const best = Math.max(...offers.map(({ score }) => score ?? Number.NEGATIVE_INFINITY));
  const flips = own === undefined || own.score === null || curve === null ? null : flipsOf(own, offers, budgetPrice, curve);
  return {
    offers,
    chosen,
    withMore: flips?.withMore ?? null,
    withLess: flips?.withLess ?? null,
    withheld: offers.filter(({ value }, at) => value === null && shape.valueColumns[at] != null).map(({ option }) => option),
    isRounded: own?.score != null && own.score < best - 1e-6 * Math.max(1, Math.abs(best)),
  };
}

/**
 * As the price of budget falls, dearer options overtake; as it rises, cheaper ones do. Two options change places where
 * the price equals added value over added cost.
 */
function flipsOf(own: Offer, offers: readonly Offer[], price: number, curve: BudgetCurve) {
  const worth = ({ score, cost }: Offer): number => (score ?? 0) + price * cost;
  const rivals = offers.filter((offer) => offer.option !== own.option && offer.score !== null && offer.cost !== own.cost);
  const meeting = (rival: Offer): number => (worth(rival) - worth(own)) / (rival.cost - own.cost);
  const next = (isDearer: boolean): Flip | null => {
    const met = rivals
      .filter((rival) => rival.cost > own.cost === isDearer)
      .map((rival) => ({ rival, at: meeting(rival) }))
      .filter(({ at }) => at > 0)
      .sort((left, right) => (isDearer ? right.at - left.at : left.at - right.at));
    const [first] = met;
    const budget = first === undefined ? null : budgetAtPrice(curve, first.at);
    return first === undefined || budget === null ? null : { option: first.rival.option, budget };
  };
  return { withMore: next(true), withLess: next(false) };
}

function costOf(option: string, cells: Cells, given: unknown, costColumn: string | null): number {
  const own = isRecord(given) ? given[option] : (given ?? costColumn);
  if (typeof own === 'number') return own;
  return typeof own === 'string' ? (numeric(cells.get(own)) ?? 0) : 0;
}

/** One yes/no column for each option, or one text that lists the options; nobody's yes is a no. */
function isOnOffer(option: string, cells: Cells, given: unknown): boolean {
  if (typeof given === 'string') {
    const listed = cells.get(given);
    return (
      typeof listed === 'string' &&
      listed
        .split(/[|;,]/)
        .map((part) => part.trim())
        .includes(option)
    );
  }
  const column = isRecord(given) ? given[option] : undefined;
  if (typeof column !== 'string') return true;
  const answer = cells.get(column);
  return answer === true || answer === 1;
}

function groupPrice(cells: Cells, spec: Spec, prices: ReadonlyMap<string, number>): number {
  const column = spec['group'];
  return typeof column === 'string' ? (prices.get(`cap:${String(cells.get(column) ?? '')}`) ?? 0) : 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function numeric(cell: CellView | undefined): number | null {
  return typeof cell === 'number' && Number.isFinite(cell) ? cell : null;
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
