import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { KeysUnavailable } from '@anslag/personal-data/keys';
import type { User, UserTable } from '@anslag/personal-data/user-table';

export const USER_TABLE = Symbol('UserTable');

/** Names behind the opaque ids of actors. Nothing of it is remembered: what is taken out is gone from the next answer on. */
@Injectable()
export class Users implements OnApplicationShutdown {
  readonly #log = new Logger('Users');

  constructor(@Inject(USER_TABLE) private readonly table: UserTable) {}

  put(user: User): Promise<void> {
    return this.#reached(this.table.put(user));
  }

  remove(subject: string): Promise<boolean> {
    return this.#reached(this.table.remove(subject));
  }

  list(after: string, limit: number): Promise<User[]> {
    return this.#reached(this.table.list(after, limit));
  }

  /** The names of those that have one; none while the directory is away, since reports do not wait for it. */
  async namesOf(subjects: readonly string[]): Promise<Map<string, string>> {
    if (subjects.length === 0) return new Map();
    try {
      const users = await this.table.find([...new Set(subjects)]);
      return new Map(users.map(({ subject, name }) => [subject, name]));
    } catch {
      this.#log.warn('The directory of users does not answer; names of actors are left out.');
      return new Map();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.table.close();
  }

  async #reached<T>(asked: Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (cause) {
      throw new KeysUnavailable('The directory of users does not answer', { cause });
    }
  }
}
