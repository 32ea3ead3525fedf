import { randomUUID } from 'node:crypto';
import { built, product } from './ledger.mjs';
import { allocate, requestOf, streamOf } from './workload.mjs';

/**
 * The floor under the embedded store: better-sqlite3 alone, in the store's own table and with its settings (WAL,
 * synchronous FULL), inserting what is ready-made, some events a commit. Nothing is loaded, decided or turned into JSON.
 * @param {string} directory
 * @param {number} perCommit
 */
export function openFloor(directory, perCommit) {
  const { openForWriting } = built('libs/event-store/sqlite/schema');
  const { budgetDecider } = built('libs/domain/budget/decider');
  const canonicalize = product('canonicalize').default ?? product('canonicalize');
  const db = openForWriting(directory);
  const { command, ...metadata } = requestOf(allocate('golv', 1));
  const open = {
    bodyId: 'golv',
    year: 2019,
    currency: 'SEK',
    control: 'none',
    approval: { policy: 'none' },
    reuse: false,
  };
  const state = { ...budgetDecider.initial, budget: open };
  const { events } = budgetDecider.decide(command, state);
  const stored = { type: events[0].type, data: canonicalize(events[0].data), metadata: canonicalize(metadata) };

  const streamId = db.prepare('INSERT INTO streams (name) VALUES (?)').run(streamOf('golv')).lastInsertRowid;
  const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  let position = 0;
  return {
    once() {
      db.exec('BEGIN IMMEDIATE');
      for (let number = 0; number < perCommit; number++) {
        position += 1;
        insert.run(position, streamId, position, randomUUID(), stored.type, Date.now(), stored.data, stored.metadata);
      }
      db.exec('COMMIT');
    },
    close: () => db.close(),
  };
}
