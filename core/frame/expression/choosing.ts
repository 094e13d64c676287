import { KIND_NOUNS, typeError } from './function-entry.ts';
import type { Expression, Kind } from './syntax.ts';
import { makeDictionary } from './text-vectors.ts';
import { floatsOf, maskOf, textOf, truthOf, type Vector } from './vector.ts';

/**
 * The one kind that several values share, so that any of them may be the answer; null fits all, a yes/no beside
 * numbers counts 0 and 1.
 *
 * @throws expression/type at the first value that does not fit those before it
 */
export function commonKind(nodes: readonly Expression[], kinds: readonly Kind[]): Kind {
  let common: Kind = 'missing';
  kinds.forEach((kind, index) => {
    const merged = mergeKinds(common, kind);
    if (merged === undefined) {
      typeError(
        nodes[index]?.at ?? 0,
        `This value is ${KIND_NOUNS[kind]}, the ones before it are ${KIND_NOUNS[common]}`,
        'Give all of them the same kind; text(x) turns anything into text.',
      );
    }
    common = merged;
  });
  return common;
}

function mergeKinds(left: Kind, right: Kind): Kind | undefined {
  if (left === right || right === 'missing') return left;
  if (left === 'missing') return right;
  const pair = new Set([left, right]);
  return pair.has('number') && pair.has('boolean') ? 'number' : undefined;
}

/** Puts a vector together out of several: row i comes from vectors[which[i]], and is missing beyond the last. */
export function assemble(which: Uint8Array | Uint16Array, vectors: readonly Vector[]): Vector {
  const kinds = vectors.map(({ kind }) => kind).filter((kind) => kind !== 'missing');
  if (kinds.length === 0) return { kind: 'missing' };
  if (kinds.includes('text')) return assembleText(which, vectors);
  if (kinds.every((kind) => kind === 'boolean')) {
    return { kind: 'boolean', values: assembleFrom(which, vectors, truthOf, new Uint8Array(which.length).fill(2)) };
  }
  const values = assembleFrom(which, vectors, floatsOf, new Float64Array(which.length).fill(Number.NaN));
  return { kind: kinds.includes('date') ? 'date' : 'number', values };
}

function assembleText(which: Uint8Array | Uint16Array, vectors: readonly Vector[]): Vector {
  const book = makeDictionary();
  const codesOf = (vector: Vector): Int32Array => {
    const { codes, dictionary } = textOf(vector);
    const codeOf = Int32Array.from(dictionary, (words) => book.codeOf(words));
    return Int32Array.from(codes, (code) => (code < 0 ? -1 : (codeOf[code] as number)));
  };
  const codes = assembleFrom(which, vectors, codesOf, new Int32Array(which.length).fill(-1));
  return { kind: 'text', codes, dictionary: book.entries };
}

function assembleFrom<Values extends Float64Array | Int32Array | Uint8Array>(
  which: Uint8Array | Uint16Array,
  vectors: readonly Vector[],
  read: (vector: Vector) => Values,
  out: Values,
): Values {
  vectors.forEach((vector, index) => {
    if (vector.kind === 'missing') return;
    const values = read(vector);
    const mask = maskOf(vector);
    for (let row = 0; row < out.length; row++) if (which[row] === index) out[row] = values[row & mask] as number;
  });
  return out;
}
