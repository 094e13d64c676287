import { CausewayError, inputProblem, type Problem, problemOf } from '../../base/problem.ts';
import { methodNamed, parseSpec } from '../../jobs/perform.ts';
import type { ExperimentDocument, StepEntry } from '../../run/document.ts';
import { stepFingerprint } from '../../run/fingerprint.ts';

/** What is known of a step without running it. */
export interface Traced {
  readonly entry: StepEntry;
  /** The name of the result that the document asks for; null while it could not run. */
  readonly fingerprint: string | null;
  /** Why it could not. */
  readonly problem: Problem | null;
}

/**
 * Works out the fingerprint of every step that could run. Unlike the runner it forgives: a step that is not connected
 * yet, or whose options are wrong, is a problem of that step and of those that read from it.
 *
 * @param data fingerprints of the datasets at hand, by name
 */
export function traceSteps(document: ExperimentDocument, data: ReadonlyMap<string, string>): ReadonlyMap<string, Traced> {
  const byId = new Map(document.steps.map((step) => [step.id, step]));
  const traced = new Map<string, Traced>();
  const open = new Set<string>();

  const fingerprintOf = (name: string, reader: StepEntry): string => {
    const known = data.get(name);
    if (known !== undefined) return known;
    const step = byId.get(name);
    if (step === undefined) throw new CausewayError(noSource(name, reader, Object.hasOwn(document.data, name)));
    if (open.has(name)) throw new CausewayError(circle(name, reader));
    const { fingerprint, problem } = visit(step);
    if (fingerprint !== null) return fingerprint;
    throw new CausewayError(waiting(name, problem, reader));
  };

  const visit = (step: StepEntry): Traced => {
    const known = traced.get(step.id);
    if (known !== undefined) return known;
    open.add(step.id);
    const found = trace(step);
    open.delete(step.id);
    traced.set(step.id, found);
    return found;
  };

  const trace = (step: StepEntry): Traced => {
    try {
      if (step.from.length === 0) throw new CausewayError(unconnected(step));
      const method = methodNamed(step.method);
      const spec: unknown = JSON.parse(JSON.stringify(parseSpec(method, step.spec)));
      const inputs = step.from.map((name) => ({ name, fingerprint: fingerprintOf(name, step) }));
      const identity = { method: method.id, revision: method.revision, spec, seed: document.seed, step: step.id, inputs };
      return { entry: step, fingerprint: stepFingerprint(identity), problem: null };
    } catch (error) {
      const problem = problemOf(error);
      return { entry: step, fingerprint: null, problem: { ...problem, where: { ...problem.where, step: step.id } } };
    }
  };

  for (const step of document.steps) visit(step);
  return traced;
}

/** The steps named, and every step that they need, in the document's order. */
export function withAncestors(document: ExperimentDocument, ids: Iterable<string>): ReadonlySet<string> {
  const byId = new Map(document.steps.map((step) => [step.id, step]));
  const needed = new Set<string>();
  const visit = (id: string): void => {
    const step = byId.get(id);
    if (step === undefined || needed.has(id)) return;
    needed.add(id);
    step.from.forEach(visit);
  };
  for (const id of ids) visit(id);
  return needed;
}

function unconnected(step: StepEntry): Problem {
  return inputProblem('method/missing-input', `Step "${step.id}" is not connected.`, 'Connect it to a dataset or to another step.');
}

function noSource(name: string, reader: StepEntry, isDataset: boolean): Problem {
  if (isDataset)
    return inputProblem('data/file-missing', `The data of "${name}" are not in this project.`, `Import the file of "${name}".`, {
      dataset: name,
    });
  return inputProblem(
    'document/unknown-input',
    `Step "${reader.id}" reads from "${name}", which does not exist.`,
    'Connect it to a dataset or to another step.',
    { option: 'from' },
  );
}

function circle(name: string, reader: StepEntry): Problem {
  return inputProblem('document/cycle', `"${reader.id}" and "${name}" wait for each other.`, 'Let one of them read from an earlier step.');
}

function waiting(name: string, problem: Problem | null, reader: StepEntry): Problem {
  return inputProblem(
    problem?.code ?? 'method/missing-input',
    `"${reader.id}" waits for "${name}", which cannot run yet.`,
    problem?.fix ?? `Mend "${name}" first.`,
  );
}
