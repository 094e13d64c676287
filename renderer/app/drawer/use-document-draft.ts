import { useEffect, useMemo, useRef, useState } from 'react';
import type { ProjectState } from '../../../core/api/types.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { useApi } from '../../client/session-hooks.ts';
import { appWords } from '../../text/app.ts';
import { parseText, type Stretch, stretchOf } from './document-text.ts';

/** A pause this long means that an edit has come to its end: one entry of the history, not one for each key. */
const PAUSE_MS = 900;

interface Draft {
  readonly text: string;
  /** The document as text when the draft was last in step with it. */
  readonly base: string;
  /** Whether the project holds what the draft says. */
  readonly isApplied: boolean;
  /** Why the host did not take it. */
  readonly problem: Problem | null;
}

export interface DocumentDraft {
  readonly text: string;
  /** all is applied; typing or sending; no JSON yet; refused by the host; or changed elsewhere meanwhile. */
  readonly state: 'applied' | 'pending' | 'broken' | 'refused' | 'conflict';
  readonly problem: Problem | null;
  /** The place that is to be mended. */
  readonly mark: Stretch | null;
  change(text: string): void;
  /** Applies at once, also over what was changed elsewhere. */
  apply(): Promise<void>;
  /** Shows the project's own document again. */
  revert(): void;
}

/**
 * The experiment document as text that applies itself. What cannot be applied stays as it was typed, whatever happens
 * elsewhere; what was applied follows the project.
 */
export function useDocumentDraft(project: ProjectState): DocumentDraft {
  const api = useApi();
  const kept = useMemo(() => JSON.stringify(project.document, null, 2), [project.document]);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [isSending, setSending] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // An applied draft is the project's own document in the writer's layout; another document takes its place.
  const current = draft?.isApplied === true && draft.base !== kept && !isSending ? null : draft;
  const text = current?.text ?? kept;
  const isConflict = current !== null && !current.isApplied && current.base !== kept && !isSending;
  const parsed = useMemo(() => parseText(text), [text]);

  const send = async (next: string): Promise<void> => {
    clearTimeout(timer.current);
    const read = parseText(next);
    if (!read.isGood) return;
    setSending(true);
    const outcome = await api.call('document.edit', { document: read.document, label: appWords.editedDocument });
    setSending(false);
    setDraft((before) => {
      // Something was typed while the answer was on its way: it is not applied yet.
      const isSame = before?.text === next;
      if (before === null) return null;
      if (!outcome.ok) return isSame ? { ...before, problem: outcome.problem } : before;
      return { ...before, base: JSON.stringify(outcome.value.document, null, 2), isApplied: isSame, problem: null };
    });
  };
  const latest = useRef({ current, isConflict, send });
  latest.current = { current, isConflict, send };
  // Leaving the editor keeps what was typed, where it can be kept.
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      const { current: left, isConflict: isLate, send: sendNow } = latest.current;
      if (left !== null && !left.isApplied && left.problem === null && !isLate) void sendNow(left.text);
    },
    [],
  );
  return {
    text,
    state: stateOf(current, isConflict, parsed.isGood),
    problem: current?.problem ?? null,
    mark: parsed.isGood ? (current?.problem == null ? null : stretchOf(text, current.problem)) : parsed.at,
    change(next) {
      clearTimeout(timer.current);
      if (next === kept) return setDraft(null);
      // The editor reports its own new content as well when it is given one.
      if (next === text) return;
      setDraft({ text: next, base: current?.base ?? kept, isApplied: false, problem: null });
      timer.current = setTimeout(() => {
        if (!latest.current.isConflict) void latest.current.send(next);
      }, PAUSE_MS);
    },
    apply: () => send(text),
    revert() {
      clearTimeout(timer.current);
      setDraft(null);
    },
  };
}

function stateOf(draft: Draft | null, isConflict: boolean, isJson: boolean): DocumentDraft['state'] {
  if (draft === null || draft.isApplied) return 'applied';
  if (!isJson) return 'broken';
  if (isConflict) return 'conflict';
  return draft.problem === null ? 'pending' : 'refused';
}
