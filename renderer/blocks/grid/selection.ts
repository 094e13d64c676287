/** A cell by its place among the rows and columns that are shown. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** A rectangle of cells: where it was begun, and the cell that the keys move. */
export interface Selection {
  readonly anchor: CellPlace;
  readonly focus: CellPlace;
}

/** The rectangle in order; the last row and column belong to it. */
export interface CellRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface GridExtent {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Rows that Page Up and Page Down move by. */
  readonly page: number;
}

interface Press {
  readonly key: string;
  readonly isShift: boolean;
  readonly isCtrl: boolean;
}

/** Where a key takes the selection; null for keys that mean nothing here. */
export function moved(selection: Selection | null, { key, isShift, isCtrl }: Press, extent: GridExtent): Selection | null {
  const last = { row: extent.rowCount - 1, column: extent.columnCount - 1 };
  if (last.row < 0 || last.column < 0) return null;
  if (isCtrl && key.toLowerCase() === 'a') return { anchor: { row: 0, column: 0 }, focus: last };
  const from = selection?.focus ?? { row: 0, column: 0 };
  const target = targetOf(key, isCtrl, { from, last, page: extent.page });
  if (target === null) return null;
  // The first key only shows where one is.
  const focus = selection === null && key.startsWith('Arrow') && !isCtrl ? from : within(target, last);
  return { anchor: isShift && selection !== null ? selection.anchor : focus, focus };
}

interface Step {
  readonly from: CellPlace;
  readonly last: CellPlace;
  readonly page: number;
}

function targetOf(key: string, isCtrl: boolean, { from, last, page }: Step): CellPlace | null {
  const { row, column } = from;
  switch (key) {
    case 'ArrowUp':
      return { row: isCtrl ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: isCtrl ? last.row : row + 1, column };
    case 'ArrowLeft':
      return { row, column: isCtrl ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: isCtrl ? last.column : column + 1 };
    case 'PageUp':
      return { row: row - page, column };
    case 'PageDown':
      return { row: row + page, column };
    case 'Home':
      return { row: isCtrl ? 0 : row, column: 0 };
    case 'End':
      return { row: isCtrl ? last.row : row, column: last.column };
    default:
      return null;
  }
}

function within({ row, column }: CellPlace, last: CellPlace): CellPlace {
  return { row: Math.max(0, Math.min(row, last.row)), column: Math.max(0, Math.min(column, last.column)) };
}

/** The rectangle that a selection covers. */
export function rangeOf({ anchor, focus }: Selection): CellRange {
  return {
    top: Math.min(anchor.row, focus.row),
    bottom: Math.max(anchor.row, focus.row),
    left: Math.min(anchor.column, focus.column),
    right: Math.max(anchor.column, focus.column),
  };
}
