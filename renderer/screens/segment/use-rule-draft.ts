import { useEffect, useMemo, useRef, useState } from 'react';
import type { ColumnInfo, ProjectState, StepView } from '../../../core/api/types.ts';
import { canonicalJson } from '../../../core/base/canonical-json.ts';
import type { Problem } from '../../../core/base/problem.ts';
import type { Text } from '../../../core/base/text.ts';
import type { Rule } from '../../../core/frame/expression/rule.ts';
import type { StepEntry } from '../../../core/run/document.ts';
import { useAct } from '../../client/use-act.tsx';
import { useCall } from '../../client/use-call.ts';
import { lackOf } from './leaf.ts';
import { type CountableRule, countableRule, EMPTY_TREE, type GroupPart, treeOf } from './rule-tree.ts';
import { specWith, withStep } from './segments.ts';

/** A pause this long means that a value has been typed to its end: one entry of the history, not one for each key. */
const PAUSE_MS = 700;

export interface RuleDraft {
  readonly tree: GroupPart;
  /** The complete conditions of the tree. */
  readonly countable: CountableRule;
  /** A condition as text that no tree can hold, and why; null where the tree is the rule. */
  readonly text: { readonly where: string; readonly problem: Problem } | null;
  /** Changes the tree. Complete ones go into the document: at once, or after a pause while somebody types. */
  change(tree: GroupPart, label: Text, isTyping?: boolean): void;
  /** Puts another rule into the document at once. */
  replace(spec: { readonly rule?: unknown; readonly where?: string }, label: Text): void;
}

interface Draft {
  readonly tree: GroupPart;
  /** The rules in the document that this draft belongs to: the one it began with, then those it has sent. */
  readonly known: readonly string[];
}

interface Pending {
  readonly spec: { readonly rule?: unknown; readonly where?: string };
  readonly label: Text;
}

/** The rule of a segment while it is edited. Undo, redo and other screens change the document, and then the draft yields. */
export function useRuleDraft(project: ProjectState, step: StepView, columns: readonly ColumnInfo[]): RuleDraft {
  const act = useAct();
  const spec: StepEntry['spec'] = project.document.steps.find(({ id }) => id === step.id)?.spec ?? {};
  const keptKey = keyOf(spec);
  const { tree: keptTree, text } = useKeptTree(spec, keptKey);
  const [draft, setDraft] = useState<Draft | null>(null);
  const pending = useRef<Pending>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isOwn = draft?.known.includes(keptKey) === true;
  const tree = isOwn ? draft.tree : keptTree;
  useEffect(() => {
    // What was sent has arrived: going back behind it is somebody's undo.
    setDraft((before) => {
      const at = before?.known.indexOf(keptKey) ?? -1;
      return before === null || at <= 0 ? before : { ...before, known: before.known.slice(at) };
    });
  }, [keptKey]);

  const send = (): void => {
    clearTimeout(timer.current);
    const next = pending.current;
    pending.current = undefined;
    if (next === undefined) return;
    const document = withStep(project.document, step.id, (entry) => ({ ...entry, spec: specWith(entry.spec, next.spec) }));
    void act('document.edit', { document, label: next.label });
  };
  const latest = useRef({ send });
  latest.current = { send };
  // Leaving the screen keeps what was typed.
  useEffect(() => () => latest.current.send(), []);

  const hold = (next: GroupPart, offered: Pending | null, isTyping: boolean): void => {
    const known = isOwn ? draft.known : [keptKey];
    const key = offered === null ? null : keyOf(offered.spec);
    setDraft({ tree: next, known: key === null || known.at(-1) === key ? known : [...known, key] });
    clearTimeout(timer.current);
    pending.current = offered === null || key === keptKey ? undefined : offered;
    if (!isTyping) latest.current.send();
    else if (pending.current !== undefined) timer.current = setTimeout(() => latest.current.send(), PAUSE_MS);
  };
  const countable = useMemo(() => countableRule(tree, (leaf) => lackOf(leaf, columns) === null), [tree, columns]);
  return {
    tree,
    countable,
    text: isOwn ? null : text,
    change(next, label, isTyping = false) {
      const { rule, isWhole } = countableRule(next, (leaf) => lackOf(leaf, columns) === null);
      const offered = isWhole ? { spec: rule === null ? {} : { rule }, label } : null;
      hold(next, offered, isTyping);
    },
    replace(next, label) {
      const offered = { spec: next, label };
      if (next.rule !== undefined) hold(treeOf(next.rule as Rule), offered, false);
      else {
        setDraft(null);
        pending.current = offered;
        latest.current.send();
      }
    },
  };
}

function keyOf({ rule, where }: { readonly rule?: unknown; readonly where?: unknown }): string {
  return canonicalJson({ rule: rule ?? null, where: where ?? null });
}

/** The tree that the document holds; a condition as text is read into one where that is possible. */
function useKeptTree(spec: StepEntry['spec'], key: string): Pick<RuleDraft, 'tree' | 'text'> {
  const where = typeof spec['where'] === 'string' && spec['rule'] === undefined ? spec['where'] : null;
  const { value, problem } = useCall('rule.fromSql', where === null ? null : { sql: where });
  return useMemo(() => {
    const { rule = null } = JSON.parse(key) as { readonly rule: Rule | null };
    const read = where === null ? rule : ((value?.rule ?? null) as Rule | null);
    return {
      tree: read === null ? EMPTY_TREE : treeOf(read),
      text: where === null || problem === undefined ? null : { where, problem },
    };
  }, [key, where, value, problem]);
}
