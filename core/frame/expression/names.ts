/** The longest name that a message prints whole; hostile files have names of a megabyte. */
const SHOWN_LENGTH = 60;

/** A name for a message: in quotes, one line, bounded. */
export function shownName(name: string): string {
  // Control and direction characters would let a name rewrite the message around it.
  const tame = name.slice(0, SHOWN_LENGTH + 1).replaceAll(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '·');
  return name.length > SHOWN_LENGTH ? `"${tame.slice(0, SHOWN_LENGTH)}…"` : `"${tame}"`;
}

/**
 * The names most like the one that was not found, closest first: same letters in another case, then few typing slips,
 * then names that contain it.
 */
export function closeNames(wanted: string, names: Iterable<string>, limit = 3): string[] {
  const small = wanted.slice(0, SHOWN_LENGTH).toLowerCase();
  const ranked: { readonly name: string; readonly distance: number }[] = [];
  for (const name of names) {
    const distance = likeness(small, name.slice(0, SHOWN_LENGTH).toLowerCase());
    if (distance <= Math.max(2, Math.floor(small.length / 3))) ranked.push({ name, distance });
  }
  ranked.sort((left, right) => left.distance - right.distance);
  return ranked.slice(0, limit).map(({ name }) => name);
}

/** "Did you mean a, b or c?", or what there is when nothing is close. */
export function suggestion(wanted: string, names: Iterable<string>, noun: string): string {
  const all = [...names];
  const close = closeNames(wanted, all);
  if (close.length > 0) return `Did you mean ${close.map(shownName).join(' or ')}?`;
  const listed = all.slice(0, 12).map(shownName).join(', ');
  return all.length === 0 ? `There are no ${noun}.` : `${noun} here: ${listed}${all.length > 12 ? ` and ${all.length - 12} more` : ''}.`;
}

function likeness(left: string, right: string): number {
  if (left === right) return 0;
  const slips = editDistance(left, right);
  const isPart = left.length >= 3 && (right.includes(left) || left.includes(right)) && right.length >= 3;
  return isPart ? Math.min(slips, 2) : slips;
}

/** Levenshtein's distance by the usual two-row table. */
function editDistance(left: string, right: string): number {
  let above = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = (above[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[right.length] ?? 0;
}
