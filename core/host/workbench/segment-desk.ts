import type { RuleProfile, RuleVersion, ValuesView } from '../../api/segment-types.ts';
import { canonicalJson } from '../../base/canonical-json.ts';
import { type Column, columnLength } from '../../frame/column.ts';
import { requireCondition } from '../../frame/expression/check.ts';
import { compileCondition } from '../../frame/expression/compile.ts';
import { ruleCondition } from '../../frame/expression/rule.ts';
import { columnsRead, type Expression } from '../../frame/expression/syntax.ts';
import { columnNamed, type Frame } from '../../frame/frame.ts';
import { ruleSegmentSpec } from '../../methods/rule-segment/spec.ts';
import type { BackThread } from './back/back-thread.ts';
import { columnsOf } from './cards.ts';
import { readRule } from './rules.ts';
import type { Session } from './session.ts';
import { tableOf } from './table-of.ts';

const MOST_VALUES = 100;
/** A profile of more columns than these would not be read. */
const MOST_COLUMNS = 60;
/** Versions that the timeline goes back. */
const MOST_VERSIONS = 30;
/** A text column that has nearly one value for each row is a name, and says nothing about a group. */
const FEW_REPEATS = 0.5;

/** How the members of a rule differ from the others. @throws option/invalid, data/unknown-column, expression/… */
export async function profileRule(
  { source, rule, where }: { readonly source: string; readonly rule?: unknown; readonly where?: string | undefined },
  session: Session,
  thread: BackThread,
  signal: AbortSignal,
): Promise<RuleProfile> {
  const { frame, key } = tableOf(source, session);
  const condition = where === undefined ? ruleCondition(readRule(rule)) : compileCondition(where, frame.columns, 'where');
  requireCondition(condition, frame.columns);
  const shown = columnsOf(frame)
    .filter(({ name, role }) => role !== 'id' && isTelling(columnNamed(frame, name)))
    .slice(0, MOST_COLUMNS);
  const names = shown.map(({ name }) => name);
  const table = thread.table(key, frame, [...new Set([...columnsRead(condition), ...names])]);
  const { memberCount, spreads } = await thread.ask('spread', { table, condition, shown: names }, { signal });
  const columns = shown.flatMap((column, at) => {
    const spread = spreads[at];
    return spread === undefined ? [] : [{ ...column, ...spread }];
  });
  return { rowCount: frame.rowCount, memberCount, columns: columns.sort((left, right) => right.distance - left.distance) };
}

function isTelling(column: Column): boolean {
  return column.kind !== 'category' || column.dictionary.length <= 20 || column.dictionary.length < FEW_REPEATS * columnLength(column);
}

/** What a column holds. @throws data/unknown-column, document/no-result */
export async function valuesOfColumn(
  { source, column }: { readonly source: string; readonly column: string },
  session: Session,
  thread: BackThread,
  signal: AbortSignal,
): Promise<ValuesView> {
  const { frame, key } = tableOf(source, session);
  const { kind } = columnNamed(frame, column);
  const table = thread.table(key, frame, [column]);
  return { kind, ...(await thread.ask('values', { table, column, most: MOST_VALUES }, { signal })) };
}

/** Every rule that a segment has had, on the data as they are now. @throws document/no-result when its table was never computed */
export async function versionsOf(step: string, session: Session, thread: BackThread, signal: AbortSignal): Promise<readonly RuleVersion[]> {
  const found = specsThrough(step, session).slice(-MOST_VERSIONS);
  const source = session.history.current.document.steps.find(({ id }) => id === step)?.from[0];
  if (source === undefined || found.length === 0) return [];
  const { frame, key } = tableOf(source, session);
  const conditions = found.map(({ spec }) => conditionOf(spec, frame));
  const read = new Set(conditions.flatMap((condition) => (condition === null ? [] : columnsRead(condition))));
  const table = thread.table(key, frame, [...read]);
  const changes = await thread.ask('changes', { table, conditions }, { signal });
  return found.map((version, at) => {
    const { memberCount = null, entered = null, left = null } = changes[at] ?? {};
    const isFirst = conditions.slice(0, at).every((condition) => condition === null);
    return { ...version, memberCount, entered: isFirst ? null : entered, left: isFirst ? null : left };
  });
}

/** The options of a step through the history up to now, each where it came in; options that select nobody yet are none. */
function specsThrough(step: string, session: Session): Pick<RuleVersion, 'index' | 'at' | 'label' | 'spec'>[] {
  const { history } = session;
  const found: Pick<RuleVersion, 'index' | 'at' | 'label' | 'spec'>[] = [];
  for (let index = 0; index <= history.index; index++) {
    const { document, at, label } = history.momentAt(index);
    const spec = document.steps.find(({ id }) => id === step)?.spec;
    if (spec === undefined || (spec['rule'] === undefined && spec['where'] === undefined)) continue;
    const last = found.at(-1);
    if (last === undefined || ruleKey(last.spec) !== ruleKey(spec)) found.push({ index, at, label, spec });
  }
  return found;
}

function ruleKey({ rule, where }: Readonly<Record<string, unknown>>): string {
  return canonicalJson({ rule: rule ?? null, where: where ?? null });
}

/** Null where an earlier rule does not fit the table any more: it is then shown without counts. */
function conditionOf(spec: Readonly<Record<string, unknown>>, frame: Frame): Expression | null {
  try {
    const { rule, where } = ruleSegmentSpec.parse(spec);
    if (where !== undefined) return compileCondition(where, frame.columns, 'where');
    if (rule === undefined) return null;
    const condition = ruleCondition(rule);
    requireCondition(condition, frame.columns);
    return condition;
  } catch {
    return null;
  }
}
