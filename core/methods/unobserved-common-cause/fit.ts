import { CausewayError, giveUp } from '../../base/problem.ts';
import type { StopSignal } from '../../base/work.ts';
import { type Arms, readArms } from '../../frame/arms.ts';
import { type Frame, numberColumn, takeRows, withColumns } from '../../frame/frame.ts';
import type { Estimate } from '../../report/blocks.ts';
import type { FitContext } from '../contract.ts';
import { estimatesIn, runOf } from '../kit/refutation/simulate.ts';
import { readSubject, type Subject } from '../kit/refutation/subject.ts';
import { layOutDesign } from '../kit/regression/design.ts';
import { solveLeastSquares } from '../kit/regression/least-squares.ts';
import { cellsOf, completeRows, type NumberPart, type Part, readPart } from '../kit/regression/parts.ts';
import { gather } from '../kit/regression/regress.ts';
import { readOutcome } from '../outcome.ts';
import { findDirections, mixConfounder, type Ties } from './confounder.ts';
import type { UnobservedSpec } from './spec.ts';

/** A name that no table will have; it is never shown. */
const ADDED = 'unobserved common cause (simulated)';

/** Fewer complete rows than this leave no room for three directions beside the covariates. */
const FEWEST_ROWS = 10;

/** The estimate that is left once a simulated confounder is adjusted for. */
export interface Left extends Ties {
  readonly value: number;
  readonly interval: readonly [number, number] | null;
}

export interface ArmUnobserved {
  readonly arm: string;
  readonly rowCount: number;
  readonly original: Estimate;
  readonly cells: readonly Left[];
  /** How closely each covariate is tied to both sides: the measure for what is plausible. */
  readonly benchmarks: readonly (Ties & { readonly covariate: string })[];
  /** What a confounder as strong on each side as the strongest covariate would leave; null without covariates. */
  readonly asStrong: Left | null;
}

export interface UnobservedFit {
  readonly estimator: string;
  readonly control: string;
  readonly outcome: string;
  readonly arms: readonly ArmUnobserved[];
}

export interface UnobservedRead {
  readonly subject: Subject;
  readonly arms: Arms;
}

/** Reads table and options. @throws data/…, option/… */
export function readUnobserved(frame: Frame, spec: UnobservedSpec): UnobservedRead {
  const subject = readSubject(frame, { ...spec, simulations: 1 });
  return { subject, arms: readArms(frame, subject.treatment, spec.control) };
}

/** Every arm against the control, with a confounder of every strength. Cost: one run of the estimator per strength and arm. */
export async function fitUnobserved(spec: UnobservedSpec, frame: Frame, context: FitContext): Promise<UnobservedFit> {
  const { subject, arms } = readUnobserved(frame, spec);
  const found: ArmUnobserved[] = [];
  for (let arm = 1; arm < arms.names.length; arm++) found.push(await fitArm({ subject, arms }, arm, spec, context));
  return { estimator: subject.estimator, control: arms.names[0] ?? '', outcome: subject.outcome, arms: found };
}

