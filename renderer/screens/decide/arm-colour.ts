/** The colour of an option by its place; the first one is "do nothing". */
export function armColour(place: number): string {
  return place === 0 ? 'var(--control)' : `var(--arm-${((place - 1) % 6) + 1})`;
}
