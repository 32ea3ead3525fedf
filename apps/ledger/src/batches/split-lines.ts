const newline = 0x0a;

/** A line of a body, without its line break; null: it was longer than allowed and is not kept. */
export type RawLine = Buffer | null;

/** Cuts a body into lines as its pieces come. Never holds more than one line, nor more of it than it may have. */
export class SplitLines {
  /** The pieces of a line that has begun; null once it is too long. */
  #begun: Buffer[] | null = [];
  #length = 0;

  constructor(private readonly longest: number) {}

  /** The lines that end in this piece. */
  *take(piece: Buffer): Generator<RawLine> {
    let from = 0;
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, from)) {
      this.#add(piece.subarray(from, end));
      yield this.#whole();
      from = end + 1;
    }
    this.#add(piece.subarray(from));
  }

  /** The last line, where the body did not end with a line break. */
  *end(): Generator<RawLine> {
    if (this.#length > 0) yield this.#whole();
  }

  #add(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > this.longest) this.#begun = null;
    else if (part.length > 0) this.#begun?.push(part);
  }

  #whole(): RawLine {
    const line = this.#begun && (this.#begun.length === 1 ? this.#begun[0]! : Buffer.concat(this.#begun));
    this.#begun = [];
    this.#length = 0;
    return line;
  }
}

/** Nothing but spaces, tabs and the carriage return of a line break. */
export function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
