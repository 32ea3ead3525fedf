import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnavailable } from '../port';
import { GroupCommit } from './append';
import { eventsFile, openForReading, openForWriting, type Connection } from './schema';

let directory: string;
let db: Connection;

const event = (id: string) => ({ id, type: 'Counted', data: '{}', metadata: '{}' });

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'anslag-schema-'));
  db = openForWriting(directory);
  new GroupCommit(db, () => 1).commit([
    { ref: 1, stream: 'a-1', expectedRevision: -1, events: [event('one'), event('two')] },
    { ref: 2, stream: 'b-1', expectedRevision: -1, events: [event('three')] },
  ]);
});

afterEach(() => {
  db.close();
  rmSync(directory, { recursive: true });
});

const content = () => [db.prepare('SELECT * FROM events').all(), db.prepare('SELECT * FROM streams').all()];

describe('what is recorded', () => {
  it.each([
    ['never changed', `UPDATE events SET data = '{"by":2}' WHERE position = 1`],
    ['never moved in time', `UPDATE events SET recorded_at = 0`],
    ['never moved to another stream', `UPDATE events SET stream_id = 2 WHERE position = 1`],
    ['never removed', `DELETE FROM events WHERE position = 3`],
    ['never emptied', `DELETE FROM events`],
    ['never replaced by position', `INSERT OR REPLACE INTO events VALUES (3, 2, 5, 'x', 'Counted', 1, '{}', '{}')`],
    ['never replaced by revision', `INSERT OR REPLACE INTO events VALUES (9, 2, 0, 'x', 'Counted', 1, '{}', '{}')`],
    ['never renamed', `UPDATE streams SET name = 'c-1' WHERE stream_id = 1`],
    ['never left without its stream', `DELETE FROM streams WHERE name = 'b-1'`],
    ['never given another stream', `INSERT OR REPLACE INTO streams (name) VALUES ('a-1')`],
  ])('is %s', (_, sql) => {
    const before = content();
    // As strict as a connection that someone else opens, not as ours.
    db.pragma('foreign_keys = OFF');
    expect(() => db.exec(sql)).toThrow(/ is never |are never/);
    expect(content()).toEqual(before);
  });

  it('has each revision of a stream once', () => {
    expect(() => db.exec(`INSERT INTO events VALUES (4, 1, 1, 'x', 'Counted', 1, '{}', '{}')`)).toThrow(/ is never /);
  });

  it('is synced to disk with every commit', () => {
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
  });

  it('cannot be written through a reading connection', () => {
    const reading = openForReading(directory);
    expect(() => reading.exec(`INSERT INTO events VALUES (4, 1, 2, 'x', 'Counted', 1, '{}', '{}')`)).toThrow(
      /readonly/,
    );
    reading.close();
  });

  it('is waited for where the ledger has only begun to make its file', () => {
    const early = mkdtempSync(join(directory, 'early-'));
    writeFileSync(eventsFile(early), '');
    expect(() => openForReading(early)).toThrow(StoreUnavailable);
    openForWriting(early).close();
    openForReading(early).close();
  });

  it('is not made up where there is no ledger', () => {
    expect(() => openForReading(join(directory, 'nowhere'))).toThrow(/directory does not exist/);
  });
});
