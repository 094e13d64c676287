import { CausewayError } from '../../base/problem.ts';
import type { StopSignal } from '../../base/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { fSf } from '../../numeric/distributions.ts';
import { layOutDesign } from '../kit/regression/design.ts';
import { solveLeastSquares } from '../kit/regression/least-squares.ts';
import { cellsOf, completeRows, type NumberPart, type Part, readPart } from '../kit/regression/parts.ts';
import { gather } from '../kit/regression/regress.ts';

/** "Left and right are independent given these", by names of columns. */
export interface Claim {
  readonly left: string;
  readonly right: string;
  readonly given: readonly string[];
}

/** A claim of the graph held against the table. */
export interface DataCheck extends Claim {
  /** Share of the left side's remaining spread that the right side explains, as a correlation; null where it was not tested. */
  readonly correlation: number | null;
  /** Of the F test, adjusted for all claims by Holm's method; null where it was not tested. */
  readonly pValue: number | null;
  readonly rowCount: number;
}

/**
 * Tests each claim by the F test of two nested least-squares fits: does `right` explain anything of `left` once `given`
 * has? It sees linear dependence. Claims about columns that are not in the table, or about two text columns, are not tested.
 *
 * Cost: two regressions per claim.
 */
export function checkImplications(claims: readonly Claim[], frame: Frame, signal: StopSignal): DataCheck[] {
  const parts = new Map<string, Part | undefined>();
  const partOf = (name: string): Part | undefined => {
    if (!parts.has(name)) parts.set(name, readable(frame, name));
    return parts.get(name);
  };
  const raw = claims.map((claim): DataCheck => {
    signal.throwIfAborted();
    const untested = { ...claim, correlation: null, pValue: null, rowCount: 0 };
    const given = claim.given.map(partOf);
    const [one, other] = [partOf(claim.left), partOf(claim.right)];
    if (one === undefined || other === undefined || !given.every((part) => part !== undefined)) return untested;
    const [outcome, added] = one.kind === 'number' ? [one, other] : [other, one];
    if (outcome.kind !== 'number') return untested;
    return { ...claim, ...nestedTest(outcome, added, given, frame.rowCount, signal) };
  });
  const adjusted = holm(raw.map(({ pValue }) => pValue));
  return raw.map((check, place) => ({ ...check, pValue: adjusted[place] ?? null }));
}

/** The column as a regressor, or nothing where it is not there or cannot be one. */
function readable(frame: Frame, name: string): Part | undefined {
  if (!frame.columns.has(name)) return undefined;
  try {
    return readPart(frame, name, 'first');
  } catch (error) {
    if (error instanceof CausewayError) return undefined;
    throw error;
  }
}

function nestedTest(
  outcome: NumberPart,
  added: Part,
  given: readonly Part[],
  rowCount: number,
  signal: StopSignal,
): Omit<DataCheck, keyof Claim> {
  const rows = completeRows(rowCount, [outcome, added, ...given].map(cellsOf));
  const untested = { correlation: null, pValue: null, rowCount: rows.length };
  if (rows.length === 0) return untested;
  const values = gather(outcome.values, rows);
  const small = solveLeastSquares(layOutDesign(given, rows), values, undefined, signal);
  const large = solveLeastSquares(layOutDesign([...given, added], rows), values, undefined, signal);
  const gained = large.kept.length - small.kept.length;
  const left = rows.length - large.kept.length;
  if (gained <= 0 || left <= 0 || !(small.squares > 0)) return untested;
  const share = Math.max(0, 1 - large.squares / small.squares);
  const f = share >= 1 ? Number.POSITIVE_INFINITY : share / gained / ((1 - share) / left);
  return { correlation: Math.sqrt(share), pValue: f === Number.POSITIVE_INFINITY ? 0 : fSf(f, gained, left), rowCount: rows.length };
}

/** Holm's step-down adjustment (1979); nulls stay nulls and do not count. */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const order = pValues
    .flatMap((value, place) => (value === null ? [] : [{ value, place }]))
    .sort((left, right) => left.value - right.value);
  const adjusted: (number | null)[] = pValues.map(() => null);
  let largest = 0;
  for (const [rank, { value, place }] of order.entries()) {
    largest = Math.max(largest, Math.min(1, value * (order.length - rank)));
    adjusted[place] = largest;
  }
  return adjusted;
}
