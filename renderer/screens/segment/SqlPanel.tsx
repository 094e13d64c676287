import { Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { canonicalJson } from '../../../core/base/canonical-json.ts';
import type { Problem } from '../../../core/base/problem.ts';
import type { Rule } from '../../../core/frame/expression/rule.ts';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useApi } from '../../client/session-hooks.ts';
import { useCall } from '../../client/use-call.ts';
import { CodeEditor } from '../../controls/code/CodeEditor.tsx';
import { segmentWords } from '../../text/segment.ts';
import { useWords } from '../../text/words.tsx';
import { useEditing } from './editing.ts';
import { countableRule, treeOf } from './rule-tree.ts';

interface SqlPanelProps {
  /** The complete part of the tree; null where there is none. */
  readonly rule: Rule | null;
  /** The condition as text that takes the tree's place. */
  readonly where: string | null;
  /** Takes a rule that was typed. */
  take(rule: Rule): void;
  /** Keeps a condition that no tree can hold. */
  keep(where: string): void;
}

/** What somebody typed, until the tree moves on from it. */
interface Typed {
  readonly words: string;
  /** The rule that it became; null while it is none yet. */
  readonly taken: string | null;
  readonly problem: Problem | null;
  /** It counts as a condition, though no tree can hold it. */
  readonly canKeep: boolean;
}

const PAUSE_MS = 400;

/** The rule as SQL, and back: text that cannot be read stays, with the reason below it, and changes nothing. */
export function SqlPanel({ rule, where, take, keep }: SqlPanelProps) {
  const { say } = useWords();
  const { source, columns, isReadOnly } = useEditing();
  const { value } = useCall('rule.toSql', rule === null || where !== null ? null : { rule });
  const { typed, type, discard } = useTyped(rule, where, take);
  const shown = typed?.words ?? where ?? (rule === null ? '' : (value?.sql ?? ''));
  const tables = useMemo(() => [{ name: source, columns: columns.map(({ name }) => name) }], [source, columns]);
  const isWaiting = typed !== null && typed.taken === null;
  return (
    <section className="seg-sql" aria-label={say(segmentWords.sql)}>
      <div className="seg-sql-head">
        <h2>{say(segmentWords.sql)}</h2>
        {isReadOnly ? null : <span className="quiet small">{say(isWaiting ? segmentWords.sqlWaits : segmentWords.sqlHint)}</span>}
        {isWaiting ? (
          <Button size="small" onClick={discard}>
            {say(segmentWords.sqlDiscard)}
          </Button>
        ) : null}
        {typed?.canKeep === true ? (
          <Button size="small" type="primary" onClick={() => keep(typed.words)}>
            {say(segmentWords.sqlKeep)}
          </Button>
        ) : null}
      </div>
      <CodeEditor
        language="sql"
        label={say(segmentWords.sql)}
        value={shown}
        height="96px"
        isReadOnly={isReadOnly}
        tables={tables}
        onChange={(words) => {
          if (words !== shown) type(words);
        }}
      />
      {typed?.problem == null ? null : <ProblemView problem={typed.problem} />}
      {shown.trim() === '' ? <p className="quiet small">{say(segmentWords.sqlEmpty)}</p> : null}
    </section>
  );
}

function useTyped(rule: Rule | null, where: string | null, take: (rule: Rule) => void) {
  const judge = useJudge();
  const [typed, setTyped] = useState<Typed | null>(null);
  const latest = useRef(take);
  latest.current = take;
  const words = typed?.taken === null ? typed.words : null;
  useEffect(() => {
    if (words === null || words.trim() === '') return;
    const cancel = new AbortController();
    const timer = setTimeout(async () => {
      const verdict = await judge(words, cancel.signal);
      if (cancel.signal.aborted) return;
      const { rule: read, problem, canKeep } = verdict;
      setTyped({ words, taken: read === null ? null : keyOf(read), problem, canKeep });
      if (read !== null) latest.current(read);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      cancel.abort();
    };
  }, [words, judge]);
  const current = rule === null ? null : keyOf(rule);
  const hasMoved = typed !== null && (typed.taken === null ? typed.words === where : typed.taken !== current);
  useEffect(() => {
    if (hasMoved) setTyped(null);
  }, [hasMoved]);
  return {
    typed: hasMoved ? null : typed,
    type: (next: string) => setTyped({ words: next, taken: null, problem: null, canKeep: false }),
    discard: () => setTyped(null),
  };
}

interface Verdict {
  readonly rule: Rule | null;
  readonly problem: Problem | null;
  readonly canKeep: boolean;
}

/** Whether a text is a rule, and one for this table. */
function useJudge(): (words: string, signal: AbortSignal) => Promise<Verdict> {
  const api = useApi();
  const { source } = useEditing();
  return useMemo(
    () => async (words, signal) => {
      const read = await api.call('rule.fromSql', { sql: words }, signal);
      if (read.ok) {
        const fits = await api.call('rule.count', { source, rule: read.value.rule }, signal);
        return fits.ok
          ? { rule: read.value.rule as Rule, problem: null, canKeep: false }
          : { rule: null, problem: fits.problem, canKeep: false };
      }
      const asText = await api.call('rule.count', { source, where: words }, signal);
      return { rule: null, problem: asText.ok ? read.problem : asText.problem, canKeep: asText.ok };
    },
    [api, source],
  );
}

/** The same for a rule and for the tree that is made of it. */
function keyOf(rule: Rule): string {
  return canonicalJson(countableRule(treeOf(rule), () => true).rule);
}
