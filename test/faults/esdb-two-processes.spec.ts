import type { CommandResult } from '@anslag/event-store/decider';
import type { EventStore } from '@anslag/event-store/port';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import * as fc from 'fast-check';
import { EsdbRig } from '../contract/esdb-rig';
import { followed } from '../contract/suite/following';
import type { EsdbServer } from '../esdb-server/server';
import { count, done, folded, tally } from './tally';

jest.setTimeout(120_000);

/** Two stream writers, each with a connection of its own, as two service processes on one EventStoreDB have. */
const stream = 'budget-a';
const rig = new EsdbRig();
let server: EsdbServer;
beforeEach(async () => {
  server = await rig.server();
});
afterEach(() => rig.end());

it('a limit holds: of 64 callers with room for 500, exactly 500 succeed', async () => {
  const stores = [rig.store(server), rig.store(server)];
  const writers = stores.map((store) => new StreamWriter(store, { commandTimeoutMs: 60_000 }));
  const outcomes = await Promise.all(
    Array.from({ length: 64 }, async (_, caller) => {
      const seen: string[] = [];
      for (let turn = 0; turn < 10; turn++) {
        const request = count({ by: 1, limit: 500 });
        seen.push((await writers[caller % 2]!.execute(tally, stream, request)).outcome);
      }
      return seen;
    }),
  );
  const succeeded = outcomes.flat().filter((outcome) => outcome === 'done');
  expect(succeeded).toHaveLength(500);
  expect(new Set(outcomes.flat())).toEqual(new Set(['done', 'refused']));
  expect(folded(await stores[0]!.readStream(stream, 0, 1000))).toMatchObject({ total: 500, entries: 500 });
});

it('whatever fails on the way, what was acknowledged stands there once, and every follower sees it once', () =>
  fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(9)), async (dice) => {
      const unsteady = await rig.server();
      const weather = setInterval(() => {
        if (unsteady.faults.planned === 0) misbehave(unsteady, dice.next().value as number);
      }, 20);
      const stores = [rig.store(unsteady), rig.store(unsteady)];
      const following = followed(rig.store(unsteady), null, 120);
      const callers = Array.from({ length: 6 }, (_, caller) => twentyCommands(stores[caller % 2]!, caller));
      const [seen, ...results] = await Promise.all([following, ...callers]).finally(() => clearInterval(weather));

      const stored = unsteady.log.events();
      const acknowledged = results.flat().flatMap(({ events }) => events.map(({ eventId }) => eventId));
      expect(stored.map(({ id }) => id).toSorted()).toEqual(acknowledged.toSorted());
      expect(seen.map(({ id }) => id)).toEqual(stored.map(({ id }) => id));
      for (const { stream: of, revision, events } of results.flat())
        expect(unsteady.log.events(of)[revision]?.id).toBe(events[0]!.eventId);
      unsteady.faults.clear();
      await rig.end();
    }),
    { numRuns: 4 },
  ));

async function twentyCommands(store: EventStore, caller: number): Promise<CommandResult[]> {
  const writer = new StreamWriter(store, { commandTimeoutMs: 30_000 });
  const results = [];
  for (let turn = 0; turn < 20; turn++)
    results.push(done(await writer.execute(tally, `budget-${caller % 3}`, count(1, { actor: `caller ${caller}` }))));
  return results;
}

function misbehave({ faults }: EsdbServer, die: number): void {
  switch (die) {
    case 0:
      return faults.dropAfterStoring({ cut: 'call' });
    case 1:
      return faults.dropBeforeStoring({ cut: 'call' });
    case 2:
      return faults.dropAfterStoring({ cut: 'connection' });
    case 3:
      return faults.answerTimeout(true);
    case 4:
      return faults.refuseAppends('not-ready');
    case 5:
      return faults.dropReads({ after: 1 });
    case 6:
      return faults.endSubscriptions();
    case 7:
      return faults.dropSubscriptions('too-slow');
    case 8:
      return faults.cutConnections();
    case 9:
      return faults.answerLate(30, 'last');
  }
}
