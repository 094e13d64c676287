import type { TypedCell } from '../values/value-column.ts';

/** A whole number that a double may not hold exactly. */
const LONG_DIGITS = /(?<![\d.])-?\d{16,}(?![\d.eE])/;

/**
 * Parses JSON without changing long numbers: whole numbers beyond 2^53 come back as bigint, where plain `JSON.parse`
 * would round them in silence.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  if (!LONG_DIGITS.test(text)) return JSON.parse(text);
  return JSON.parse(text, keepLong);
}

function keepLong(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined || !/^-?\d+$/.test(source)) return value;
  return BigInt(source);
}

/** A JSON value as a cell; objects and arrays stay as their JSON text. */
export function cellOfJson(value: unknown): TypedCell {
  switch (typeof value) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'bigint':
      return value;
    default:
      return value === null || value === undefined ? null : jsonText(value);
  }
}

/** JSON text of any value; bigints are written as their digits. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? '';
}
