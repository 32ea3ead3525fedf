import type { ReadTransaction } from './database';
import type { RowAdapter, RowTarget } from './dialect';
import { nameIn } from './next-tables';
import type { NewRow, Table } from './table';

/**
 * Writes many rows of one table with few statements. Without `onConflict` a row that is there already is an error; with it,
 * columns in `add` are added to and the others replaced. Keys must not repeat within one call.
 */
export class RowWriter<T extends Table> {
  readonly #table: T;
  readonly #target: Omit<RowTarget, 'name'>;
  /** By name: a rebuild writes to tables of another one. */
  readonly #targets = new Map<string, RowTarget>();

  constructor(table: T, onConflict?: { add: readonly (keyof T['columns'] & string)[] }) {
    this.#table = table;
    const columns = Object.keys(table.columns);
    const updated = columns
      .filter((column) => !table.primaryKey.includes(column))
      .map((column) => ({ column, add: onConflict?.add.includes(column) ?? false }));
    this.#target = { table, columns, onConflict: onConflict ? updated : null };
  }

  async write(tx: ReadTransaction, rows: readonly NewRow<T>[]): Promise<void> {
    if (rows.length === 0) return;
    const executor = tx.getExecutor();
    const target = this.#targetOf(nameIn(executor.plugins, this.#table.name));
    const adapter = executor.adapter as unknown as RowAdapter;
    for (const statement of adapter.insertRows(target, rows)) await tx.executeQuery(statement);
  }

  #targetOf(name: string): RowTarget {
    const target = this.#targets.get(name) ?? { ...this.#target, name };
    this.#targets.set(name, target);
    return target;
  }
}
