/**
 * Reads of the same thing that are asked for while one is under way become one, which begins when that has ended: each answer is
 * no older than its question, and a slow store is asked for a thing once at a time, however many wait for it.
 */
export class SharedReads<T> {
  readonly #underWay = new Map<string, { now: Promise<T>; next: Promise<T> | null }>();

  constructor(private readonly readOne: (key: string) => Promise<T>) {}

  read(key: string): Promise<T> {
    const before = this.#underWay.get(key);
    if (!before) return this.#begin(key);
    const after = () => this.#begin(key);
    return (before.next ??= before.now.then(after, after));
  }

  #begin(key: string): Promise<T> {
    const now = this.readOne(key);
    const reading = { now, next: null };
    this.#underWay.set(key, reading);
    const ended = () => {
      // Whoever waits for the next one begins it right after this, and stands here then.
      if (this.#underWay.get(key) === reading && reading.next === null) this.#underWay.delete(key);
    };
    now.then(ended, ended);
    return now;
  }
}
