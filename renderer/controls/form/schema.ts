/** As much of JSON Schema as method options use; what zod prints, no more. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | boolean;
  readonly propertyNames?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  /** Ours: which picker to draw, the role whose columns come first, and the unit. */
  readonly pick?: string;
  readonly role?: string;
  readonly unit?: string;
}

/** How an option is drawn. */
export type Shape =
  | 'text'
  | 'number'
  | 'boolean'
  | 'choice'
  | 'column'
  | 'columns'
  | 'list'
  | 'record'
  | 'object'
  | 'variants'
  | 'either'
  | 'json';

/** Follows a reference; what leads nowhere is anything at all. */
export function resolveNode(node: SchemaNode, root: SchemaNode): SchemaNode {
  if (node.$ref === undefined) return node;
  const name = node.$ref.replace('#/$defs/', '');
  const { $ref: _, ...own } = node;
  return { ...root.$defs?.[name], ...own };
}

/** The shape of a node whose references are resolved. */
export function shapeOf(node: SchemaNode): Shape {
  const members = membersOf(node);
  if (members !== undefined) return shapeOfUnion(node, members);
  if (node.enum !== undefined) return 'choice';
  if (node.type === 'boolean') return 'boolean';
  if (node.type === 'number' || node.type === 'integer') return 'number';
  if (node.type === 'string') return node.pick === 'column' ? 'column' : 'text';
  if (node.type === 'array') return shapeOfList(node);
  if (node.type === 'object') return node.properties !== undefined ? 'object' : isPlain(node.additionalProperties) ? 'record' : 'json';
  return 'json';
}

/** The members of a union, however it is spelled. */
export function membersOf(node: SchemaNode): readonly SchemaNode[] | undefined {
  return node.oneOf ?? node.anyOf;
}

/** The property whose fixed value tells the members of a union apart, e.g. "learner". */
export function discriminatorOf(members: readonly SchemaNode[]): string | undefined {
  const [first] = members;
  return Object.keys(first?.properties ?? {}).find((key) => members.every((member) => member.properties?.[key]?.const !== undefined));
}

function shapeOfUnion(node: SchemaNode, members: readonly SchemaNode[]): Shape {
  if (members.every((member) => member.const !== undefined)) return 'choice';
  if (discriminatorOf(members) !== undefined) return 'variants';
  // A union that reaches into itself (a rule tree) or that no simple field can hold is edited as JSON.
  const isSimple = members.every((member) => member.$ref === undefined && !['json', 'either', 'variants'].includes(shapeOf(member)));
  return isSimple && node.pick !== 'rule' ? 'either' : 'json';
}

function shapeOfList(node: SchemaNode): Shape {
  if (node.pick === 'columns') return 'columns';
  const item = node.items;
  return item !== undefined && (item.type === 'string' || item.type === 'number' || item.type === 'integer') ? 'list' : 'json';
}

/** Entries that one small field can hold. */
function isPlain(node: SchemaNode | boolean | undefined): boolean {
  if (typeof node !== 'object') return false;
  const shape = shapeOf(node);
  return shape === 'text' || shape === 'number' || shape === 'choice' || shape === 'boolean' || (shape === 'either' && isPlainEither(node));
}

function isPlainEither(node: SchemaNode): boolean {
  return (membersOf(node) ?? []).every((member) => member.type === 'number' || member.type === 'string' || member.type === 'integer');
}

/** The fixed values that a choice is made from. */
export function choicesOf(node: SchemaNode): readonly unknown[] {
  return node.enum ?? (membersOf(node) ?? []).map((member) => member.const);
}

/** A first value of a node's shape, for a member of a union that was just chosen. */
export function firstValue(node: SchemaNode): unknown {
  if (node.default !== undefined) return node.default;
  if (node.const !== undefined) return node.const;
  switch (shapeOf(node)) {
    case 'number':
      return Math.max(node.minimum ?? 0, node.exclusiveMinimum === undefined ? Number.NEGATIVE_INFINITY : node.exclusiveMinimum + 1);
    case 'text':
    case 'column':
      return '';
    case 'boolean':
      return false;
    case 'choice':
      return choicesOf(node)[0];
    case 'list':
    case 'columns':
      return [];
    default:
      return {};
  }
}

/** Which member of a union a value belongs to: the first whose kind of value it is. */
export function memberOf(members: readonly SchemaNode[], value: unknown): number {
  const kind = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  const at = members.findIndex((member) => {
    if (member.const !== undefined) return member.const === value;
    return member.type === kind || (member.type === 'integer' && kind === 'number');
  });
  return Math.max(0, at);
}
