import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import * as fc from 'fast-check';
import { BehaviourPlayer, type Case, type Step } from '../esdb-server/behaviour-steps';
import { type EsdbServer, startEsdbServer } from '../esdb-server/server';

const ROOT = resolve(__dirname, '../..');
const SHARED = process.env['ANSLAG_SHARED'] ?? resolve(ROOT, '../shared');
const RECORDING = join(SHARED, 'data/eventstoredb/behaviour.json');
const REAL_SERVER = process.env['EVENTSTOREDB_TEST_URL'];

const recorded = existsSync(RECORDING);
const cases: Case[] = recorded ? (JSON.parse(readFileSync(RECORDING, 'utf8')) as Case[]) : [];

if (!recorded) {
  console.warn(
    `The recorded behaviour of EventStoreDB is not at ${RECORDING} (set ANSLAG_SHARED): its cases are skipped.`,
  );
}
if (!REAL_SERVER) {
  console.warn('EVENTSTOREDB_TEST_URL is not set: the recorded behaviour is not compared with a real EventStoreDB.');
}

function plays(connect: () => string): void {
  let client: EventStoreDBClient;
  beforeAll(() => {
    client = EventStoreDBClient.connectionString(connect());
  });
  afterAll(() => client.dispose());

  for (const { case: name, steps, outcome } of cases) {
    it(`${name}`, async () => {
      const player = new BehaviourPlayer(client);
      const got: unknown[] = [];
      for (const step of steps) got.push(await player.play(step));
      expect(got).toEqual(outcome);
    }, 20_000);
  }
}

describe('the protocol test server answers as a real EventStoreDB was recorded to', () => {
  let server: EsdbServer;
  beforeAll(async () => {
    server = await startEsdbServer();
  });
  afterAll(() => server.stop());

  if (recorded) it('in all 33 recorded cases', () => expect(cases).toHaveLength(33));
  plays(() => server.url);
});

const stream = fc.constantFrom('s', 't');
const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 3 });
const revision = fc.constantFrom('0', '1', '2', '3', '5');
const limit = fc.record(
  { stream, maxCount: fc.integer({ min: 1, max: 3 }), truncateBefore: fc.nat(6) },
  { requiredKeys: ['stream'] },
);
const read = fc.record(
  {
    stream,
    from: fc.oneof(revision, fc.constantFrom('start', 'end')),
    max: fc.integer({ min: 1, max: 3 }),
    back: fc.boolean(),
  },
  { requiredKeys: ['stream'] },
);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      append: fc.record({
        stream,
        expect: fc.oneof(revision, fc.constantFrom('any', 'no_stream', 'stream_exists')),
        ids,
      }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ read }) },
  {
    weight: 2,
    arbitrary: fc.record({
      remove: fc.record({ stream, expect: fc.oneof(revision, fc.constantFrom('any', 'no_stream')) }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ limit }) },
  {
    weight: 1,
    arbitrary: fc.record({ tombstone: fc.record({ stream, expect: fc.oneof(revision, fc.constant('any')) }) }),
  },
);

(REAL_SERVER ? describe : describe.skip)('a real EventStoreDB answers as recorded', () => {
  plays(() => REAL_SERVER ?? '');

  it('and any history of appends, deletes and truncations as the protocol test server does', async () => {
    const server = await startEsdbServer();
    const here = EventStoreDBClient.connectionString(server.url);
    const there = EventStoreDBClient.connectionString(REAL_SERVER ?? '');
    const property = fc.asyncProperty(fc.array(anyStep, { minLength: 2, maxLength: 14 }), async (history) => {
      const [ours, theirs] = [new BehaviourPlayer(here), new BehaviourPlayer(there)];
      // What a real node says about the metadata of a tombstoned stream hangs on what it has in its cache.
      const closed = history.some((step) => 'tombstone' in step);
      const steps = history.filter((step) => !closed || !('limit' in step));
      const last: Step[] = ['s', 't'].map((name) => ({ read: { stream: name } }));
      for (const step of [...steps, ...last]) {
        expect([step, await ours.play(step)]).toEqual([step, await theirs.play(step)]);
      }
    });
    try {
      await fc.assert(property, { numRuns: 150 });
    } finally {
      await here.dispose();
      await there.dispose();
      await server.stop();
    }
  }, 180_000);
});
