import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vite';
import { expect, test } from 'vitest';

/** Attributes that a person reads or hears. */
const SPOKEN = new Set([
  'title',
  'alt',
  'label',
  'placeholder',
  'description',
  'subTitle',
  'okText',
  'cancelText',
  'tooltip',
  'summary',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
]);

/** Words that are the same in every language: names of the languages themselves. */
const SAME_EVERYWHERE = new Set(['EN', '中', 'English', '中文']);

const renderer = fileURLToPath(new URL('../', import.meta.url));

test('every word on the page comes from text/, where it stands in both languages', () => {
  const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
  expect(files.length).toBeGreaterThan(30);
  const found = files.flatMap((name) => bareWords(readFileSync(join(renderer, name), 'utf8')).map((words) => `${name}: ${words}`));
  expect(found).toEqual([]);
});

test('bare words are found where they may hide', () => {
  expect(bareWords('const A = () => <p>Hello <b>{"there"}</b></p>;')).toEqual(['Hello', 'there']);
  expect(bareWords('const A = () => <p title="Say it">{isOn ? "Yes" : `No ${n} left`}</p>;').sort()).toEqual(['No  left', 'Say it', 'Yes']);
  expect(bareWords('const A = () => <p className="quiet" id={`x-${id}`}>{" · "}{say(words.yes)}</p>;')).toEqual([]);
});

/** Text inside of elements and in spoken attributes that has letters. */
function bareWords(source: string): string[] {
  const found: string[] = [];
  visit(parseAst(source, { lang: 'tsx' }), (node) => {
    if (node.type === 'JSXText') found.push(String(node['value']));
    if (node.type === 'JSXElement' || node.type === 'JSXFragment')
      for (const child of node['children'] as readonly Node[])
        if (child.type === 'JSXExpressionContainer') collect(child['expression'], found);
    if (node.type === 'JSXAttribute' && SPOKEN.has(attributeName(node['name'] as Node))) collect(node['value'], found);
  });
  return found.map((words) => words.trim()).filter((words) => /\p{L}/u.test(words) && !SAME_EVERYWHERE.has(words));
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function attributeName(name: Node): string {
  return String(name['name']);
}

/** Literal words that an expression can become; calls are not looked into, for their arguments are no output. */
function collect(value: unknown, found: string[]): void {
  if (!isNode(value)) return;
  const { type } = value;
  if (type === 'Literal' && typeof value['value'] === 'string') found.push(value['value']);
  if (type === 'TemplateLiteral')
    found.push(
      (value['quasis'] as readonly { readonly value: { readonly cooked: string } }[]).map(({ value: { cooked } }) => cooked).join(''),
    );
  if (type === 'JSXExpressionContainer') collect(value['expression'], found);
  if (type === 'ConditionalExpression') for (const branch of [value['consequent'], value['alternate']]) collect(branch, found);
  if (type === 'LogicalExpression') for (const side of [value['left'], value['right']]) collect(side, found);
}

function visit(value: unknown, hear: (node: Node) => void): void {
  if (Array.isArray(value)) for (const entry of value) visit(entry, hear);
  if (!isNode(value)) return;
  hear(value);
  for (const entry of Object.values(value)) visit(entry, hear);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string';
}
