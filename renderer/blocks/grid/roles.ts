/*
 * Roles of a grid's parts. They stand on plain elements, because the cells of a table element cannot be laid out
 * by pixels in both directions. None of them takes the focus, which stays on the grid itself.
 */

interface GridRole {
  readonly label: string;
  readonly rows: number;
  readonly columns: number;
  /** Id of the cell that the keys are at. */
  readonly active: string | undefined;
}

/** The grid itself: the one place of it that Tab comes to. */
export function asGrid({ label, rows, columns, active }: GridRole) {
  return {
    role: 'grid',
    tabIndex: 0,
    'aria-label': label,
    'aria-rowcount': rows + 1,
    'aria-colcount': columns + 1,
    'aria-multiselectable': true,
    'aria-activedescendant': active,
  } as const;
}

/** A row by its place; −1 is the header. */
export function asRow(place: number) {
  return { role: 'row', 'aria-rowindex': place + 2 } as const;
}

export function asColumnHead(place: number, order: 'ascending' | 'descending' | 'none') {
  return { role: 'columnheader', 'aria-colindex': place + 2, 'aria-sort': order } as const;
}

export function asRowHead() {
  return { role: 'rowheader', 'aria-colindex': 1 } as const;
}

export function asCell(place: number, isSelected: boolean) {
  return { role: 'gridcell', 'aria-colindex': place + 2, 'aria-selected': isSelected } as const;
}
