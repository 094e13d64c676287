/** Who was matched with whom: partners of seeker s are partner[start[s]] … partner[start[s+1]−1]; all are positions. */
export interface Matches {
  /** Positions of those who seek, in their order. */
  readonly seekers: Int32Array;
  readonly start: Int32Array;
  readonly partner: Int32Array;
}

/** What a search is to find. */
export interface Search {
  readonly seekers: Int32Array;
  readonly candidates: Int32Array;
  readonly ratio: number;
  readonly replacement: boolean;
  /** Positions in `seekers`, in the order in which they choose; without replacement only. */
  readonly order: Int32Array;
  /** The farthest that a partner may be. */
  readonly limit: number;
}

/** Lists of partners per seeker as one flat list. */
export function packMatches(seekers: Int32Array, found: Int32Array, ratio: number): Matches {
  const start = new Int32Array(seekers.length + 1);
  for (let s = 0; s < seekers.length; s++) {
    let count = 0;
    while (count < ratio && (found[s * ratio + count] as number) >= 0) count++;
    start[s + 1] = (start[s] as number) + count;
  }
  const partner = new Int32Array(start[seekers.length] as number);
  for (let s = 0; s < seekers.length; s++)
    for (let at = start[s] as number, k = 0; at < (start[s + 1] as number); at++, k++) partner[at] = found[s * ratio + k] as number;
  return { seekers, start, partner };
}
