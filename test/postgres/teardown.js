const { existsSync, readFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

/** Stops the run's PostgreSQL, where one was started. */
module.exports = async () => {
  const folder = process.env.ANSLAG_TEST_POSTGRES;
  const file = join(folder, 'pid');
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8'));
    process.kill(pid, 'SIGTERM');
    for (let waited = 0; isThere(pid) && waited < 20_000; waited += 50) await sleep(50);
  }
  rmSync(folder, { recursive: true, force: true });
};

function isThere(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
