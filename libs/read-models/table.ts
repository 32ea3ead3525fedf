import type { ColumnType } from 'kysely';

/**
 * What a column holds: whole numbers of 64 bits (`minor`: of money, in the currency's minor unit), or text. With `?` it
 * may be null, which always means "not stated" or "not applicable", never 0.
 */
export type Column = 'integer' | 'integer?' | 'minor' | 'minor?' | 'text' | 'text?';

/** The columns that an index orders rows by; and those that it only holds, so that reading them needs no look at the rows. */
export type Index<C extends string = string> =
  readonly C[] | { readonly by: readonly C[]; readonly holds: readonly C[] };

/** A table of a read model, in words that every database has. */
export interface Table {
  readonly name: string;
  readonly columns: Readonly<Record<string, Column>>;
  readonly primaryKey: readonly string[];
  /** Rows that are large and come in another order than their keys': where keys are a tree of their own, they stay out of it. */
  readonly large?: boolean;
  readonly indexes?: Readonly<Record<string, Index>>;
}

/** Declares a table; the row type that Kysely needs follows from it with {@link RowsOf}. */
export function table<const C extends Record<string, Column>>(definition: {
  name: string;
  columns: C;
  primaryKey: readonly (keyof C & string)[];
  large?: boolean;
  indexes?: Readonly<Record<string, Index<keyof C & string>>>;
}): Omit<Table, 'columns'> & { readonly columns: C } {
  return definition;
}

/** Integers come back as bigint, whatever the database: a JS number would round money above 2^53. */
type Integer = ColumnType<bigint, bigint | number, bigint | number>;
type MaybeInteger = ColumnType<bigint | null, bigint | number | null, bigint | number | null>;

export type RowsOf<T extends Table> = {
  [K in keyof T['columns']]: T['columns'][K] extends 'integer' | 'minor'
    ? Integer
    : T['columns'][K] extends 'integer?' | 'minor?'
      ? MaybeInteger
      : T['columns'][K] extends 'text?'
        ? string | null
        : string;
};

/** A row as it is written. */
export type NewRow<T extends Table> = {
  [K in keyof T['columns']]: T['columns'][K] extends 'integer' | 'minor'
    ? bigint | number
    : T['columns'][K] extends 'integer?' | 'minor?'
      ? bigint | number | null
      : T['columns'][K] extends 'text?'
        ? string | null
        : string;
};
