import { isAscii } from 'node:buffer';

const FIRST_SLOTS = 1024;
const FIRST_BYTES = 16_384;

/**
 * Distinct texts, kept as UTF-8 bytes in one arena and numbered in order of first appearance. A text that was seen
 * before costs a hash and a comparison of bytes; no string is made until the end.
 *
 * Open addressing with linear probing, at most half full; hashes are kept so that growing never reads the texts again.
 */
export class ByteDictionary {
  size = 0;
  private arena = new Uint8Array(FIRST_BYTES);
  private used = 0;
  /** Entry e is arena[offsets[e]] … arena[offsets[e + 1] − 1]. */
  private offsets = new Int32Array(FIRST_SLOTS);
  private hashes = new Int32Array(FIRST_SLOTS);
  /** Entry + 1 in each slot, 0 when free. */
  private slots = new Int32Array(FIRST_SLOTS * 2);

  /** The bytes that the dictionary holds on to. */
  get sizeBytes(): number {
    return this.arena.length + 4 * (this.offsets.length + this.hashes.length + this.slots.length);
  }

  /** The code of a text; a new text gets the next code. */
  codeOf(bytes: Uint8Array, from: number, to: number): number {
    // FNV-1a, then a finaliser: its low bits alone are weak for short texts.
    let hash = 0x811c_9dc5;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x0100_0193);
    hash ^= hash >>> 15;
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const entry = (this.slots[slot] as number) - 1;
      if (entry < 0) return this.add(bytes, { from, to, hash, slot });
      if (this.hashes[entry] === hash && this.isEntry(entry, bytes, from, to)) return entry;
      slot = (slot + 1) & mask;
    }
  }

  /** All texts in order of their codes. */
  texts(): string[] {
    const decoder = new TextDecoder();
    const all = Buffer.from(this.arena.buffer, 0, this.used);
    // One long string, cut by position: far cheaper than decoding each entry. Longer arenas exceed the longest string.
    if (isAscii(all) && this.used < 2 ** 28) {
      const joined = all.toString('latin1');
      return Array.from({ length: this.size }, (_, entry) => joined.slice(this.offsets[entry], this.offsets[entry + 1]));
    }
    return Array.from({ length: this.size }, (_, entry) =>
      decoder.decode(this.arena.subarray(this.offsets[entry] as number, this.offsets[entry + 1] as number)),
    );
  }

  private isEntry(entry: number, bytes: Uint8Array, from: number, to: number): boolean {
    let at = this.offsets[entry] as number;
    if ((this.offsets[entry + 1] as number) - at !== to - from) return false;
    for (let i = from; i < to; i++) if (this.arena[at++] !== bytes[i]) return false;
    return true;
  }

  private add(
    bytes: Uint8Array,
    found: { readonly from: number; readonly to: number; readonly hash: number; readonly slot: number },
  ): number {
    const length = found.to - found.from;
    if (this.used + length > this.arena.length) this.arena = widened(this.arena, Math.max(this.arena.length * 2, this.used + length));
    this.arena.set(bytes.subarray(found.from, found.to), this.used);
    this.used += length;
    const entry = this.size++;
    if (this.size + 1 > this.offsets.length) {
      this.offsets = widened(this.offsets, this.offsets.length * 2);
      this.hashes = widened(this.hashes, this.hashes.length * 2);
    }
    this.offsets[entry + 1] = this.used;
    this.hashes[entry] = found.hash;
    this.slots[found.slot] = entry + 1;
    if (this.size * 2 > this.slots.length) this.rehash();
    return entry;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let entry = 0; entry < this.size; entry++) {
      let slot = (this.hashes[entry] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry + 1;
    }
    this.slots = slots;
  }
}

function widened<Values extends Uint8Array | Int32Array>(from: Values, length: number): Values;
function widened(from: Uint8Array | Int32Array, length: number): Uint8Array | Int32Array {
  const into = from instanceof Uint8Array ? new Uint8Array(length) : new Int32Array(length);
  into.set(from);
  return into;
}