async function fitArm({ subject, arms }: UnobservedRead, arm: number, spec: UnobservedSpec, context: FitContext): Promise<ArmUnobserved> {
  const { frame, covariates } = subject;
  const parts = covariates.map((name) => readPart(frame, name, 'first'));
  const { values } = readOutcome(frame, subject.outcome);
  const complete = completeRows(frame.rowCount, [values, ...parts.map(cellsOf)]);
  const rows = complete.filter((row) => arms.codes[row] === 0 || arms.codes[row] === arm);
  const name = arms.names[arm] ?? '';
  if (rows.length < Math.max(FEWEST_ROWS, covariates.length + 4))
    giveUp(
      'data/too-few-rows',
      `${name}: ${rows.length} complete rows are too few to simulate a confounder with.`,
      'Bring more rows, or fewer covariates.',
    );
  const treatment = Float64Array.from(rows, (row) => (arms.codes[row] === arm ? 1 : 0));
  const outcome = gather(values, rows);
  const directions = findDirections({ covariates: parts, rows, treatment, outcome }, context.rng.fork('noise').fork(arm), context.signal);
  const pair = takeRows(frame, rows);
  const benchmarks = benchmarkTies({ parts, rows, treatment, outcome }, context.signal);
  const strongest = strongestOf(benchmarks);
  const grid = spec.withTreatment.flatMap((withTreatment) => spec.withOutcome.map((withOutcome) => ({ withTreatment, withOutcome })));
  const ties = strongest === null ? grid : [...grid, strongest];
  const options = { covariates: [...covariates, ADDED] };
  const rng = context.rng.fork('fit').fork(arm);
  context.progress((arm - 1) / (arms.names.length - 1), name);
  const answers = await context.reports([
    runOf(subject, { frame: pair }, rng.fork('original')),
    ...ties.map((tie, index) =>
      runOf(subject, { frame: withColumns(pair, [[ADDED, numberColumn(mixConfounder(directions, tie))]]), options }, rng.fork(index)),
    ),
  ]);
  const effects = answers.map((answer) => ('report' in answer ? estimatesIn(answer.report)[0] : undefined));
  const [original] = effects;
  const [first] = answers;
  if (original === undefined) {
    if (first !== undefined && 'problem' in first) throw new CausewayError(first.problem);
    return giveUp('option/invalid', `${subject.estimator} gives no effect to refute.`, 'Choose another estimator.', {
      option: 'estimator',
    });
  }
  const left = ties.flatMap((tie, index) => leftOf(tie, effects[index + 1]));
  if (left.length < ties.length / 2)
    giveUp(
      'numeric/not-converged',
      `${name}: most estimates with a simulated confounder failed.`,
      'Use more rows, or a simpler estimator.',
    );
  const cells = left.filter((cell) => grid.includes(cell.tie)).map(({ tie: _, ...cell }) => cell);
  const asStrong = left.find((cell) => cell.tie === strongest);
  return { arm: name, rowCount: rows.length, original, cells, benchmarks, asStrong: asStrong === undefined ? null : withoutTie(asStrong) };
}

function leftOf(tie: Ties, estimate: Estimate | undefined): (Left & { readonly tie: Ties })[] {
  if (estimate === undefined) return [];
  return [{ tie, ...tie, value: estimate.value, interval: estimate.interval ?? null }];
}

function withoutTie({ withTreatment, withOutcome, value, interval }: Left): Left {
  return { withTreatment, withOutcome, value, interval };
}

interface Pair {
  readonly parts: readonly Part[];
  readonly rows: Int32Array;
  readonly treatment: Float64Array;
  readonly outcome: Float64Array;
}

/** Partial R² of each covariate with the treatment given the others, and with the outcome given the others and the treatment. */
function benchmarkTies({ parts, rows, treatment, outcome }: Pair, signal: StopSignal): (Ties & { readonly covariate: string })[] {
  const spread = new Float64Array(rows.reduce((most, row) => Math.max(most, row + 1), 0)).fill(Number.NaN);
  for (let i = 0; i < rows.length; i++) spread[rows[i] as number] = treatment[i] as number;
  const treated: NumberPart = { kind: 'number', name: 'treatment', column: 'treatment', values: spread };
  const squares = (columns: readonly Part[], values: Float64Array): number =>
    solveLeastSquares(layOutDesign(columns, rows), values, undefined, signal).squares;
  const all = { treatment: squares(parts, treatment), outcome: squares([...parts, treated], outcome) };
  return parts.map((part) => {
    const others = parts.filter((other) => other !== part);
    return {
      covariate: part.column,
      withTreatment: gained(squares(others, treatment), all.treatment),
      withOutcome: gained(squares([...others, treated], outcome), all.outcome),
    };
  });
}

function gained(before: number, after: number): number {
  return before > 0 ? Math.max(0, 1 - after / before) : 0;
}

/** The largest tie of any covariate on each side. */
function strongestOf(benchmarks: readonly Ties[]): Ties | null {
  if (benchmarks.length === 0) return null;
  const most = (side: keyof Ties): number => Math.min(0.99, Math.max(...benchmarks.map((each) => each[side])));
  return { withTreatment: most('withTreatment'), withOutcome: most('withOutcome') };
}
