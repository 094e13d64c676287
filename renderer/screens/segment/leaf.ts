import type { ColumnInfo } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import type { RuleLeaf, RuleTest, RuleValue } from '../../../core/frame/expression/rule.ts';
import { segmentWords, unknownColumn } from '../../text/segment.ts';

type Kind = ColumnInfo['kind'];

/** What has to be given for a test. */
export type ValueShape = 'none' | 'one' | 'words' | 'list' | 'range' | 'days';

const COMPARED: readonly RuleTest[] = ['equals', 'not-equals', 'at-least', 'more', 'at-most', 'less', 'between', 'in', 'not-in'];
const TESTS: Readonly<Record<Kind, readonly RuleTest[]>> = {
  number: [...COMPARED, 'missing', 'present'],
  category: ['equals', 'not-equals', 'in', 'not-in', 'contains', 'starts-with', 'ends-with', 'missing', 'present'],
  boolean: ['equals', 'missing', 'present'],
  date: ['at-least', 'after', 'at-most', 'before', 'between', 'within-days', 'equals', 'missing', 'present'],
};

const SHAPES: Readonly<Record<RuleTest, ValueShape>> = {
  equals: 'one',
  'not-equals': 'one',
  less: 'one',
  'at-most': 'one',
  more: 'one',
  'at-least': 'one',
  before: 'one',
  after: 'one',
  between: 'range',
  in: 'list',
  'not-in': 'list',
  missing: 'none',
  present: 'none',
  contains: 'words',
  'starts-with': 'words',
  'ends-with': 'words',
  'within-days': 'days',
};

/** The tests that make sense for a kind of column, and the one that is set, whatever it is. */
export function testsFor(kind: Kind, set: RuleTest): readonly RuleTest[] {
  const tests = TESTS[kind];
  return tests.includes(set) ? tests : [set, ...tests];
}

export function shapeOf(test: RuleTest): ValueShape {
  return SHAPES[test];
}

/** Another column: its values are others, and the test stays only where it fits. */
export function withColumn(leaf: RuleLeaf, column: ColumnInfo): RuleLeaf {
  const tests = TESTS[column.kind];
  const fits = tests.includes(leaf.is) && leaf.column !== '';
  const is = fits ? leaf.is : (tests[0] ?? 'equals');
  return { column: column.name, is, ...(column.kind === 'boolean' && is === 'equals' ? { value: true } : {}) };
}

/** Another test: values are kept as far as they still mean something. */
export function withTest(leaf: RuleLeaf, is: RuleTest): RuleLeaf {
  const one = leaf.value ?? leaf.values?.[0] ?? leaf.from;
  const { column } = leaf;
  switch (shapeOf(is)) {
    case 'none':
      return { column, is };
    case 'one':
      return given({ column, is, value: one });
    case 'words':
      return given({ column, is, value: typeof one === 'string' ? one : undefined });
    case 'list':
      return given({ column, is, values: leaf.values ?? (one === undefined ? undefined : [one]) });
    case 'range':
      return given({ column, is, from: leaf.from ?? one, to: leaf.to });
    case 'days':
      return given({ column, is, value: 30, to: typeof one === 'string' ? one : undefined });
  }
}

/** Without the fields that hold nothing: the document keeps only what was said. */
export function given(leaf: RuleLeaf): RuleLeaf {
  const { column, is, ...values } = leaf;
  return { column, is, ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) };
}

/** What a condition still lacks; null where it is complete. */
export function lackOf(leaf: RuleLeaf, columns: readonly ColumnInfo[]): Text | null {
  if (leaf.column === '') return segmentWords.pickColumn;
  const known = columns.find(({ name }) => name === leaf.column);
  // Before the table was made its columns are not known: the host then says what is wrong.
  if (known === undefined && columns.length > 0) return unknownColumn(leaf.column);
  const kind = known?.kind;
  switch (shapeOf(leaf.is)) {
    case 'none':
      return null;
    case 'one':
    case 'words':
      return leaf.value === undefined || leaf.value === '' ? valueLack(kind) : null;
    case 'list':
      return (leaf.values ?? []).length === 0 ? segmentWords.needsValues : null;
    case 'range':
      return leaf.from === undefined || leaf.to === undefined ? segmentWords.needsRange : null;
    case 'days':
      return typeof leaf.value !== 'number' || leaf.value < 0 || (leaf.from ?? leaf.to) === undefined ? segmentWords.needsDays : null;
  }
}

function valueLack(kind: Kind | undefined): Text {
  if (kind === 'number') return segmentWords.needsNumber;
  return kind === 'date' ? segmentWords.needsDate : segmentWords.needsValue;
}

/** Something that is complete and yet selects nobody. */
export function oddityOf({ is, from, to }: RuleLeaf): Text | null {
  if (is !== 'between' || from === undefined || to === undefined || typeof from !== typeof to) return null;
  return from > to ? segmentWords.upsideDown : null;
}

/** A number as people type and paste it; undefined for what is none. */
export function readNumber(words: string): number | undefined {
  const bare = words.replaceAll(/[\s,\u00a0\u202f]/g, '').replace('−', '-');
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(bare) ? Number(bare) : undefined;
}

/** A date as the rule keeps it, 2026-04-01 with or without a time; undefined for what is no day of the calendar. */
export function readDay(words: string): string | undefined {
  const bare = words.trim().replaceAll('/', '-');
  const day = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?$/.exec(bare)?.[1];
  const moment = new Date(`${day}T00:00:00Z`);
  return day !== undefined && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day) ? bare : undefined;
}

/** The condition in a few words, for those who listen. */
export function leafName({ column, value, values, from, to }: RuleLeaf, test: string): string {
  const shown: readonly (RuleValue | undefined)[] = [value, ...(values ?? []), from, to];
  return [column, test, ...shown.filter((each) => each !== undefined)].join(' ');
}
