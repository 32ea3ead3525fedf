import type { KeyRow, KeyTable } from '@anslag/personal-data/key-table';

/** A key store that is gone with its spec. Counts how often it was asked. */
export class MemoryKeyTable implements KeyTable {
  readonly rows = new Map<string, Buffer | null>();
  readonly notes = new Map<string, string>();
  asked = 0;
  /** Whether it does not answer. */
  away = false;

  async find(subjects: readonly string[]): Promise<KeyRow[]> {
    this.#answer();
    return subjects.flatMap((subject) => {
      const wrapped = this.rows.get(subject);
      return wrapped === undefined ? [] : [{ subject, wrapped }];
    });
  }

  async add(subject: string, wrapped: Buffer): Promise<KeyRow> {
    this.#answer();
    if (!this.rows.has(subject)) this.rows.set(subject, wrapped);
    return { subject, wrapped: this.rows.get(subject)! };
  }

  async destroy(subject: string): Promise<void> {
    this.#answer();
    this.rows.set(subject, null);
  }

  async note(name: string, value: string): Promise<string> {
    if (!this.notes.has(name)) this.notes.set(name, value);
    return this.notes.get(name)!;
  }

  async close(): Promise<void> {}

  #answer(): void {
    this.asked += 1;
    if (this.away) throw new Error('away');
  }
}
