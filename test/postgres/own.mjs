import { once } from 'node:events';
import { embedded, quietPort, urlAt } from './embedded.mjs';

// A PostgreSQL for whoever forked this, who starts and ends it as often as it likes: node own.mjs FOLDER
const port = await quietPort();
const { server, said } = embedded(process.argv[2], port);
let runs = false;

const does = {
  initialise: () => server.initialise(),
  async start() {
    await server.start();
    runs = true;
  },
  /** Ends its sessions, and writes down what they have committed. */
  async stop() {
    runs = false;
    await server.stop();
  },
  /** As a crash does: the last commits that nobody waited for are lost. */
  async crash() {
    runs = false;
    server.process.kill('SIGQUIT');
    await once(server.process, 'exit');
  },
};

process.on('message', async (what) => {
  try {
    await does[what]();
    process.send({ url: urlAt(port) });
  } catch (error) {
    process.send({ failed: `${error}\n${said.join('')}` });
  }
});
process.on('disconnect', async () => {
  if (runs) await server.stop();
  process.exit(0);
});
