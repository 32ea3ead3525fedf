/**
 * What a command reads before it is decided, or writes to: a stream by its name, or whatever else the handlers agree on a
 * name for. `writes-within` is a write to a part of a whole that others read or write as one.
 */
export interface Touch {
  what: string;
  how: 'reads' | 'writes' | 'writes-within';
}

/** A command's place among those that were sent with it. */
export interface Turn {
  /**
   * Resolves when what the command reads stands as if those before it were done, and those before it that write where it
   * writes have been handed over. A handler calls it first of all, before it waits for anything.
   */
  come(touches: readonly Touch[]): Promise<void> | undefined;
  /** The command stands in its stream's queue: those after it may follow there. */
  handed(): void;
}

export const reads = (what: string): Touch => ({ what, how: 'reads' });

export const writes = (what: string): Touch => ({ what, how: 'writes' });

export const writesWithin = (what: string): Touch => ({ what, how: 'writes-within' });
