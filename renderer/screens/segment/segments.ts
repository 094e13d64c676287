import type { ExperimentDocument, StepEntry } from '../../../core/run/document.ts';
import { renameStep } from '../../controls/step/rename-step.ts';

const METHOD = 'rule-segment';
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;
const LONGEST_NAME = 80;

/** Everything in a document that has a name. */
function takenNames(document: ExperimentDocument): ReadonlySet<string> {
  return new Set([...Object.keys(document.data), ...document.steps.map(({ id }) => id)]);
}

/** A name for something new: the wanted one, or that with the first number that is free. */
export function freeName(wanted: string, document: ExperimentDocument): string {
  const taken = takenNames(document);
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}-${count}`;
  return name;
}

/** Why a segment cannot have a name; null where it can. */
export function nameTrouble(name: string, document: ExperimentDocument): 'empty' | 'letters' | 'taken' | null {
  if (name === '') return 'empty';
  if (name.length > LONGEST_NAME || !NAME.test(name)) return 'letters';
  return takenNames(document).has(name) ? 'taken' : null;
}

/** A new segment at the end, without a rule yet. */
export function withNewSegment(document: ExperimentDocument, id: string, source: string): ExperimentDocument {
  return { ...document, steps: [...document.steps, { id, method: METHOD, from: [source], spec: {} }] };
}

/** A copy of a segment right behind it. */
export function withCopy(document: ExperimentDocument, id: string, copy: string): ExperimentDocument {
  return { ...document, steps: document.steps.flatMap((step) => (step.id === id ? [step, { ...step, id: copy }] : [step])) };
}

/** A segment under another name; whatever reads it follows. */
export function withName(document: ExperimentDocument, id: string, name: string): ExperimentDocument {
  return renameStep(document, id, name);
}

/** The document without a segment: steps that read it read what it was made from, and its pages leave the report. */
export function withoutSegment(document: ExperimentDocument, id: string): ExperimentDocument {
  const source = document.steps.find((step) => step.id === id)?.from ?? [];
  const steps = document.steps
    .filter((step) => step.id !== id)
    .map((step) => ({ ...step, from: [...new Set(step.from.flatMap((each) => (each === id ? source : [each])))] }));
  if (document.report === undefined) return { ...document, steps };
  return { ...document, steps, report: { ...document.report, pages: document.report.pages.filter((page) => page.step !== id) } };
}

/** The steps that read a segment. */
export function readersOf(document: ExperimentDocument, id: string): readonly string[] {
  return document.steps.filter(({ from }) => from.includes(id)).map((step) => step.id);
}

/** Everything from which a segment may be made: datasets, and tables of steps that do not depend on it. */
export function sourcesFor(document: ExperimentDocument, id: string, tables: readonly string[]): readonly string[] {
  const below = new Set([id]);
  // Steps may stand in any order: look until nothing more is found.
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const step of document.steps) if (step.from.some((each) => below.has(each))) below.add(step.id);
  }
  return tables.filter((name) => !below.has(name));
}

/** A segment with other options. */
export function withStep(document: ExperimentDocument, id: string, change: (step: StepEntry) => StepEntry): ExperimentDocument {
  return { ...document, steps: document.steps.map((step) => (step.id === id ? change(step) : step)) };
}

/** The options with another rule; a condition as text gives way to it. */
export function specWith(spec: StepEntry['spec'], rule: { readonly rule?: unknown; readonly where?: unknown }): StepEntry['spec'] {
  const { rule: _, where: __, ...rest } = spec;
  return { ...rest, ...rule };
}
