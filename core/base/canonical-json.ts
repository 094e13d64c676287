/**
 * Writes a value as canonical JSON in the manner of RFC 8785: keys sorted by UTF-16 code unit, no white
 * space, numbers in their shortest round-trip form, −0 as 0. Two equal values always give the same text,
 * which is what fingerprints are taken of.
 *
 * @throws TypeError for what JSON cannot hold: NaN, infinities, functions, symbols, cycles
 */
export function canonicalJson(value: unknown): string {
  return write(value, new Set());
}

function write(value: unknown, open: Set<object>): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical JSON form.`);
    return JSON.stringify(value === 0 ? 0 : value);
  }
  if (typeof value !== 'object') throw new TypeError(`A ${typeof value} has no canonical JSON form.`);
  if (open.has(value)) throw new TypeError('A value that contains itself has no canonical JSON form.');
  open.add(value);
  const text = Array.isArray(value) ? writeArray(value, open) : writeObject(value, open);
  open.delete(value);
  return text;
}

function writeArray(values: readonly unknown[], open: Set<object>): string {
  return `[${values.map((entry) => (entry === undefined ? 'null' : write(entry, open))).join(',')}]`;
}

function writeObject(value: object, open: Set<object>): string {
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${write(entry, open)}`).join(',')}}`;
}
