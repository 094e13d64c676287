import { useMemo, useRef, useState } from 'react';
import type { Problem } from '../../../core/base/problem.ts';
import { type Drawing, EMPTY, printDrawing, readDrawing } from './drawing.ts';

export interface DrawingDraft {
  readonly drawing: Drawing;
  /** What is wrong with the text; the picture then is of the last text that could be read. */
  readonly textProblem: Problem | undefined;
  /** Why the last change was not made. */
  readonly refused: Problem | undefined;
  /** Makes a change, unless the engine's reader refuses what comes of it. */
  put(next: Drawing): boolean;
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
}

/** The drawing of a text, and changes of it that are written back to the text. */
export function useDrawing(source: string, write: (source: string) => void): DrawingDraft {
  const read = useMemo(() => readDrawing(source), [source]);
  const lastGood = useRef<Drawing>(EMPTY);
  if (read.problem === undefined) lastGood.current = read.drawing;
  const [history, setHistory] = useState<{ readonly past: readonly string[]; readonly future: readonly string[] }>({
    past: [],
    future: [],
  });
  const [refused, setRefused] = useState<Problem>();
  const put = (next: Drawing): boolean => {
    if (next === lastGood.current) return true;
    const words = printDrawing(next);
    const { problem } = readDrawing(words);
    setRefused(problem);
    if (problem !== undefined) return false;
    setHistory({ past: [...history.past, source].slice(-200), future: [] });
    write(words);
    return true;
  };
  const { past, future } = history;
  const [before, after] = [past.at(-1), future.at(-1)];
  const step = (words: string, next: typeof history): void => {
    setRefused(undefined);
    setHistory(next);
    write(words);
  };
  return {
    drawing: lastGood.current,
    textProblem: read.problem,
    refused,
    put,
    undo: before === undefined ? undefined : () => step(before, { past: past.slice(0, -1), future: [...future, source] }),
    redo: after === undefined ? undefined : () => step(after, { past: [...past, source], future: future.slice(0, -1) }),
  };
}
