/** Spellings of yes and no, in pairs: a column is yes/no only if all its values come from these. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['true', 'false'],
  ['yes', 'no'],
  ['y', 'n'],
  ['t', 'f'],
  ['on', 'off'],
  ['是', '否'],
  ['1', '0'],
];

const MEANING: ReadonlyMap<string, boolean> = new Map(
  PAIRS.flatMap(([yes, no]): [string, boolean][] => [
    [yes, true],
    [no, false],
  ]),
);

/** What a word says; undefined when it says neither yes nor no. */
export function readBoolean(text: string): boolean | undefined {
  return MEANING.get(text.trim().toLowerCase());
}

/**
 * Whether these distinct texts together are a yes/no column. "0" and "1" alone stay numbers. One-sided columns count only
 * when spelled "true" or "false": a column of nothing but "F" or "no" more likely means something else.
 */
export function areBooleanWords(texts: readonly string[]): boolean {
  const words = new Set(texts.map((text) => text.trim().toLowerCase()));
  const meanings = new Set<boolean>();
  for (const word of words) {
    const meaning = MEANING.get(word);
    if (meaning === undefined) return false;
    meanings.add(meaning);
  }
  if ([...words].every((word) => word === '0' || word === '1')) return false;
  if (meanings.size === 2) return true;
  return words.has('true') || words.has('false');
}
