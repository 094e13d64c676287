import type { MenuProps } from 'antd';
import { createContext, use } from 'react';
import type { Block, TableData } from '../../core/report/blocks.ts';

export type MenuItem = NonNullable<NonNullable<MenuProps['items']>[number]>;

/** What surrounds the blocks of a report: further entries of their menus, and who wants to know what is pointed at. */
export interface BlockSurroundings {
  /** More entries for a block's menu. */
  items?(block: Block): readonly MenuItem[];
  /** Shows the numbers behind a block elsewhere, e.g. in the drawer. */
  showBehind?(block: Block, table: TableData): void;
  /** A point was clicked. */
  click?(block: Block, point: FigurePoint): void;
  /** Points were selected by box or lasso; null when the selection was given up. */
  select?(block: Block, points: readonly FigurePoint[] | null): void;
  /** Which points of a figure to draw as selected: for each trace their places, null for all. Keep the function stable. */
  selected?(block: Block): readonly (readonly number[] | null)[] | null;
}

/** A point of a figure, as a click or a selection tells it. */
export interface FigurePoint {
  readonly trace: number;
  readonly index: number;
  readonly x: unknown;
  readonly y: unknown;
  /** What the figure carries for this point, e.g. the row it stands for. */
  readonly customdata: unknown;
}

export const BlockContext = createContext<BlockSurroundings>({});

/** What the page as a whole adds to every block's menu, whatever report surrounds it. */
export const PageBlockContext = createContext<Pick<BlockSurroundings, 'items'>>({});

export function usePageBlockItems(block: Block): readonly MenuItem[] {
  return use(PageBlockContext).items?.(block) ?? [];
}

export function useBlockSurroundings(): BlockSurroundings {
  return use(BlockContext);
}
