import { z } from 'zod';
import { refuse } from '../base/problem.ts';
import type { Method } from '../methods/contract.ts';

/** The part of a JSON schema that says how to read a value written on a command line. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly const?: unknown;
}

/** A method's options as JSON schema: what the form, the document editor and the command line are drawn from. */
export function specSchema(method: Method<unknown, unknown>): Schema {
  return z.toJSONSchema(method.spec, { io: 'input', unrepresentable: 'any' }) as Schema;
}

/**
 * Reads `--set option=value` pairs. The method's schema says whether "5" is a number, a text or a list of
 * one; nested options are written with dots (learner.trees=200), and a value in JSON is taken as such.
 *
 * @throws usage/wrong-arguments for a pair without "="
 */
export function readSettings(pairs: readonly string[], method: Method<unknown, unknown>): Record<string, unknown> {
  const schema = specSchema(method);
  const spec: Record<string, unknown> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) refuse('usage/wrong-arguments', `--set "${pair}" has no "=".`, 'Write --set option=value.', { option: pair });
    const path = pair.slice(0, at).split('.');
    place(spec, path, readValue(pair.slice(at + 1), schemasAt([schema], path)));
  }
  return spec;
}

function place(spec: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    Object.defineProperty(spec, key, { value, enumerable: true, configurable: true, writable: true });
    return;
  }
  const inner =
    Object.hasOwn(spec, key) && typeof spec[key] === 'object' && spec[key] !== null ? (spec[key] as Record<string, unknown>) : {};
  place(inner, rest, value);
  place(spec, [key], inner);
}

/** All schemas that may apply at a path; unions contribute each of their members. */
function schemasAt(schemas: readonly Schema[], path: readonly string[]): readonly Schema[] {
  const open = schemas.flatMap(alternatives);
  const [key, ...rest] = path;
  if (key === undefined) return open;
  const inner = open.flatMap((schema) => {
    const named = schema.properties !== undefined && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
    const other = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
    return named ?? other ?? [];
  });
  return schemasAt(inner, rest);
}

function alternatives(schema: Schema): readonly Schema[] {
  const members = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return members.length === 0 ? [schema] : members.flatMap(alternatives);
}

function readValue(written: string, schemas: readonly Schema[]): unknown {
  const takes = (type: string): Schema | undefined =>
    schemas.find((schema) => schema.type === type || schema.type?.includes(type) === true);
  if (/^\s*[[{]/.test(written)) {
    const parsed = jsonOrUndefined(written);
    if (parsed !== undefined) return parsed;
  }
  const list = takes('array');
  if (list !== undefined && takes('string') === undefined) {
    const parts = written.split(',').map((part) => part.trim());
    return parts.filter((part) => part !== '').map((part) => readValue(part, alternatives(list.items ?? {})));
  }
  const isNumeric = written.trim() !== '' && Number.isFinite(Number(written));
  if (isNumeric && (takes('number') ?? takes('integer')) !== undefined) return Number(written);
  if ((written === 'true' || written === 'false') && takes('boolean') !== undefined) return written === 'true';
  if (takes('string') === undefined && schemas.length > 0) return jsonOrUndefined(written) ?? written;
  return written;
}

function jsonOrUndefined(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
