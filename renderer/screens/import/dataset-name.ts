import type { ProjectState } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import { importWords } from '../../text/import.ts';

const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;
const MOST_LETTERS = 80;

/** A name for the dataset of a file: its own, in letters that are allowed, and not one that is taken. */
export function proposedName(file: string, taken: ReadonlySet<string>): string {
  const stem = file
    .replace(/(\.(csv|tsv|txt|json|jsonl|ndjson|parquet|xlsx|gz|zip))+$/i, '')
    .replaceAll(/[^\p{L}\p{N}_.-]+/gu, '_')
    .replace(/^[^\p{L}\p{N}_]+/u, '')
    .slice(0, MOST_LETTERS - 4);
  const base = stem.replaceAll('_', '') === '' ? 'data' : stem;
  if (!taken.has(base)) return base;
  for (let number = 2; ; number++) if (!taken.has(`${base}_${number}`)) return `${base}_${number}`;
}

/** Names that datasets and steps have already. */
export function takenNames({ document }: ProjectState): ReadonlySet<string> {
  return new Set([...Object.keys(document.data), ...document.steps.map(({ id }) => id)]);
}

/** What is wrong with a name; null when nothing is. */
export function nameProblem(name: string, { document }: ProjectState, replaces: boolean): Text | null {
  if (name === '') return importWords.nameEmpty;
  if (name.length > MOST_LETTERS) return importWords.nameLong;
  if (!NAME.test(name)) return importWords.nameLetters;
  if (document.steps.some(({ id }) => id === name)) return importWords.nameTakenByStep;
  return Object.hasOwn(document.data, name) && !replaces ? importWords.nameTaken : null;
}
