/** A subject's key as it is kept: wrapped by the master key; null where it was destroyed. */
export interface KeyRow {
  subject: string;
  wrapped: Buffer | null;
}

/** Where wrapped keys are kept: outside the event log and outside the read models, so that a key can be destroyed. */
export interface KeyTable {
  /** The rows of those subjects that there is one of. */
  find(subjects: readonly string[]): Promise<KeyRow[]>;
  /** Adds a key unless the subject has or had one; the row that is there then. */
  add(subject: string, wrapped: Buffer): Promise<KeyRow>;
  /** Removes a subject's key, and keeps that it was: none is ever made anew. Nothing where that was done before. */
  destroy(subject: string): Promise<void>;
  /** Keeps a value under a name unless there is one; the one that is there then. */
  note(name: string, value: string): Promise<string>;
  close(): Promise<void>;
}
