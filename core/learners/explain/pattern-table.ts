import type { LeafGroup, Test } from './leaf-groups.ts';
import type { FillPattern } from './leaf-sums.ts';

/** Groups with more facts than this are answered row by row: a table of their patterns would not be reused. */
const MOST_TABLE_FACTS = 12;

/** The splits of one tree decided for a block of rows; see `decideSplits`. */
export interface Decisions {
  readonly count: number;
  readonly firstNode: number;
  readonly values: Uint8Array;
}

/** Where a group's entries go: entry e of a row is added to out[row · stride + targets[e]]. */
export interface Entries {
  readonly targets: Int32Array;
  readonly stride: number;
  readonly out: Float64Array;
}

/**
 * Adds a group's contributions for all rows of a block. Every row's facts are packed into a code; the
 * contributions of a code are computed when it is first met and looked up afterwards.
 *
 * One table serves many groups: an entry is valid when its stamp is the current group's.
 */
export class PatternTable {
  #values = new Float64Array(0);
  readonly #stamps = new Int32Array(1 << MOST_TABLE_FACTS);
  #stamp = 0;
  #codes = new Int32Array(0);
  #held = new Uint8Array(0);

  add(group: LeafGroup, decisions: Decisions, fill: FillPattern, entries: Entries): void {
    if (group.facts.length > MOST_TABLE_FACTS) addRowByRow(group, decisions, fill, entries);
    else this.#addByPattern(group, decisions, fill, entries);
  }

  #addByPattern(group: LeafGroup, decisions: Decisions, fill: FillPattern, entries: Entries): void {
    const width = entries.targets.length;
    const codes = this.codesOf(group, decisions);
    if (this.#values.length < width << group.facts.length) this.#values = new Float64Array(width << group.facts.length);
    const [values, stamps, stamp] = [this.#values, this.#stamps, ++this.#stamp];
    const facts = new Uint8Array(group.facts.length);
    const { targets, stride, out } = entries;
    for (let row = 0; row < decisions.count; row++) {
      const code = codes[row] as number;
      const at = code * width;
      if (stamps[code] !== stamp) {
        stamps[code] = stamp;
        unpackFacts(code, facts);
        values.fill(0, at, at + width);
        fill(facts, values, at);
      }
      const base = row * stride;
      for (let entry = 0; entry < width; entry++) {
        const target = base + (targets[entry] as number);
        out[target] = (out[target] as number) + (values[at + entry] as number);
      }
    }
  }

  /** One code a row: bit f is fact f. The array is reused by the next call. */
  codesOf(group: LeafGroup, decisions: Decisions): Int32Array {
    if (this.#codes.length < decisions.count) {
      this.#codes = new Int32Array(decisions.count);
      this.#held = new Uint8Array(decisions.count);
    }
    const codes = this.#codes;
    codes.fill(0, 0, decisions.count);
    group.facts.forEach((tests, fact) => {
      const [only] = tests;
      if (tests.length === 1 && only !== undefined) orInto(codes, decisions, only, fact);
      else this.#orAll(codes, decisions, tests, fact);
    });
    return codes;
  }

  #orAll(codes: Int32Array, decisions: Decisions, tests: readonly Test[], fact: number): void {
    const held = this.#held.fill(1, 0, decisions.count);
    for (const { node, left } of tests) {
      const offset = (node - decisions.firstNode) * decisions.count;
      const flip = left ? 0 : 1;
      for (let row = 0; row < decisions.count; row++)
        held[row] = (held[row] as number) & ((decisions.values[offset + row] as number) ^ flip);
    }
    for (let row = 0; row < decisions.count; row++) codes[row] = (codes[row] as number) | ((held[row] as number) << fact);
  }
}

function orInto(codes: Int32Array, { values, count, firstNode }: Decisions, { node, left }: Test, fact: number): void {
  const offset = (node - firstNode) * count;
  const flip = left ? 0 : 1;
  for (let row = 0; row < count; row++) codes[row] = (codes[row] as number) | (((values[offset + row] as number) ^ flip) << fact);
}

function unpackFacts(code: number, facts: Uint8Array): void {
  for (let fact = 0; fact < facts.length; fact++) facts[fact] = (code >>> fact) & 1;
}

function addRowByRow(group: LeafGroup, decisions: Decisions, fill: FillPattern, { targets, stride, out }: Entries): void {
  const facts = new Uint8Array(group.facts.length);
  const values = new Float64Array(targets.length);
  for (let row = 0; row < decisions.count; row++) {
    readFacts(group, decisions, row, facts);
    values.fill(0);
    fill(facts, values, 0);
    for (let entry = 0; entry < targets.length; entry++) {
      const target = row * stride + (targets[entry] as number);
      out[target] = (out[target] as number) + (values[entry] as number);
    }
  }
}

/** The facts of one row of a block. */
export function readFacts(group: LeafGroup, { values, count, firstNode }: Decisions, row: number, facts: Uint8Array): void {
  for (let fact = 0; fact < facts.length; fact++) {
    let all = 1;
    for (const { node, left } of group.facts[fact] as readonly Test[]) {
      if (values[(node - firstNode) * count + row] !== Number(left)) all = 0;
    }
    facts[fact] = all;
  }
}
