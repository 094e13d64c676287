import type { Basis, BasisCategory, BasisNumber } from '../../../numeric/basis.ts';
import type { CategoryPart, NumberPart, Part } from './parts.ts';

/** One coefficient: what it is called, and where it sits in the basis. */
export interface Term {
  readonly name: string;
  readonly column: string;
  /** The level that a 0/1 column stands for; null for numbers. */
  readonly level: string | null;
  readonly position: number;
  /** Whether the column holds zeros and ones only. */
  readonly isYesNo: boolean;
}

/** A regression's columns over its rows; position 0 is the intercept and has no entry among the terms. */
export interface Design {
  readonly basis: Basis;
  /** In the order of the parts, which is the order of the report. */
  readonly terms: readonly Term[];
  /** Rows of the frame that take part. */
  readonly rows: Int32Array;
  /** For every category: its column and the level that the others are compared with. */
  readonly references: readonly { readonly column: string; readonly level: string }[];
}

/**
 * Lays parts out as a basis. Numbers enter standardised, so that sums of squares of any unit are alike; a number
 * that does not vary enters as 0 and is dropped by the solver.
 *
 * Cost: two passes per number, one per category.
 */
export function layOutDesign(parts: readonly Part[], rows: Int32Array): Design {
  const numbers: BasisNumber[] = [];
  const categories: BasisCategory[] = [];
  const references: { column: string; level: string }[] = [];
  const terms: Term[] = [];
  let next = 1 + parts.filter((part) => part.kind === 'number').length;
  for (const part of parts) {
    if (part.kind === 'number') {
      const { entry, isYesNo } = standardise(part, rows);
      numbers.push(entry);
      terms.push({ name: part.name, column: part.column, level: part.level ?? null, position: numbers.length, isYesNo });
      continue;
    }
    const { levels, reference } = levelsIn(part, rows);
    const positions = new Int32Array(part.dictionary.length).fill(-1);
    for (const code of levels) {
      if (code === reference) continue;
      const level = part.dictionary[code] as string;
      positions[code] = next;
      terms.push({ name: `${part.column} = ${level}`, column: part.column, level, position: next++, isYesNo: true });
    }
    categories.push({ codes: part.codes, positions });
    references.push({ column: part.column, level: part.dictionary[reference] ?? '' });
  }
  return { basis: { size: next, numbers, categories }, terms, rows, references };
}

/** Rounding leaves a column of equal values with a spread of about this share of its size. */
const CONSTANT = 1e-13;

function standardise({ values, isCentred }: NumberPart, rows: Int32Array): { entry: BasisNumber; isYesNo: boolean } {
  let sum = 0;
  let largest = 0;
  let isYesNo = true;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i] as number] as number;
    sum += value;
    largest = Math.max(largest, Math.abs(value));
    if (value !== 0 && value !== 1) isYesNo = false;
  }
  const shift = rows.length === 0 || isCentred === true ? 0 : sum / rows.length;
  // Divided by the largest first, so that squares of tiny numbers do not vanish.
  const unit = largest > 0 ? largest : 1;
  let squares = 0;
  for (let i = 0; i < rows.length; i++) squares += (((values[rows[i] as number] as number) - shift) / unit) ** 2;
  const spread = Math.sqrt(squares / Math.max(1, rows.length));
  return { entry: { values, shift, scale: spread <= CONSTANT ? 0 : 1 / (spread * unit) }, isYesNo };
}

/** The codes of the levels that occur in the rows, in alphabetical order, and the reference among them. */
export function levelsIn(part: CategoryPart, rows: Int32Array): { levels: readonly number[]; reference: number } {
  const counts = new Float64Array(part.dictionary.length);
  for (let i = 0; i < rows.length; i++) {
    const code = part.codes[rows[i] as number] as number;
    counts[code] = (counts[code] as number) + 1;
  }
  const nameOf = (code: number): string => part.dictionary[code] as string;
  const levels = [...counts.keys()].filter((code) => (counts[code] as number) > 0);
  levels.sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
  const [first = 0] = levels;
  if (part.reference === 'first') return { levels, reference: first };
  if (part.reference === 'most-common') {
    const most = levels.reduce((best, code) => ((counts[code] as number) > (counts[best] as number) ? code : best), first);
    return { levels, reference: most };
  }
  const wanted = part.reference.level;
  return { levels, reference: levels.find((code) => nameOf(code) === wanted) ?? first };
}
