/** Lets callers go on in the order they came, a few in each turn of the event loop, so that a crowd holds nobody up for long. */
export class Turns {
  readonly #atOnce: number;
  readonly #waiting: (() => void)[] = [];
  #running = false;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  next(): Promise<void> {
    return new Promise((go) => {
      this.#waiting.push(go);
      if (!this.#running) this.#schedule();
    });
  }

  #schedule(): void {
    this.#running = true;
    setImmediate(() => {
      for (const go of this.#waiting.splice(0, this.#atOnce)) go();
      this.#running = false;
      if (this.#waiting.length > 0) this.#schedule();
    });
  }
}
