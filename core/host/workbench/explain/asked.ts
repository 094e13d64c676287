import { refuse } from '../../../base/problem.ts';
import { rngFromSeed } from '../../../base/rng.ts';
import type { Column } from '../../../frame/column.ts';
import { columnNamed } from '../../../frame/frame.ts';
import { methodNamed } from '../../../jobs/perform.ts';
import { findSubject, type SubjectSource } from '../../../methods/kit/explanations/subject.ts';
import type { StepEntry } from '../../../run/document.ts';
import type { Session } from '../session.ts';
import type { ExplainJob } from './explained.ts';

export interface Asked {
  readonly step: string;
  readonly entry: StepEntry;
  /** Where what is explained comes from. A step that explains nothing is explained itself. */
  readonly names: readonly string[];
  readonly seed: ExplainJob['seed'];
  /** Instead of the step's own. */
  readonly arm: string | undefined;
  /** Changes when the answers could. */
  readonly key: string;
}

/** What is asked about, found without touching a table: this is done for every move of a slider. */
export function askedOf(step: string, arm: string | undefined, session: Session): Asked {
  const entry = session.traced().get(step)?.entry;
  if (entry === undefined) return refuse('document/unknown-input', `There is no step "${step}".`, 'Look at the document again.', { step });
  const names = methodNamed(entry.method).kind === 'explain' ? entry.from : [step];
  const print = names.map((name) => session.valuesOf(name).fingerprint).join(' ');
  const { seed } = rngFromSeed(session.history.current.document.seed).fork(step);
  return { step, entry, names, seed, arm, key: JSON.stringify([step, print, seed, entry.spec, arm ?? null]) };
}

/** The same with what is explained, the random stream and the background of the step itself. */
export function jobOf({ entry, names, seed, arm: asked }: Asked, session: Session): ExplainJob {
  const {
    arm,
    covariates,
    background,
    backgroundRows = 100,
  } = entry.spec as {
    arm?: string;
    covariates?: readonly string[];
    background?: string;
    backgroundRows?: number;
  };
  const source = findSubject(
    { sources: names.map((name) => ({ name, values: session.valuesOf(name).values })) },
    { arm: asked ?? arm, covariates },
  );
  return { source, seed, backgroundRows: background === 'sample' ? backgroundRows : 0 };
}

/** Only the columns that are read: names of customers are many, and would be copied. */
export function slim(source: SubjectSource): SubjectSource {
  const names = source.kind === 'model' ? source.model.features.map(({ name }) => name) : source.covariates;
  const columns = new Map(names.map((name): [string, Column] => [name, columnNamed(source.frame, name)]));
  return { ...source, frame: { ...source.frame, columns } };
}
