import type { MethodInfo } from '../../../../core/api/types.ts';
import { type Text, text } from '../../../../core/base/text.ts';
import type { ValueKind } from '../../../../core/methods/contract.ts';
import type { ExperimentDocument } from '../../../../core/run/document.ts';
import { canvasWords, noFit, valueWords } from '../../../text/canvas.ts';

export type Methods = ReadonlyMap<string, MethodInfo>;

/** A connection as it is drawn: one for every entry of a step's `from`. */
export interface Wire {
  readonly source: string;
  readonly target: string;
  /** The port on both sides. */
  readonly kind: ValueKind;
}

const NO_PORTS: readonly ValueKind[] = [];

/** What a dataset or a step hands on: its table always, besides it what the method gives. */
export function handedOn(document: ExperimentDocument, methods: Methods, name: string): readonly ValueKind[] {
  if (Object.hasOwn(document.data, name)) return document.data[name]?.as === 'model' ? ['model'] : ['frame'];
  const step = document.steps.find(({ id }) => id === name);
  const method = step === undefined ? undefined : methods.get(step.method);
  return method === undefined ? NO_PORTS : [...new Set<ValueKind>(['frame', ...method.gives])];
}

/** What a method reads: what must come in first, then what it can use as well. */
export function readBy(method: MethodInfo | undefined): readonly ValueKind[] {
  return method === undefined ? NO_PORTS : [...new Set([...method.takes, ...method.accepts])];
}

/** The port at which a connection is drawn: the most telling value that both sides know; a table says least. */
function kindBetween(given: readonly ValueKind[], read: readonly ValueKind[]): ValueKind | undefined {
  const shared = given.filter((kind) => read.includes(kind));
  return shared.find((kind) => kind !== 'frame') ?? shared[0];
}

/** Every connection of a document, also those that the methods would not read: they are drawn so that they can be removed. */
export function wiresOf(document: ExperimentDocument, methods: Methods): readonly Wire[] {
  return document.steps.flatMap((step) =>
    [...new Set(step.from)].flatMap((source) => {
      const given = handedOn(document, methods, source);
      const kind = kindBetween(given, readBy(methods.get(step.method))) ?? given[0];
      return kind === undefined ? [] : [{ source, target: step.id, kind }];
    }),
  );
}

/** Why a step must not read from a source; null when it may. */
export function refusal(document: ExperimentDocument, methods: Methods, source: string, target: string): Text | null {
  if (source === target) return canvasWords.sameNode;
  const step = document.steps.find(({ id }) => id === target);
  if (step === undefined) return canvasWords.intoData;
  if (step.from.includes(source)) return canvasWords.alreadyThere;
  if (readsFrom(document, source, target)) return canvasWords.circle;
  const given = handedOn(document, methods, source);
  const read = readBy(methods.get(step.method));
  return kindBetween(given, read) === undefined ? noFit(named(given), named(read)) : null;
}

/** Whether one step waits for another, directly or through others. */
function readsFrom(document: ExperimentDocument, reader: string, source: string): boolean {
  const byId = new Map(document.steps.map((step) => [step.id, step]));
  const seen = new Set<string>();
  const visit = (id: string): boolean => {
    if (id === source) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return (byId.get(id)?.from ?? []).some(visit);
  };
  return visit(reader);
}

function named(kinds: readonly ValueKind[]): Text {
  const words = kinds.map((kind) => valueWords[kind]);
  return text(words.map(({ en }) => en).join(', ') || '–', words.map(({ zh }) => zh).join('、') || '–');
}
