import { createContext, use, useEffect, useMemo } from 'react';
import type { Text } from '../../../core/base/text.ts';
import { fuzzyScore, pinyinInitials } from './fuzzy.ts';

/** Something that can be done: listed in the palette, and reached by its shortcut where it has one. */
export interface Command {
  readonly id: string;
  readonly title: Text;
  readonly group: Text;
  /** "Mod+K": Mod is Ctrl, or Cmd on a Mac. */
  readonly shortcut?: string;
  /** Keys that the screen hears itself, where they only count in a part of it: for the sheet alone. */
  readonly keys?: string;
  /** A small word beside the title, e.g. a step's state. */
  readonly detail?: Text;
  run(): void;
}

/** Where screens leave what they can do. */
export interface CommandShelf {
  put(owner: symbol, commands: readonly Command[]): void;
  take(owner: symbol): void;
}

export const CommandShelfContext = createContext<CommandShelf | null>(null);

/** Offers commands of a screen while it is open: in the palette, by shortcut, on the shortcuts sheet. Memoize the list. */
export function useScreenCommands(commands: readonly Command[]): void {
  const shelf = use(CommandShelfContext);
  const owner = useMemo(() => Symbol('screen'), []);
  useEffect(() => {
    shelf?.put(owner, commands);
    return () => shelf?.take(owner);
  }, [shelf, owner, commands]);
}

/** Commands that answer to a query in English, Chinese or the initials of pinyin, best first. */
export function findCommands(commands: readonly Command[], query: string): readonly Command[] {
  if (query.trim() === '') return commands;
  return commands
    .flatMap((command) => {
      const { en, zh } = command.title;
      const scores = [en, zh, pinyinInitials(zh)].map((words) => fuzzyScore(query, words)).filter((score) => score !== null);
      return scores.length === 0 ? [] : [{ command, score: Math.max(...scores) }];
    })
    .sort((left, right) => right.score - left.score)
    .map(({ command }) => command);
}
