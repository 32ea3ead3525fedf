import { join } from 'node:path';
import { product } from './ledger.mjs';

/** Rows a transaction of the SQLite floor: about what the runner writes in one. */
const rowsPerCommit = 50_000;

/**
 * The floor under balances alone: better-sqlite3 and JSON.parse, read in order and summed in memory. Nothing is checked,
 * and nothing is written.
 * @param {string} folder of the SQLite store
 * @returns {number} seconds
 */
export function sumInMemory(folder) {
  const Database = product('better-sqlite3');
  const db = new Database(join(folder, 'events.db'), { readonly: true });
  const start = performance.now();
  const sums = new Map();
  const events = db.prepare('SELECT name, data FROM events JOIN streams USING (stream_id) ORDER BY position');
  for (const { name, data } of events.iterate()) {
    const { recipientId, amount, kind } = JSON.parse(data);
    if (amount === undefined) continue;
    const key = `${name} ${recipientId} ${kind}`;
    sums.set(key, (sums.get(key) ?? 0n) + BigInt(amount.replace('.', '')));
  }
  const seconds = (performance.now() - start) / 1000;
  db.close();
  return seconds;
}

/**
 * The floor under all read models in SQLite: better-sqlite3 alone, inserting their finished rows into a file of the same
 * tables, one by one with a prepared statement, and making the indexes afterwards.
 * @param {string} from folder with the finished read.db
 * @param {string} file that is made
 * @returns {number} seconds, without those that reading the rows took
 */
export function insertRows(from, file) {
  const Database = product('better-sqlite3');
  const source = new Database(join(from, 'read.db'), { readonly: true });
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('cache_size = -65536');
  const made = (type) =>
    source.prepare(`SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL ORDER BY name`).all(type);
  let seconds = 0;
  const timed = (work) => {
    const start = performance.now();
    work();
    seconds += (performance.now() - start) / 1000;
  };
  for (const { name, sql } of made('table')) {
    timed(() => db.exec(sql));
    const reading = source.prepare(`SELECT * FROM "${name}"`).raw();
    const insert = db.prepare(
      `INSERT INTO "${name}" VALUES (${reading
        .columns()
        .map(() => '?')
        .join()})`,
    );
    const inserted = db.transaction((rows) => rows.forEach((row) => insert.run(row)));
    let rows = [];
    for (const row of reading.iterate()) {
      if (rows.push(row) < rowsPerCommit) continue;
      const full = rows.splice(0);
      timed(() => inserted(full));
    }
    timed(() => inserted(rows));
  }
  for (const { sql } of made('index')) timed(() => db.exec(sql));
  source.close();
  db.close();
  return seconds;
}

/**
 * The floor under all read models in PostgreSQL: the server copies their finished rows from files of its own into tables
 * like them, and makes the indexes afterwards.
 * @param {string} url
 * @param {string} folder that the server can write to
 * @returns {Promise<number>} seconds, without those that writing the files took
 */
export async function copyRows(url, folder) {
  const { Client } = product('pg');
  const client = new Client(url);
  await client.connect();
  try {
    await client.query('SET synchronous_commit = off');
    await client.query('DROP SCHEMA IF EXISTS bench_floor CASCADE; CREATE SCHEMA bench_floor');
    const { rows: tables } = await client.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'anslag_read'`);
    const { rows: indexes } = await client.query(`SELECT indexdef FROM pg_indexes WHERE schemaname = 'anslag_read'`);
    let seconds = 0;
    const timed = async (text) => {
      const start = performance.now();
      await client.query(text);
      seconds += (performance.now() - start) / 1000;
    };
    for (const { tablename } of tables) {
      const file = join(folder, `${tablename}.copy`);
      await client.query(`COPY anslag_read."${tablename}" TO '${file}'`);
      await timed(`CREATE TABLE bench_floor."${tablename}" (LIKE anslag_read."${tablename}" INCLUDING CONSTRAINTS)`);
      await timed(`COPY bench_floor."${tablename}" FROM '${file}'`);
    }
    for (const { indexdef } of indexes) await timed(indexdef.replace(' ON anslag_read.', ' ON bench_floor.'));
    return seconds;
  } finally {
    await client.end();
  }
}
