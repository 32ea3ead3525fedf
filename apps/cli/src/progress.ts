/** Tells on stderr how far something has come: a bar on a terminal, else a line now and then. */
export class ProgressBar {
  readonly #what: string;
  #total: number | null;
  readonly #stream: NodeJS.WriteStream;
  #done = 0;
  #toldAt = Date.now();

  /** `total` is null where it is not known beforehand. */
  constructor(what: string, total: number | null, stream = process.stderr) {
    this.#what = what;
    this.#total = total;
    this.#stream = stream;
  }

  add(count = 1): void {
    this.at(this.#done + count, this.#total);
  }

  /** How far it has come, and how far it is to the end, which may move. */
  at(done: number, total: number | null): void {
    this.#done = done;
    this.#total = total;
    const now = Date.now();
    if (now - this.#toldAt < (this.#stream.isTTY ? 100 : 5_000)) return;
    this.#toldAt = now;
    this.#tell(this.#stream.isTTY ? '' : '\n');
  }

  /** Takes the bar away; what is printed next stands on a line of its own. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\x1b[K');
  }

  #tell(end: string): void {
    const start = this.#stream.isTTY ? '\r\x1b[K' : '';
    const count = this.#total === null ? `${this.#done}` : `${this.#done} of ${this.#total}`;
    this.#stream.write(`${start}${this.#what}: ${this.#bar()}${count}${end}`);
  }

  #bar(): string {
    if (!this.#stream.isTTY || !this.#total) return '';
    const filled = Math.min(30, Math.floor((this.#done / this.#total) * 30));
    return `[${'█'.repeat(filled)}${'·'.repeat(30 - filled)}] `;
  }
}
