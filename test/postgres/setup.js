const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Names the folder of the run's PostgreSQL; the first spec that needs it starts it (server.ts). */
module.exports = () => {
  process.env.ANSLAG_TEST_POSTGRES ??= mkdtempSync(join(tmpdir(), 'anslag-postgres-'));
  process.env.ANSLAG_TEST_RUN = String(process.pid);
};
