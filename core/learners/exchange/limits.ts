import { type ProblemPlace, refuse } from '../../base/problem.ts';

/**
 * What a model file may ask for. A file that somebody sent is hostile until shown otherwise: every budget is
 * checked before memory is taken, and each is far above what the trainers themselves write.
 */
export const MODEL_LIMITS = {
  /** Characters of text; the platform's own string limit is 2²⁹. */
  characters: 256 * 1024 * 1024,
  trees: 100_000,
  /** Nodes of all trees together; about 60 bytes each once loaded. */
  nodes: 20_000_000,
  /** Splits above a leaf. Explanations walk paths of this length. */
  depth: 512,
  features: 100_000,
  /** 32-bit words of one category set: codes up to 2²⁰. */
  categoryWords: 32_768,
  /** 32-bit words of all category sets together; every set costs memory of its own. */
  allCategoryWords: 16_777_216,
} as const;

const FROM_TRAINER = 'Export the model again from the program that trained it.';

/** Stops at a file whose numbers contradict each other. */
export function malformed(what: string, where?: ProblemPlace): never {
  return refuse('model/malformed', `The model file is damaged: ${what}.`, FROM_TRAINER, where);
}

/** Stops at a file that is whole but says something that cannot be carried over exactly. */
export function unsupported(what: string, fix: string): never {
  return refuse('model/unsupported', `This model cannot be read exactly: ${what}.`, fix);
}

/** Stops at a file that asks for more than any real model does. */
export function tooLarge(what: string, count: number, most: number): never {
  return refuse('model/too-large', `The model file has ${count} ${what}; at most ${most} are read.`, 'Train a smaller model.');
}

/** Checks a count that the file itself states: a whole number from `least` to `most`. */
export function checkedCount(value: number, what: string, range: { readonly least: number; readonly most: number }): number {
  if (!Number.isSafeInteger(value) || value < range.least) malformed(`${what} is ${value}`);
  if (value > range.most) tooLarge(what, value, range.most);
  return value;
}
