import { type Text, text } from '../../../core/base/text.ts';
import { choicesOf, discriminatorOf, memberOf, membersOf, resolveNode, type SchemaNode, shapeOf } from './schema.ts';

/** What is wrong with a value, and what would be right; undefined when it is fine. The host checks everything again. */
export function checkValue(given: SchemaNode, value: unknown, root: SchemaNode): Text | undefined {
  const node = resolveNode(given, root);
  if (value === undefined) return undefined;
  switch (shapeOf(node)) {
    case 'number':
      return checkNumber(node, value);
    case 'text':
    case 'column':
      return checkText(node, value);
    case 'choice':
      return choicesOf(node).includes(value) ? undefined : text('Choose one of the list.', '请从列表中选择。');
    case 'list':
    case 'columns':
      return checkList(node, value, root);
    case 'record':
      return checkRecord(node, value, root);
    case 'object':
      return checkObject(node, value, root);
    case 'either':
    case 'variants':
      return checkUnion(node, value, root);
    default:
      return undefined;
  }
}

/** Problems of the options of a method by name: of those that are set wrongly, and those that are missing. */
export function checkOptions(schema: SchemaNode, spec: Readonly<Record<string, unknown>>): ReadonlyMap<string, Text> {
  const found = new Map<string, Text>();
  for (const [name, node] of Object.entries(schema.properties ?? {})) {
    const isMissing = spec[name] === undefined && node.default === undefined && schema.required?.includes(name) === true;
    const trouble = isMissing
      ? text('This is needed. Fill it in to go on.', '此项必填，请填写后继续。')
      : checkValue(node, spec[name], schema);
    if (trouble !== undefined) found.set(name, trouble);
  }
  return found;
}

function checkNumber(node: SchemaNode, value: unknown): Text | undefined {
  const range = rangeOf(node);
  const whole = node.type === 'integer';
  const wanted = whole ? text('a whole number', '整数') : text('a number', '数字');
  const fix = text(`Enter ${wanted.en}${range.en}.`, `请输入${range.zh}${wanted.zh}。`);
  if (typeof value !== 'number' || !Number.isFinite(value)) return fix;
  if (whole && !Number.isInteger(value)) return fix;
  const isBelow = value < (node.minimum ?? Number.NEGATIVE_INFINITY) || value <= (node.exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
  const isAbove = value > (node.maximum ?? Number.POSITIVE_INFINITY) || value >= (node.exclusiveMaximum ?? Number.POSITIVE_INFINITY);
  return isBelow || isAbove ? fix : undefined;
}

/** The range of a number in words, e.g. " from 0.05 to 0.9"; empty where there is none worth telling. */
export function rangeOf(node: SchemaNode): Text {
  const { minimum: low, exclusiveMinimum: above, exclusiveMaximum: below } = node;
  // The largest safe integer is a machine's limit, not a person's.
  const high = node.maximum === Number.MAX_SAFE_INTEGER ? undefined : node.maximum;
  const from =
    low !== undefined
      ? text(`at least ${low}`, `不小于 ${low} `)
      : above !== undefined
        ? text(`more than ${above}`, `大于 ${above} `)
        : undefined;
  const to =
    high !== undefined
      ? text(`at most ${high}`, `不大于 ${high} `)
      : below !== undefined
        ? text(`less than ${below}`, `小于 ${below} `)
        : undefined;
  if (low !== undefined && high !== undefined) return text(` from ${low} to ${high}`, ` ${low} 到 ${high} 之间的`);
  if (from !== undefined && to !== undefined) return text(`, ${from.en} and ${to.en}`, `${from.zh}且${to.zh}的`);
  const only = from ?? to;
  return only === undefined ? text('', '') : text(`, ${only.en}`, `${only.zh}的`);
}

function checkText(node: SchemaNode, value: unknown): Text | undefined {
  if (typeof value !== 'string' || value.length < (node.minLength ?? 0))
    return text('Enter at least one character.', '请至少输入一个字符。');
  const most = node.maxLength ?? Number.POSITIVE_INFINITY;
  return value.length > most ? text(`Use at most ${most} characters.`, `请不要超过 ${most} 个字符。`) : undefined;
}

function checkList(node: SchemaNode, value: unknown, root: SchemaNode): Text | undefined {
  if (!Array.isArray(value)) return text('A list is needed here.', '此处需要列表。');
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = node;
  if (value.length < minItems) return text(`Choose at least ${minItems}.`, `请至少选择 ${minItems} 项。`);
  if (value.length > maxItems) return text(`Choose at most ${maxItems}.`, `请至多选择 ${maxItems} 项。`);
  return node.items === undefined ? undefined : firstTrouble(value.map((entry) => checkValue(node.items ?? {}, entry, root)));
}

function checkRecord(node: SchemaNode, value: unknown, root: SchemaNode): Text | undefined {
  if (!isRecord(value)) return text('Entries with a name and a value are needed here.', '此处需要“名称—取值”条目。');
  if (Object.hasOwn(value, '')) return text('Give every entry a name.', '请为每个条目填写名称。');
  const entry = node.additionalProperties;
  if (typeof entry !== 'object') return undefined;
  return firstTrouble(Object.entries(value).map(([name, held]) => named(name, checkValue(entry, held, root))));
}

function checkObject(node: SchemaNode, value: unknown, root: SchemaNode): Text | undefined {
  if (!isRecord(value)) return text('Entries with a name and a value are needed here.', '此处需要“名称—取值”条目。');
  return firstTrouble(Object.entries(node.properties ?? {}).map(([name, held]) => named(name, checkValue(held, value[name], root))));
}

function checkUnion(node: SchemaNode, value: unknown, root: SchemaNode): Text | undefined {
  const members = membersOf(node) ?? [];
  const discriminator = discriminatorOf(members);
  if (discriminator === undefined) {
    const member = members[memberOf(members, value)];
    return member === undefined ? undefined : checkValue(member, value, root);
  }
  const chosen = isRecord(value) ? members.find((member) => member.properties?.[discriminator]?.const === value[discriminator]) : undefined;
  return chosen === undefined ? text('Choose one of the list.', '请从列表中选择。') : checkObject(chosen, value, root);
}

function named(name: string, trouble: Text | undefined): Text | undefined {
  return trouble === undefined ? undefined : text(`${name}: ${trouble.en}`, `${name}：${trouble.zh}`);
}

function firstTrouble(troubles: readonly (Text | undefined)[]): Text | undefined {
  return troubles.find((trouble) => trouble !== undefined);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
