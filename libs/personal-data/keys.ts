import type { KeyRow, KeyTable } from './key-table';
import type { MasterKey } from './master-key';
import { newSecret, SubjectKey } from './subject-key';

/** A subject's key, or that there was one and it was destroyed. */
export type Kept = SubjectKey | 'destroyed';

/** The key store cannot be reached: nothing personal can be sealed, opened or erased until it can. */
export class KeysUnavailable extends Error {
  override name = 'KeysUnavailable';
}

/** The key store was begun under another master key. */
export class OtherMasterKey extends Error {
  override name = 'OtherMasterKey';
}

export interface KeysOptions {
  /** How many keys are remembered. */
  most?: number;
  /** For how long, ms: another process may have destroyed one meanwhile. */
  freshMs?: number;
  now?: () => number;
}

/** The subjects' keys, with a small memory that a destroyed key leaves at once. */
export class Keys {
  readonly #remembered = new Map<string, { kept: Kept; at: number }>();
  /** How often something was forgotten: what was read before is not remembered after. */
  #forgotten = 0;
  #checked: Promise<void> | null = null;

  constructor(
    private readonly table: KeyTable,
    private readonly master: MasterKey,
    private readonly options: KeysOptions = {},
  ) {}

  /** Throws {@link OtherMasterKey} where the store's keys are wrapped by another one, and {@link KeysUnavailable}. */
  check(): Promise<void> {
    return (this.#checked ??= this.#sameMaster().catch((error: unknown) => {
      this.#checked = null;
      throw error;
    }));
  }

  /** The keys of those subjects that have, or had, one. Throws {@link KeysUnavailable}. */
  async find(subjects: Iterable<string>): Promise<Map<string, Kept>> {
    const found = new Map<string, Kept>();
    const unknown: string[] = [];
    for (const subject of new Set(subjects)) {
      const kept = this.#recall(subject);
      if (kept) found.set(subject, kept);
      else unknown.push(subject);
    }
    const forgotten = this.#forgotten;
    for (let from = 0; from < unknown.length; from += 1_000) {
      const rows = await this.#reached((table) => table.find(unknown.slice(from, from + 1_000)));
      for (const row of rows) {
        const kept = this.#remember(row, forgotten);
        if (kept) found.set(row.subject, kept);
      }
    }
    return found;
  }

  /** Which of some subjects have a key, and of which it was destroyed: as the store has it now. Throws {@link KeysUnavailable}. */
  async look(subjects: readonly string[]): Promise<Map<string, 'there' | 'destroyed'>> {
    const rows = await this.#reached((table) => table.find(subjects));
    const found = new Map<string, 'there' | 'destroyed'>();
    for (const { subject, wrapped } of rows)
      if (wrapped === null) found.set(subject, 'destroyed');
      else if (this.master.unwrap(subject, wrapped)) found.set(subject, 'there');
    return found;
  }

  /** Whether the store answers. */
  async reachable(): Promise<boolean> {
    try {
      await this.#reached((table) => table.find([]));
      return true;
    } catch (error) {
      if (error instanceof KeysUnavailable) return false;
      throw error;
    }
  }

  /** A subject's key, made where it has none. Throws {@link KeysUnavailable}. */
  async make(subject: string): Promise<Kept> {
    const known = this.#recall(subject);
    if (known) return known;
    const forgotten = this.#forgotten;
    const wrapped = this.master.wrap(subject, newSecret());
    const kept = this.#remember(await this.#reached((table) => table.add(subject, wrapped)), forgotten);
    if (kept) return kept;
    throw new KeysUnavailable('A key in the store is damaged');
  }

  /** For good: nothing that it sealed can be opened again, and no other key is made for the subject. */
  async destroy(subject: string): Promise<void> {
    this.#forget(subject);
    await this.#reached((table) => table.destroy(subject));
    this.#forget(subject);
  }

  close(): Promise<void> {
    this.#remembered.clear();
    return this.table.close();
  }

  async #sameMaster(): Promise<void> {
    const { fingerprint } = this.master;
    const noted = await this.#within((table) => table.note('master key', fingerprint));
    if (noted !== fingerprint) throw new OtherMasterKey('The keys were wrapped by another master key.');
  }

  async #reached<T>(work: (table: KeyTable) => Promise<T>): Promise<T> {
    await this.check();
    return this.#within(work);
  }

  async #within<T>(work: (table: KeyTable) => Promise<T>): Promise<T> {
    try {
      return await work(this.table);
    } catch (cause) {
      throw new KeysUnavailable('The key store does not answer', { cause });
    }
  }

  #recall(subject: string): Kept | null {
    const known = this.#remembered.get(subject);
    if (known && this.#now() - known.at < (this.options.freshMs ?? 2_000)) return known.kept;
    this.#remembered.delete(subject);
    return null;
  }

  /** Null for a damaged key, which is as good as none. */
  #remember({ subject, wrapped }: KeyRow, forgotten: number): Kept | null {
    const secret = wrapped && this.master.unwrap(subject, wrapped);
    if (wrapped && !secret) return null;
    const kept = secret ? new SubjectKey(subject, secret) : 'destroyed';
    if (forgotten !== this.#forgotten) return kept;
    if (this.#remembered.size >= (this.options.most ?? 1_000))
      this.#remembered.delete(this.#remembered.keys().next().value!);
    this.#remembered.set(subject, { kept, at: this.#now() });
    return kept;
  }

  #forget(subject: string): void {
    this.#forgotten += 1;
    this.#remembered.delete(subject);
  }

  #now(): number {
    return (this.options.now ?? Date.now)();
  }
}
