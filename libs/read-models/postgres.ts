import { CompiledQuery, PostgresAdapter, PostgresDialect, sql, type DialectAdapter } from 'kysely';
import { Client, Pool, types, type PoolConfig } from 'pg';
import type { ReadTransaction } from './database';
import { conflictClause, type Dialect, type ProjectorLock, type RowAdapter, type RowTarget } from './dialect';
import { liftViews, putViews } from './views/place';
import { prepareReaders } from './views/readers';

/** The schema that the tables stand in. What users query are the views of the schema `anslag`. */
export const tablesSchema = 'anslag_read';

/** The one projector's advisory lock: "anslag" in hexadecimal. */
const projectorKey = '107127010779495';

/** Everything about the read models that only PostgreSQL has: the connections, its schema, its passing faults. */
export function postgres(url: string): Dialect {
  return {
    kysely: (mode) => new ReadDialect({ pool: openPool(url, mode) }),
    // Ordered byte by byte, as SQLite and the ledger itself order ids, whatever the server's locale.
    types: { integer: sql`bigint`, text: sql`text collate "C"` },
    tableOptions: () => null,
    indexColumns: (by, holds) => {
      const columns = (names: readonly string[]) => sql`(${sql.join(names.map((name) => sql.ref(name)))})`;
      return holds.length === 0 ? columns(by) : sql`${columns(by)} include ${columns(holds)}`;
    },
    prepare: async (tx) => {
      await oneAtATime(tx);
      await sql`create schema if not exists ${sql.id(tablesSchema)}`.execute(tx);
    },
    tableNames: async (db) => {
      const { rows } = await sql<{ name: string }>`
        select tablename as name from pg_catalog.pg_tables where schemaname = ${tablesSchema}`.execute(db);
      return new Set(rows.map(({ name }) => name));
    },
    columnNames: async (db, table) => {
      const { rows } = await sql<{ name: string }>`
        select column_name as name from information_schema.columns
        where table_schema = ${tablesSchema} and table_name = ${table}`.execute(db);
      return new Set(rows.map(({ name }) => name));
    },
    liftViews,
    putViews,
    prepareReaders,
    indexesHoldUp: false,
    isPassing,
    // Before the transaction's snapshot is taken, which would otherwise see a table of before by its name of after.
    holdTables: async (tx) => void (await sql`lock table projections in access share mode`.execute(tx)),
    takeTables: async (tx) => {
      // Reports queue up behind this lock, so it is not waited for long; whoever wants it tries again.
      await sql`set local lock_timeout = '1s'`.execute(tx);
      await oneAtATime(tx);
      await sql`lock table projections in access exclusive mode`.execute(tx);
    },
    lock: () => lock(url),
  };
}

/** "If not exists" is not enough for two who make things at once: both find nothing, and one of them fails. */
async function oneAtATime(tx: ReadTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(`${projectorKey}1`)}::bigint)`.execute(tx);
}

/** 64-bit integers come as bigint, and sums, which are wider, as text. */
const exact = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === types.builtins.INT8
      ? BigInt
      : oid === types.builtins.NUMERIC
        ? String
        : types.getTypeParser(oid, format as 'text')) as typeof types.getTypeParser,
};

/** What a power cut takes of the last commits is folded again, from the checkpoint that is left. */
const writing = '-c synchronous_commit=off';

function openPool(url: string, mode: 'read' | 'write'): Pool {
  const config: PoolConfig = {
    connectionString: url,
    types: exact,
    application_name: mode === 'read' ? 'anslag reports' : 'anslag projector',
    options: `-c search_path=${tablesSchema} ${mode === 'read' ? '-c default_transaction_read_only=on' : writing}`,
    connectionTimeoutMillis: 5_000,
    max: mode === 'read' ? 8 : 3,
  };
  const pool = new Pool(config);
  // A connection that breaks, idle or between two statements of a transaction, is replaced by the pool, and the next
  // statement on it fails; unheard, its error would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Passing: connection faults, a server that starts or stops, locks, deadlocks, a full disk or memory, its own I/O faults. */
const passing = /^(08|40|53|55P03|57|58|ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN)/;

function isPassing(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (code !== undefined) return passing.test(code);
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
    message ?? '',
  );
}

/** Held by a session of its own: it ends with the connection, however its holder ends. */
async function lock(url: string): Promise<ProjectorLock | null> {
  const client = new Client({
    connectionString: url,
    application_name: 'anslag projector lock',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // A holder whose machine is gone is noticed in some seconds, not after the hours that are usual.
    options: '-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=2',
  });
  const lost = new Promise((resolve) => client.once('end', resolve));
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(${projectorKey}) as held`);
  const release = () => client.end();
  if (rows[0]!.held) return { lost, release };
  await release();
  return null;
}

class ReadDialect extends PostgresDialect {
  override createAdapter(): DialectAdapter {
    return new ReadAdapter();
  }
}

class ReadAdapter extends PostgresAdapter implements RowAdapter {
  readonly #texts = new Map<RowTarget, string>();

  /** One statement, whatever the number of rows: a list for each column. */
  *insertRows(into: RowTarget, rows: readonly Record<string, unknown>[]): Iterable<CompiledQuery> {
    const lists = into.columns.map((column) =>
      isText(into, column) ? textList(rows, column) : integerList(rows, column),
    );
    yield CompiledQuery.raw(this.#textOf(into), lists);
  }

  #textOf(into: RowTarget): string {
    const known = this.#texts.get(into);
    if (known) return known;
    const columns = into.columns.map((column) => `"${column}"`).join(', ');
    const lists = into.columns.map((column, at) => `$${at + 1}::${isText(into, column) ? 'text' : 'bigint'}[]`);
    const text = `insert into "${into.name}" (${columns}) select * from unnest(${lists.join(', ')})${conflictClause(into)}`;
    this.#texts.set(into, text);
    return text;
  }
}

const isText = ({ table }: RowTarget, column: string): boolean => table.columns[column]!.startsWith('text');

/** As PostgreSQL writes arrays: `{1,NULL,3}`. */
function integerList(rows: readonly Record<string, unknown>[], column: string): string {
  let list = '{';
  for (const row of rows) list += `${list.length > 1 ? ',' : ''}${(row[column] as bigint | null) ?? 'NULL'}`;
  return `${list}}`;
}

function textList(rows: readonly Record<string, unknown>[], column: string): string {
  let list = '{';
  for (const row of rows) {
    const value = row[column] as string | null;
    if (list.length > 1) list += ',';
    list += value === null ? 'NULL' : `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`;
  }
  return `${list}}`;
}
