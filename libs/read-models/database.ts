import type { Transaction } from 'kysely';

/**
 * The tables of all read models. Each read model's file adds its own by declaration merging, so that this file need not
 * import them.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface ReadTables {}

export type ReadTransaction = Transaction<ReadTables>;
