import type { Display, MenuItemConstructorOptions, NativeTheme, OpenDialogOptions, OpenDialogReturnValue } from 'electron';
import { note } from './journal.ts';

/** What belongs to the desktop around the window: dialogs, the menu, the theme, the screens. */

/** Paths that the person behind the dialogs will choose, in order; an empty queue is a person who cancels. */
export const answers: string[] = [];

export const dialog = {
  async showOpenDialog(_window: unknown, { filters = [] }: OpenDialogOptions): Promise<OpenDialogReturnValue> {
    note('dialog', `open ${filters.map(({ name, extensions }) => `${name}: ${extensions.join(' ')}`).join('; ')}`);
    const path = answers.shift();
    return { canceled: path === undefined, filePaths: path === undefined ? [] : [path] };
  },
  showErrorBox(title: string, content: string): void {
    note('dialog', `error ${title}: ${content}`);
  },
};

export interface MenuDouble {
  readonly items: readonly MenuItemConstructorOptions[];
}

let menu: MenuDouble = { items: [] };

export const Menu = {
  buildFromTemplate: (items: readonly MenuItemConstructorOptions[]): MenuDouble => ({ items }),
  setApplicationMenu(chosen: MenuDouble): void {
    menu = chosen;
  },
};

/** All items of the menu, those of submenus too. */
export function menuItems(items = menu.items): readonly MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? menuItems(item.submenu) : [])]);
}

type Source = NativeTheme['themeSource'];
const themed = new Set<(isDark: boolean) => void>();
let source: Source = 'system';

export const nativeTheme = {
  get themeSource(): Source {
    return source;
  },
  set themeSource(chosen: Source) {
    source = chosen;
    for (const follow of themed) follow(chosen === 'dark');
  },
  get shouldUseDarkColors(): boolean {
    return source === 'dark';
  },
};

/** Tells a window when the theme changes, and how it is now. */
export function followTheme(follow: (isDark: boolean) => void): void {
  themed.add(follow);
  follow(nativeTheme.shouldUseDarkColors);
}

export const screen = {
  getAllDisplays: (): Pick<Display, 'workArea'>[] => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};
