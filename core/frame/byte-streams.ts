import { damaged } from '../base/problem.ts';
import { canonicalFloats, littleEndian } from './chunks.ts';

/** The typed arrays that a packed value may hold. */
export type Block = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

/** Bytes that grow. */
export class Sink {
  #bytes = new Uint8Array(1024);
  #length = 0;

  byte(value: number): void {
    const at = this.#room(1);
    this.#bytes[at] = value;
  }

  word(value: number): void {
    const at = this.#room(4);
    for (let i = 0; i < 4; i++) this.#bytes[at + i] = (value >>> (8 * i)) & 255;
  }

  characters(words: string, width: 1 | 2): void {
    const at = this.#room(words.length * width);
    for (let i = 0; i < words.length; i++) {
      const code = words.charCodeAt(i);
      this.#bytes[at + i * width] = code & 255;
      if (width === 2) this.#bytes[at + i * 2 + 1] = code >>> 8;
    }
  }

  block(values: Block): void {
    // Copied first: the canonical NaN and the byte order must never reach back into the value that is written.
    const bytes = new Uint8Array(values.byteLength);
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    if (values instanceof Float64Array) canonicalFloats(new Float64Array(bytes.buffer), false);
    if (values instanceof Float32Array) canonicalFloats(new Float32Array(bytes.buffer), false);
    littleEndian(bytes, values.BYTES_PER_ELEMENT);
    const at = this.#room(bytes.length);
    this.#bytes.set(bytes, at);
  }

  taken(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** Makes room for more bytes and answers where they start. It may move `#bytes`, so it must be called before that is read. */
  #room(size: number): number {
    const at = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    return at;
  }
}

/** Bytes read from the front; every step checks that they are there. */
export class Source {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    return this.#take(1)[0] as number;
  }

  word(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#take(4);
    return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
  }

  /** A count of things that take at least `leastBytes` each; more than the rest could hold is damage, not a reason to allocate. */
  count(leastBytes: number): number {
    const count = this.word();
    if (count * leastBytes > this.left) damaged(`A packed value claims ${count} entries where only ${this.left} bytes are left.`);
    return count;
  }

  double(): number {
    return this.into(new Float64Array(1))[0] as number;
  }

  characters(count: number, width: 1 | 2): string {
    const bytes = this.#take(count * width);
    const pieces: string[] = [];
    // Spread in pieces: an argument list has a limit that a long text would exceed.
    for (let from = 0; from < count; from += 4096) {
      const codes: number[] = [];
      for (let i = from; i < Math.min(count, from + 4096); i++)
        codes.push(width === 1 ? (bytes[i] as number) : (bytes[2 * i] as number) | ((bytes[2 * i + 1] as number) << 8));
      pieces.push(String.fromCharCode(...codes));
    }
    return pieces.join('');
  }

  into<Values extends Block>(values: Values): Values {
    const bytes = new Uint8Array(values.buffer);
    bytes.set(this.#take(values.byteLength));
    littleEndian(bytes, values.BYTES_PER_ELEMENT);
    return values;
  }

  #take(size: number): Uint8Array {
    if (size > this.left) damaged('A packed value ends too early.');
    const bytes = this.#bytes.subarray(this.#at, this.#at + size);
    this.#at += size;
    return bytes;
  }
}
