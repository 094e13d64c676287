import type { Text } from '../../../../core/base/text.ts';
import type { ExperimentDocument, StepEntry } from '../../../../core/run/document.ts';
import { renameStep } from '../../../controls/step/rename-step.ts';
import {
  addedStep,
  canvasWords,
  connected,
  disconnected,
  duplicatedSteps,
  pastedSteps,
  removedSteps,
  renamed,
  tookOver,
} from '../../../text/canvas.ts';
import type { Place } from './layout.ts';

/** One change of the document, named for the history. */
export interface Edit {
  readonly document: ExperimentDocument;
  readonly label: Text;
  /** Steps that are new: they are selected afterwards. */
  readonly added?: readonly string[];
  /** Where new steps are to stand. */
  readonly places?: ReadonlyMap<string, Place>;
  /** A step's name before and after: the new one stands where the old one stood. */
  readonly renamed?: readonly [string, string];
}

/** As the host has it: safe in file names, anchors and SQL. */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,79}$/u;

export function addStep(document: ExperimentDocument, method: string, from: readonly string[]): Edit {
  const id = freeName(method, takenIn(document));
  return { document: { ...document, steps: [...document.steps, { id, method, from, spec: {} }] }, label: addedStep(id), added: [id] };
}

export function removeSteps(document: ExperimentDocument, ids: ReadonlySet<string>): Edit {
  const steps = document.steps
    .filter(({ id }) => !ids.has(id))
    .map((step) => (step.from.some((name) => ids.has(name)) ? { ...step, from: step.from.filter((name) => !ids.has(name)) } : step));
  return { document: { ...document, steps }, label: removedSteps([...ids].join(', ')) };
}

export function connect(document: ExperimentDocument, source: string, target: string): Edit {
  return { document: withFrom(document, target, (from) => [...from, source]), label: connected(source, target) };
}

export function disconnect(document: ExperimentDocument, source: string, target: string): Edit {
  return { document: withFrom(document, target, (from) => from.filter((name) => name !== source)), label: disconnected(source, target) };
}

/** What is wrong with a new name of a step; null when nothing is. */
export function nameTrouble(document: ExperimentDocument, before: string, after: string): Text | null {
  if (before === after) return null;
  if (!NAME.test(after)) return canvasWords.nameBad;
  return takenIn(document).has(after) ? canvasWords.nameTaken : null;
}

/** Renames a step, and everything that names it. */
export function rename(document: ExperimentDocument, before: string, after: string): Edit {
  return { document: renameStep(document, before, after), label: renamed(before, after), added: [after], renamed: [before, after] };
}

export function duplicate(document: ExperimentDocument, ids: ReadonlySet<string>): Edit {
  const edit = putCopies(
    document,
    document.steps.filter(({ id }) => ids.has(id)),
  );
  return { ...edit, label: duplicatedSteps([...ids].join(', ')) };
}

/** The steps as they lie on the clipboard. */
export function copySteps(document: ExperimentDocument, ids: ReadonlySet<string>): string {
  return JSON.stringify({ 'causeway-steps': 1, steps: document.steps.filter(({ id }) => ids.has(id)) }, null, 2);
}

/** Puts steps from the clipboard under free names; undefined when it holds none. */
export function paste(document: ExperimentDocument, clipboard: string): Edit | undefined {
  const steps = readSteps(clipboard);
  if (steps === undefined || steps.length === 0) return undefined;
  const edit = putCopies(document, steps);
  return { ...edit, label: pastedSteps((edit.added ?? []).join(', ')) };
}

/** Takes over proposed steps. */
export function takeOver(document: ExperimentDocument, proposed: readonly StepEntry[]): Edit {
  const edit = putCopies(document, proposed);
  return { ...edit, label: tookOver((edit.added ?? []).join(', ')) };
}

/** Copies read from each other as their originals do, and from the originals' sources where those are here. */
function putCopies(document: ExperimentDocument, originals: readonly StepEntry[]): Edit {
  const taken = new Set(takenIn(document));
  const names = new Map<string, string>();
  for (const { id } of originals) {
    const free = freeName(id, taken);
    taken.add(free);
    names.set(id, free);
  }
  const known = takenIn(document);
  const copies = originals.map((step) => ({
    ...step,
    id: names.get(step.id) ?? step.id,
    from: step.from.flatMap((name) => names.get(name) ?? (known.has(name) ? [name] : [])),
  }));
  return {
    document: { ...document, steps: [...document.steps, ...copies] },
    label: canvasWords.duplicate,
    added: copies.map(({ id }) => id),
  };
}

function withFrom(
  document: ExperimentDocument,
  target: string,
  change: (from: readonly string[]) => readonly string[],
): ExperimentDocument {
  return { ...document, steps: document.steps.map((step) => (step.id === target ? { ...step, from: change(step.from) } : step)) };
}

function takenIn(document: ExperimentDocument): ReadonlySet<string> {
  return new Set([...Object.keys(document.data), ...document.steps.map(({ id }) => id)]);
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const stem = wanted.replace(/-\d+$/, '').slice(0, 70);
  let name = taken.has(wanted) ? `${stem}-2` : wanted;
  for (let twin = 3; taken.has(name); twin++) name = `${stem}-${twin}`;
  return name;
}

/** The clipboard may hold anything. */
function readSteps(clipboard: string): readonly StepEntry[] | undefined {
  try {
    const found = JSON.parse(clipboard) as { readonly steps?: unknown } | null;
    return Array.isArray(found?.steps) && found.steps.every(isStep) ? found.steps : undefined;
  } catch {
    return undefined;
  }
}

function isStep(value: unknown): value is StepEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { id, method, from, spec } = value as Partial<StepEntry>;
  const isNamed = typeof id === 'string' && NAME.test(id) && typeof method === 'string';
  return isNamed && Array.isArray(from) && from.every((name) => typeof name === 'string') && typeof spec === 'object' && spec !== null;
}
