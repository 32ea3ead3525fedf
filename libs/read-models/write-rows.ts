import { type CompiledQuery, type Expression, type ExpressionBuilder, type InsertQueryBuilder } from 'kysely';
import type { ReadTransaction } from './database';
import type { NewRow, Table } from './table';

/** Below what one statement may bind: 32,766 values in SQLite, 65,535 in PostgreSQL. */
const valuesPerStatement = 4_000;

/**
 * Writes many rows of one table with few statements: each statement's text is built once for a number of rows (a power of
 * two) and used again. Without `onConflict` a row that is there already is an error; with it, columns in `add` are
 * added to and the others replaced.
 */
export class RowWriter<T extends Table> {
  readonly #table: T;
  readonly #columns: (keyof T['columns'] & string)[];
  readonly #add: ReadonlySet<string> | null;
  readonly #largest: number;
  /** By adapter, since a statement's text is the dialect's. */
  readonly #statements = new WeakMap<object, Map<number, CompiledQuery>>();

  constructor(table: T, onConflict?: { add: readonly (keyof T['columns'] & string)[] }) {
    this.#table = table;
    this.#columns = Object.keys(table.columns);
    this.#add = onConflict ? new Set(onConflict.add) : null;
    this.#largest = 2 ** Math.floor(Math.log2(valuesPerStatement / this.#columns.length));
  }

  /** Keys must not repeat within `rows`. */
  async write(tx: ReadTransaction, rows: readonly NewRow<T>[]): Promise<void> {
    let written = 0;
    for (let size = this.#largest; written < rows.length; size /= 2)
      while (rows.length - written >= size) {
        await tx.executeQuery({ ...this.#statement(tx, size), parameters: this.#values(rows, written, size) });
        written += size;
      }
  }

  #values(rows: readonly NewRow<T>[], from: number, size: number): unknown[] {
    const columns = this.#columns;
    const values: unknown[] = [];
    for (let row = from; row < from + size; row += 1) for (const column of columns) values.push(rows[row]![column]);
    return values;
  }

  #statement(tx: ReadTransaction, size: number): CompiledQuery {
    const { adapter } = tx.getExecutor();
    const statements = this.#statements.get(adapter) ?? new Map<number, CompiledQuery>();
    this.#statements.set(adapter, statements);
    const statement = statements.get(size) ?? this.#compile(tx, size);
    statements.set(size, statement);
    return statement;
  }

  #compile(tx: ReadTransaction, size: number): CompiledQuery {
    const empty = Object.fromEntries(this.#columns.map((column) => [column, 0]));
    const { name } = this.#table;
    // The table is known only by its definition here, so Kysely's types have nothing to check.
    const insert = tx.insertInto(name as never) as unknown as InsertQueryBuilder<Rows, 'table', unknown>;
    const values = insert.values(Array.from({ length: size }, () => empty));
    if (!this.#add) return values.compile();
    const rest = this.#columns.filter((column) => !this.#table.primaryKey.includes(column));
    return values
      .onConflict((conflict) =>
        conflict
          .columns(this.#table.primaryKey as never[])
          .doUpdateSet((eb) => Object.fromEntries(rest.map((column) => [column, this.#updated(eb, column)]))),
      )
      .compile();
  }

  #updated(eb: ExpressionBuilder<never, never>, column: string): Expression<unknown> {
    const excluded = eb.ref(`excluded.${column}` as never);
    if (!this.#add!.has(column)) return excluded;
    return eb(eb.ref(`${this.#table.name}.${column}` as never), '+', excluded) as Expression<unknown>;
  }
}

interface Rows {
  table: Record<string, unknown>;
}
