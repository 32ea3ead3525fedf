import type { KeyTable } from './key-table';
import { Keys } from './keys';
import { MasterKey, storedMasterKey } from './master-key';
import { PostgresKeyTable } from './postgres-key-table';
import { PostgresUserTable } from './postgres-user-table';
import { SqliteKeyTable } from './sqlite-key-table';
import { SqliteUserTable } from './sqlite-user-table';
import type { UserTable } from './user-table';

export interface KeyPlaces {
  /** `sqlite:DIRECTORY`, which is the file keys.db there, or `postgres://…`. */
  url: string;
  /** Base64 of 32 bytes; else the one in master.key of the directory, made where there is none. */
  masterKey: string | undefined;
  directory: string;
}

/** Opens the key store. A server need not be there yet. Throws on a bad master key. */
export function openKeys({ url, masterKey, directory }: KeyPlaces): Keys {
  const master = masterKey === undefined ? storedMasterKey(directory) : MasterKey.of(masterKey);
  return new Keys(openKeyTable(url), master);
}

export function openKeyTable(url: string): KeyTable {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length)
    return new SqliteKeyTable(url.slice('sqlite:'.length));
  if (/^postgres(ql)?:\/\//.test(url)) return new PostgresKeyTable(url);
  throw new RangeError('Not a key store: give sqlite:DIRECTORY or postgres://…');
}

/** Opens the directory of users, which stands beside the keys. */
export function openUserTable(url: string): UserTable {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length)
    return new SqliteUserTable(url.slice('sqlite:'.length));
  if (/^postgres(ql)?:\/\//.test(url)) return new PostgresUserTable(url);
  throw new RangeError('Not a directory of users: give sqlite:DIRECTORY or postgres://…');
}
