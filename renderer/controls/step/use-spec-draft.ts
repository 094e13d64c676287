import { useEffect, useRef, useState } from 'react';
import type { MethodInfo, ProjectState, StepView } from '../../../core/api/types.ts';
import { canonicalJson } from '../../../core/base/canonical-json.ts';
import { useSettings } from '../../client/session-hooks.ts';
import { useAct } from '../../client/use-act.tsx';
import { changedOptions } from '../../text/step.ts';
import { isSpecGood, type Spec } from '../form/SpecForm.tsx';

/** A pause this long means that a value has been typed to its end: one entry of the history, not one for each key. */
const PAUSE_MS = 700;

export interface SpecDraft {
  readonly spec: Spec;
  /** False while a field holds what the method cannot take; such a draft is not handed on. */
  readonly isGood: boolean;
  change(spec: Spec): void;
  /** Hands on at once what is pending. */
  commit(): Promise<void>;
}

/** The options of a step while they are edited: handed to the document after a pause, where undo finds them by name. */
export function useSpecDraft(project: ProjectState, step: StepView, method: MethodInfo): SpecDraft {
  const act = useAct();
  const { isAutoRunOn } = useSettings();
  const kept: Spec = project.document.steps.find(({ id }) => id === step.id)?.spec ?? {};
  const keptKey = canonicalJson(kept);
  // A draft belongs to the options that it was made from: undo, redo and other screens change those, and then it yields.
  const [draft, setDraft] = useState<{ readonly base: string; readonly spec: Spec } | null>(null);
  const pending = useRef<ReturnType<typeof setTimeout>>(undefined);
  const edited = draft?.base === keptKey ? draft.spec : null;
  const spec = edited ?? kept;
  const isGood = isSpecGood(method, spec);

  const handOn = async (next: Spec): Promise<void> => {
    clearTimeout(pending.current);
    if (!isSpecGood(method, next) || canonicalJson(next) === keptKey) return;
    const document = {
      ...project.document,
      steps: project.document.steps.map((entry) => (entry.id === step.id ? { ...entry, spec: next } : entry)),
    };
    const changed = await act('document.edit', { document, label: changedOptions(step.id, changedNames(kept, next, method)) });
    if (changed !== undefined && isAutoRunOn) await act('run.start', { steps: [step.id] });
  };
  const latest = useRef({ edited, handOn });
  latest.current = { edited, handOn };
  // Leaving the screen keeps what was typed.
  useEffect(
    () => () => {
      clearTimeout(pending.current);
      if (latest.current.edited !== null) void latest.current.handOn(latest.current.edited);
    },
    [],
  );
  return {
    spec,
    isGood,
    change(next) {
      setDraft({ base: keptKey, spec: next });
      clearTimeout(pending.current);
      pending.current = setTimeout(() => void latest.current.handOn(next), PAUSE_MS);
    },
    commit: () => handOn(spec),
  };
}

/** The labels of the options that differ. */
function changedNames(before: Spec, after: Spec, method: MethodInfo): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => method.text.options[name]?.label.en ?? name);
}
