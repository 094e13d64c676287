interface LastWinsOptions<Question, Answer> {
  send(question: Question, signal: AbortSignal): Promise<Answer>;
  hear(answer: Answer, question: Question): void;
  /** Calls back before the next frame is drawn. */
  frame(then: () => void): void;
}

/**
 * Asks at most once a frame and once at a time. A hand moves faster than answers come: what it passed over meanwhile is
 * never asked, and where it stopped always is. Earlier answers are still shown, so that the picture follows the hand
 * even when the host is slow.
 */
export class LastWins<Question, Answer> {
  readonly #options: LastWinsOptions<Question, Answer>;
  #next: { readonly question: Question } | undefined;
  #flight: AbortController | undefined;
  #isFrameTaken = false;

  constructor(options: LastWinsOptions<Question, Answer>) {
    this.#options = options;
  }

  want(question: Question): void {
    this.#next = { question };
    this.#plan();
  }

  /** Forgets what was wanted, and withdraws what was asked. */
  stop(): void {
    this.#next = undefined;
    this.#flight?.abort();
    this.#flight = undefined;
  }

  /** At once, unless this frame or the host is busy with the one before. */
  #plan(): void {
    if (this.#next === undefined || this.#flight !== undefined || this.#isFrameTaken) return;
    this.#isFrameTaken = true;
    this.#options.frame(() => {
      this.#isFrameTaken = false;
      this.#plan();
    });
    this.#go(this.#next.question);
  }

  #go(question: Question): void {
    const cancel = new AbortController();
    this.#next = undefined;
    this.#flight = cancel;
    void this.#options.send(question, cancel.signal).then((answer) => {
      if (cancel.signal.aborted) return;
      this.#flight = undefined;
      this.#options.hear(answer, question);
      this.#plan();
    });
  }
}
