/** What taking an offer changes: rows left without a partner first, then the sum of distances. */
export interface Price {
  readonly deficit: number;
  readonly value: number;
}

/** An offer, and the candidate that changes hands with it; −1 for none. */
export interface Offer extends Price {
  readonly token: number;
}

/** Whether one price is below another. */
export function isCheaper(left: Price, right: Price): boolean {
  return left.deficit < right.deficit || (left.deficit === right.deficit && left.value < right.value);
}

/** Offers with the cheapest first; room for as many pushes as it was made for. */
export class OfferHeap {
  readonly #deficit: Int8Array;
  readonly #value: Float64Array;
  readonly #token: Int32Array;
  #size = 0;

  constructor(room: number) {
    this.#deficit = new Int8Array(room);
    this.#value = new Float64Array(room);
    this.#token = new Int32Array(room);
  }

  /** The cheapest offer; it stays where it is. */
  peek(): Offer | null {
    return this.#size === 0 ? null : this.#read(0);
  }

  push(offer: Offer): void {
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isCheaper(offer, this.#read(parent))) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#write(at, offer);
  }

  /** Takes the cheapest offer away. */
  drop(): void {
    this.#size--;
    if (this.#size === 0) return;
    const last = this.#read(this.#size);
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && isCheaper(this.#read(child + 1), this.#read(child))) child++;
      if (!isCheaper(this.#read(child), last)) break;
      this.#move(child, at);
      at = child;
    }
    this.#write(at, last);
  }

  #read(at: number): Offer {
    return { deficit: this.#deficit[at] as number, value: this.#value[at] as number, token: this.#token[at] as number };
  }

  #write(at: number, { deficit, value, token }: Offer): void {
    this.#deficit[at] = deficit;
    this.#value[at] = value;
    this.#token[at] = token;
  }

  #move(from: number, to: number): void {
    this.#deficit[to] = this.#deficit[from] as number;
    this.#value[to] = this.#value[from] as number;
    this.#token[to] = this.#token[from] as number;
  }
}
