import { built } from './ledger.mjs';
import { peakMemory } from './memory.mjs';

/**
 * The contestant of row P6, a process of its own, so that its memory is its own too: the runner that keeps the read models
 * up, from the first event of a store to its last and the indexes after it. Says how long that took.
 */
process.once('message', async ({ store, readDb, names }) => {
  const { openEventLog } = built('libs/event-store/open-event-store');
  const { openReadDatabase } = built('libs/read-models/open-database');
  const { ProjectionRunner } = built('libs/read-models/runner');
  const { streamPrefixes } = built('libs/read-models/recorded-event');
  const { projections: all } = built('libs/read-models/projections');
  const { prepareIndexes } = built('libs/read-models/checkpoints');
  const projections = names ? all.filter(({ name }) => names.includes(name)) : all;

  const log = await openEventLog(store, { streamPrefixes });
  const database = openReadDatabase(readDb, 'write');
  const head = await log.head();
  const caughtUp = new AbortController();
  const onProgress = (statuses) => {
    const stopped = statuses.find((one) => one.stopped);
    if (stopped) throw new Error(`${stopped.name} has stopped: ${JSON.stringify(stopped.stopped.error)}`);
    if (statuses.every(({ position }) => position === head)) caughtUp.abort();
  };
  const start = performance.now();
  await new ProjectionRunner({ log, database, projections, onProgress, warn: console.error }).run(caughtUp.signal);
  // It may have been told to stop before it came to them.
  await prepareIndexes(database, projections);
  const seconds = (performance.now() - start) / 1000;
  await log.close();
  await database.close();
  process.send({ seconds, peakMiB: peakMemory() });
  process.disconnect();
});
