import { sql } from 'kysely';
import type { ReadTransaction } from './database';
import type { Difference } from './rebuilds';
import type { Table } from './table';

const pageSize = 500;

type Row = Record<string, unknown>;

/**
 * Every difference between two tables of one definition, in the order of their keys, with the number of rows after each page
 * so that whoever asks can say how far it is. Reads both page by page: nothing is held up for long.
 */
export async function* differencesBetween(
  tx: ReadTransaction,
  table: Table,
  liveName: string,
  rebuiltName: string,
  columns: readonly string[],
): AsyncGenerator<Difference | { rows: number }> {
  const live = new Pages(tx, table, liveName, columns);
  const rebuilt = new Pages(tx, table, rebuiltName, columns);
  let rows = 0;
  for (;;) {
    const [a, b] = [await live.first(), await rebuilt.first()];
    if (!a && !b) break;
    const order = !a ? 1 : !b ? -1 : compareKeys(table, a, b);
    const difference = order === 0 ? changed(table, columns, a!, b!) : order < 0 ? lost(table, a!) : added(table, b!);
    if (difference) yield difference;
    if (order <= 0) live.next();
    if (order >= 0) rebuilt.next();
    rows += 1;
    if (rows % pageSize === 0) yield { rows: pageSize };
  }
  yield { rows: rows % pageSize };

  function lost(of: Table, row: Row): Difference {
    return { table: of.name, key: keyOf(of, row), live: readable(row), rebuilt: null };
  }

  function added(of: Table, row: Row): Difference {
    return { table: of.name, key: keyOf(of, row), live: null, rebuilt: readable(row) };
  }
}

class Pages {
  #page: Row[] = [];
  #at = 0;
  #last: Row | null = null;
  #ended = false;

  constructor(
    private readonly tx: ReadTransaction,
    private readonly table: Table,
    private readonly name: string,
    private readonly columns: readonly string[],
  ) {}

  async first(): Promise<Row | null> {
    if (this.#at < this.#page.length) return this.#page[this.#at]!;
    if (this.#ended) return null;
    this.#page = await this.#read();
    this.#at = 0;
    this.#last = this.#page.at(-1) ?? this.#last;
    this.#ended = this.#page.length < pageSize;
    return this.#page[0] ?? null;
  }

  next(): void {
    this.#at += 1;
  }

  async #read(): Promise<Row[]> {
    const key = sql.join(this.table.primaryKey.map((name) => sql.ref(name)));
    const last = this.#last;
    const beyond = last ? sql`where (${key}) > (${sql.join(this.table.primaryKey.map((name) => last[name]))})` : sql``;
    const columns = sql.join(this.columns.map((name) => sql.ref(name)));
    const { rows } = await sql<Row>`select ${columns} from ${sql.table(this.name)} ${beyond}
      order by ${key} limit ${pageSize}`.execute(this.tx);
    return rows;
  }
}

function compareKeys({ primaryKey }: Table, a: Row, b: Row): number {
  for (const name of primaryKey) {
    const [one, other] = [a[name] as string | bigint, b[name] as string | bigint];
    if (one !== other) return before(one, other) ? -1 : 1;
  }
  return 0;
}

/** As the databases order: numbers by size, texts byte by byte, which is by code point and not by UTF-16 unit. */
function before(a: string | bigint, b: string | bigint): boolean {
  if (typeof a === 'bigint' || typeof b === 'bigint') return a < b;
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
}

function changed(table: Table, columns: readonly string[], live: Row, rebuilt: Row): Difference | null {
  const differing = columns.filter((name) => live[name] !== rebuilt[name]);
  if (differing.length === 0) return null;
  const only = (row: Row) => readable(Object.fromEntries(differing.map((name) => [name, row[name]])));
  return { table: table.name, key: keyOf(table, live), live: only(live), rebuilt: only(rebuilt) };
}

const keyOf = ({ primaryKey }: Table, row: Row): Row =>
  readable(Object.fromEntries(primaryKey.map((name) => [name, row[name]])));

/** 64-bit integers as text, for JSON. */
const readable = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
  );
