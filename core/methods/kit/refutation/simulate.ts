import { CausewayError, giveUp } from '../../../base/problem.ts';
import type { Rng } from '../../../base/rng.ts';
import type { Frame } from '../../../frame/frame.ts';
import type { Estimate, Report } from '../../../report/blocks.ts';
import type { FitContext, MethodRun } from '../../contract.ts';
import type { RefuteSpec } from './spec.ts';
import type { Subject } from './subject.ts';

/** The table and options of one simulation. */
export interface Changed {
  readonly frame: Frame;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** One effect, as estimated and as simulated. */
export interface RefutedEffect {
  readonly name: string;
  readonly value: number;
  readonly standardError: number | null;
  readonly pValue: number | null;
  /** One estimate per simulation that succeeded. */
  readonly simulated: readonly number[];
  /** Of those with a p-value: the share below alpha. */
  readonly significantShare: number | null;
}

export interface RefuteFit {
  readonly estimator: string;
  readonly treatment: string;
  readonly outcome: string;
  readonly simulations: number;
  readonly failed: number;
  readonly rowCount: number;
  readonly effects: readonly RefutedEffect[];
}

/** Tables made before they are handed out: enough for all threads, few enough for memory. */
const BATCH = 16;

/**
 * Estimates once on the table as it is, and then on simulated changes of it.
 *
 * @param change makes the table of one simulation from a random stream of its own
 * @throws the problem of the estimate itself, and numeric/not-converged when most simulations fail
 * Cost: simulations + 1 runs of the estimator, over the threads.
 */
export async function simulate(
  subject: Subject,
  { simulations, alpha }: Pick<RefuteSpec, 'simulations' | 'alpha'>,
  change: (rng: Rng) => Changed,
  context: FitContext,
): Promise<RefuteFit> {
  const original = await originalEstimates(subject, context);
  const found: (readonly Estimate[])[] = [];
  for (let from = 0; from < simulations; from += BATCH) {
    context.signal.throwIfAborted();
    context.progress(from / simulations, 'simulations');
    const runs: MethodRun[] = [];
    for (let index = from; index < Math.min(simulations, from + BATCH); index++) {
      const rng = context.rng.fork('simulation').fork(index);
      runs.push(runOf(subject, change(rng.fork('data')), rng.fork('fit')));
    }
    for (const answer of await context.reports(runs)) if ('report' in answer) found.push(estimatesIn(answer.report));
  }
  if (found.length < simulations / 2)
    giveUp(
      'numeric/not-converged',
      `${simulations - found.length} of ${simulations} simulated tables could not be estimated.`,
      'Use more rows, or a simpler estimator.',
    );
  return {
    estimator: subject.estimator,
    treatment: subject.treatment,
    outcome: subject.outcome,
    simulations,
    failed: simulations - found.length,
    rowCount: subject.frame.rowCount,
    effects: original.map((estimate) => gather(estimate, found, alpha)),
  };
}

/** The estimates on the table as it is. @throws the estimator's own problem */
export async function originalEstimates(subject: Subject, context: FitContext): Promise<readonly Estimate[]> {
  const [answer] = await context.reports([runOf(subject, { frame: subject.frame }, context.rng.fork('original'))]);
  if (answer !== undefined && 'problem' in answer) throw new CausewayError(answer.problem);
  const estimates = answer === undefined ? [] : estimatesIn(answer.report);
  if (estimates.length > 0) return estimates;
  return giveUp('option/invalid', `${subject.estimator} gives no effect to refute.`, 'Choose another estimator.', { option: 'estimator' });
}

/** One run of the estimator on a changed table. */
export function runOf(subject: Subject, { frame, options }: Changed, rng: Rng): MethodRun {
  return {
    method: subject.estimator,
    spec: { ...subject.options, ...options },
    inputs: { sources: [{ name: 'data', values: { frame } }] },
    seed: rng.seed,
  };
}

/** The effects of a report: the rows of its first estimand, one per arm. */
export function estimatesIn({ blocks }: Report): readonly Estimate[] {
  const lists = blocks.filter((block) => block.kind === 'estimates');
  const effects = lists.find(({ id }) => id === 'effects') ?? lists[0];
  const [first] = effects?.rows ?? [];
  return effects?.rows.filter(({ estimand }) => estimand === first?.estimand) ?? [];
}

function keyOf({ name, contrast }: Estimate): string {
  return contrast ?? name;
}

function gather(original: Estimate, found: readonly (readonly Estimate[])[], alpha: number): RefutedEffect {
  const key = keyOf(original);
  const same = found.flatMap((estimates) => estimates.filter((estimate) => keyOf(estimate) === key));
  const tested = same.flatMap(({ pValue }) => (pValue === undefined ? [] : [pValue]));
  return {
    name: key,
    value: original.value,
    standardError: original.standardError ?? null,
    pValue: original.pValue ?? null,
    simulated: same.map(({ value }) => value),
    significantShare: tested.length === 0 ? null : tested.filter((pValue) => pValue < alpha).length / tested.length,
  };
}
