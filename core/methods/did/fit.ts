import { refuse } from '../../base/problem.ts';
import type { Work } from '../../base/work.ts';
import type { Frame } from '../../frame/frame.ts';
import { type BaconPart, baconParts } from '../kit/panels/bacon.ts';
import type { Panel } from '../kit/panels/panel.ts';
import type { Groups } from '../kit/regression/clusters.ts';
import { type Coefficient, inferCoefficient } from '../kit/regression/coefficients.ts';
import type { NumberPart, Part } from '../kit/regression/parts.ts';
import { gather, type Regression, regress } from '../kit/regression/regress.ts';
import { type WaldTest, waldTest } from '../kit/regression/wald.ts';
import type { DidSpec } from './spec.ts';
import { type DidStudy, readStudy } from './study.ts';

/** Everything that the report is written from. */
export interface DidFit {
  readonly outcome: string;
  readonly design: 'pooled' | 'two-way';
  readonly effect: Coefficient;
  readonly coefficients: readonly Coefficient[];
  /** By periods since the start; −1 is the reference and not listed. */
  readonly events: readonly (Coefficient & { readonly lag: number })[];
  /** Of the events, in their order; squared. */
  readonly eventCovariance: Float64Array;
  readonly preTrend: WaldTest | null;
  readonly bacon: readonly BaconPart[];
  readonly times: readonly number[];
  readonly covariance: 'classical' | 'HC1' | 'cluster';
  readonly clusters: readonly { readonly column: string; readonly count: number }[];
  readonly dropped: readonly string[];
  readonly count: number;
  readonly rowsLeftOut: number;
}

/** Estimates the difference in differences, the event study and the decomposition where there is a panel. */
export function fitDid(spec: DidSpec, frame: Frame, work: Pick<Work, 'signal' | 'progress'>): DidFit {
  const study = readStudy(frame, spec);
  const covariance = spec.covariance ?? (study.cluster === undefined ? 'HC1' : 'cluster');
  const run = (parts: readonly Part[]): Regression =>
    regress(
      {
        outcome: study.outcome,
        parts,
        rows: study.rows,
        fixedEffects: effectsOf(study, frame.rowCount),
        clusters: clustersOf(study, covariance),
        covariance,
        clusterFactor: 'smallest',
      },
      work.signal,
    );
  work.progress(0.1, 'difference in differences');
  const own = numberPart('treated after the start', study.treated);
  const pooled =
    study.panel === undefined
      ? [numberPart('treated group', study.group ?? study.treated), numberPart('after the start', study.post ?? study.treated)]
      : [];
  const main = run([...pooled, own, ...study.covariates]);
  const coefficients = coefficientsOf(main, spec.alpha);
  const effect = coefficients.find(({ name }) => name === own.name);
  if (effect === undefined)
    return refuse(
      'numeric/singular',
      'The treatment cannot be told from the groups, periods and covariates.',
      'Leave out covariates that move with it, or add units that are not treated.',
    );
  work.progress(0.5, 'event study');
  const events =
    study.panel === undefined
      ? undefined
      : eventsOf(run([...eventParts(study, study.panel, frame.rowCount), ...study.covariates]), spec.alpha);
  const hasBacon = study.panel?.isBalanced === true && study.covariates.length === 0;
  return {
    outcome: study.outcomeName,
    design: study.panel === undefined ? 'pooled' : 'two-way',
    effect,
    coefficients,
    events: events?.events ?? [],
    eventCovariance: events?.eventCovariance ?? new Float64Array(0),
    preTrend: events?.preTrend ?? null,
    bacon: hasBacon && study.panel !== undefined ? baconParts(study.panel, gather(study.outcome, study.rows)) : [],
    times: study.panel?.times ?? [0, 1],
    covariance,
    clusters: main.clusters.map(({ column, count }) => ({ column, count })),
    dropped: main.dropped.map(({ name }) => name),
    count: study.rows.length,
    rowsLeftOut: frame.rowCount - study.rows.length,
  };
}

function numberPart(name: string, values: Float64Array): NumberPart {
  return { kind: 'number', name, column: name, values };
}

function clustersOf({ cluster }: DidStudy, covariance: DidFit['covariance']): Groups[] {
  return covariance === 'cluster' && cluster !== undefined ? [cluster] : [];
}

function effectsOf({ unit, panel, rows }: DidStudy, rowCount: number): Groups[] {
  if (unit === undefined || panel === undefined) return [];
  const codes = new Int32Array(rowCount).fill(-1);
  rows.forEach((row, i) => {
    codes[row] = panel.period[i] as number;
  });
  return [unit, { column: 'period', codes, count: panel.times.length }];
}

/** One 0/1 column per period since the start but −1; units that never start are 0 in all. */
function eventParts({ rows }: DidStudy, { unit, period, times, first }: Panel, rowCount: number): NumberPart[] {
  const columns = new Map<number, Float64Array>();
  rows.forEach((row, i) => {
    const start = first[unit.codes[i] as number] as number;
    const lag = (period[i] as number) - start;
    if (start === times.length || lag === -1) return;
    const column = columns.get(lag) ?? new Float64Array(rowCount);
    column[row] = 1;
    columns.set(lag, column);
  });
  return [...columns]
    .sort(([left], [right]) => left - right)
    .map(([lag, values]) => ({ ...numberPart(`event ${lag}`, values), level: String(lag) }));
}

function eventsOf(regression: Regression, alpha: number) {
  const events = coefficientsOf(regression, alpha)
    .filter(({ name, level }) => level !== null && name.startsWith('event '))
    .map((row) => ({ ...row, lag: Number(row.level) }));
  const before = new Set(events.filter(({ lag }) => lag < -1).map(({ name }) => name));
  const positions = regression.design.terms.filter(({ name }) => before.has(name)).map(({ position }) => position);
  const { coefficients, covariance, freedom } = regression;
  const size = regression.design.basis.size;
  const place = new Map(regression.design.terms.map(({ name, position }) => [name, position]));
  const own = events.map(({ name }) => place.get(name) ?? 0);
  const eventCovariance = Float64Array.from(own.flatMap((row) => own.map((column) => covariance[row * size + column] as number)));
  return {
    events,
    eventCovariance,
    preTrend: positions.length === 0 ? null : (waldTest(coefficients, covariance, positions, freedom) ?? null),
  };
}

function coefficientsOf({ design, least, coefficients, covariance, freedom, hasIntercept }: Regression, alpha: number): Coefficient[] {
  const kept = new Set(least.kept);
  const own = hasIntercept ? [{ name: '(Intercept)', column: '', level: null, position: 0 }, ...design.terms] : design.terms;
  return own
    .filter(({ position }) => kept.has(position))
    .map((term) =>
      inferCoefficient(term, coefficients[term.position] as number, covariance[term.position * (design.basis.size + 1)] as number, {
        freedom,
        alpha,
      }),
    );
}
