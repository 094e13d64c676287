import { useEffect } from 'react';
import type { Command } from './command.ts';

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/** "Mod+Shift+Z" as people see it: "Ctrl+Shift+Z", "⇧⌘Z". */
export function printShortcut(shortcut: string): string {
  if (!IS_MAC) return shortcut.replace('Mod', 'Ctrl');
  const signs: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
  const parts = shortcut.split('+').map((part) => signs[part] ?? part);
  return [...parts.slice(0, -1).reverse(), parts.at(-1)].join('');
}

/** Runs commands by their shortcuts. Plain keys, and keys that edit text, stay with the field that has the focus. */
export function useShortcuts(commands: readonly Command[]): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const pressed = pressedKeys(event);
      const command = commands.find(({ shortcut }) => shortcut === pressed);
      if (command === undefined || (isTyping(event.target) && belongsToText(pressed))) return;
      event.preventDefault();
      command.run();
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, [commands]);
}

function pressedKeys(event: KeyboardEvent): string {
  const isMod = IS_MAC ? event.metaKey : event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  // A question mark needs Shift on most keyboards; it is the sign that counts.
  const isShift = event.shiftKey && key !== '?';
  return [isMod ? 'Mod' : '', event.altKey ? 'Alt' : '', isShift ? 'Shift' : '', key].filter((part) => part !== '').join('+');
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select, [role=textbox]'));
}

function belongsToText(pressed: string): boolean {
  return !pressed.includes('Mod') || /^Mod(\+Shift)?\+[ZYXCVAB]$/.test(pressed);
}
