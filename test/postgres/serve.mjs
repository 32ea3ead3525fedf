import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setInterval } from 'node:timers';
import { embedded, freePort, urlAt } from './embedded.mjs';

// Runs a PostgreSQL in a folder until it is told to stop or whoever wanted it is gone: node serve.mjs FOLDER PID
const [folder, wantedBy] = [process.argv[2], Number(process.argv[3])];

const port = await freePort();
const { server, said } = embedded(folder, port);

try {
  await server.initialise();
  await server.start();
  tell(urlAt(port));
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
