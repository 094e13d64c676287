import type { MethodInfo } from '../../../core/api/types.ts';

/** JSON Schema's word; as a plain key it would make the object look like a promise. */
const THEN = 'then';

const TEXT = {
  anyOf: [
    { type: 'string' },
    { type: 'object', properties: { en: { type: 'string' }, zh: { type: 'string' } }, required: ['en', 'zh'], additionalProperties: false },
  ],
};

const PAGE = {
  type: 'object',
  required: ['blocks'],
  additionalProperties: false,
  properties: {
    step: { type: 'string' },
    blocks: { type: 'array', items: { type: 'string' } },
    title: TEXT,
    caption: TEXT,
    notes: TEXT,
  },
};

/**
 * JSON schema of an experiment document for the editor: a step's options are completed and checked by the
 * method that the step names. The host's own check decides; this one helps while typing.
 */
export function documentSchema(methods: ReadonlyMap<string, MethodInfo>): object {
  const byMethod = [...methods.values()].map((method) => ({
    if: { properties: { method: { const: method.id } } },
    [THEN]: { properties: { spec: specSchema(method) } },
  }));
  return {
    $defs: definitions(methods),
    type: 'object',
    required: ['causeway', 'name', 'seed', 'data', 'steps'],
    additionalProperties: false,
    properties: {
      causeway: { const: 1 },
      name: TEXT,
      description: TEXT,
      seed: { type: 'integer', minimum: 0 },
      data: { type: 'object' },
      steps: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'method', 'from'],
          properties: {
            id: { type: 'string' },
            method: { enum: [...methods.keys()] },
            from: { type: 'array', items: { type: 'string' }, minItems: 1 },
            spec: { type: 'object' },
          },
          allOf: byMethod,
        },
      },
      report: {
        type: 'object',
        required: ['pages'],
        additionalProperties: false,
        properties: { title: TEXT, notes: TEXT, pages: { type: 'array', items: PAGE } },
      },
    },
  };
}

/** A method's own schema with its words for each option as hover help. */
function specSchema({ id, spec, text }: MethodInfo): object {
  const { $schema: _, $defs: __, ...rest } = spec;
  const properties = Object.entries((spec['properties'] as Readonly<Record<string, object>> | undefined) ?? {}).map(([name, node]) => {
    const words = text.options[name];
    return [
      name,
      words === undefined ? node : { ...node, title: words.label.en, description: `${words.help.en}\n\n${words.help.zh}` },
    ] as const;
  });
  return withOwnReferences(id, { ...rest, properties: Object.fromEntries(properties) });
}

/** The definitions of all methods in one place, each under its method's name: there references to them are found. */
function definitions(methods: ReadonlyMap<string, MethodInfo>): object {
  return Object.fromEntries(
    [...methods.values()].flatMap(({ id, spec }) =>
      Object.entries((spec['$defs'] as Readonly<Record<string, object>> | undefined) ?? {}).map(([name, node]) => [
        `${id}.${name}`,
        withOwnReferences(id, node),
      ]),
    ),
  );
}

function withOwnReferences(id: string, node: object): object {
  return JSON.parse(JSON.stringify(node).replaceAll('"#/$defs/', `"#/$defs/${id}.`)) as object;
}
