/**
 * How well words answer to a query whose letters need only appear in order; null when they do not.
 * Letters at the start of a word and letters in a row count more, so "al" finds "Allocation" before "Journal".
 */
export function fuzzyScore(query: string, words: string): number | null {
  const sought = [...query.toLowerCase().replaceAll(/\s+/g, '')];
  const letters = [...words.toLowerCase()];
  let score = 0;
  let at = -1;
  for (const letter of sought) {
    const found = nextBest(letters, letter, at);
    if (found === -1) return null;
    const isRow = found === at + 1;
    const isStart = isWordStart(letters, found);
    score += (isRow ? 4 : 1) + (isStart ? 3 : 0) - Math.min(1, (found - at - 1) * 0.05);
    at = found;
  }
  return score - letters.length * 0.02;
}

/** The letter that continues a run, else the next one that starts a word, else the next one. */
function nextBest(letters: readonly string[], letter: string, after: number): number {
  if (letters[after + 1] === letter) return after + 1;
  for (let at = after + 1; at < letters.length; at++) if (letters[at] === letter && isWordStart(letters, at)) return at;
  return letters.indexOf(letter, after + 1);
}

function isWordStart(letters: readonly string[], at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(letters[at - 1] ?? ' ') || /\p{Script=Han}/u.test(letters[at] ?? '');
}

/** The first character, in the order of pinyin, of every initial letter. */
const FIRST_OF_INITIAL = [...'阿芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝'];
const INITIALS = [...'abcdefghjklmnopqrstwxyz'];

/** "影子价格" as "yzjg": what people type who find Chinese words by their initials. Other letters stay. */
export function pinyinInitials(words: string): string {
  const order = new Intl.Collator('zh-u-co-pinyin');
  return [...words]
    .map((letter) => {
      if (!/\p{Script=Han}/u.test(letter)) return letter;
      const at = FIRST_OF_INITIAL.findLastIndex((first) => order.compare(first, letter) <= 0);
      return INITIALS[at] ?? letter;
    })
    .join('');
}
