import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventLog } from '@anslag/event-store/open-event-store';
import { allocations, anAllocation, clientOf, openBudget } from '../api/client';
import { LedgerProcess } from '../api/ledger-process';
import { startEsdbServer } from '../esdb-server/server';
import { allocationsIn, budgetStream } from './books';

describe('an append that the server stored, and whose answer was cut off', () => {
  it('is answered as it is, and stands in the store once: 100 times in a row', async () => {
    const server = await startEsdbServer();
    const directory = mkdtempSync(join(tmpdir(), 'anslag-cut-'));
    const ledger = await LedgerProcess.start({
      directory,
      env: { ANSLAG_STORE: server.url, ANSLAG_DATA_DIR: directory, ANSLAG_READ_DB: `sqlite:${directory}` },
    });
    try {
      const call = clientOf(ledger);
      await openBudget(call);
      const answers = [];
      for (let turn = 0; turn < 100; turn++) {
        const cut = turn % 2 === 0 ? 'call' : 'connection';
        server.faults.dropAfterStoring({ cut, stream: budgetStream });
        answers.push(await call('POST', allocations, { body: anAllocation({ allocationId: `number-${turn}` }) }));
        expect(server.faults.planned).toBe(0);
      }
      expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(201));

      const log = await openEventLog(server.url, { streamPrefixes: ['budget-'] });
      const events = await log.readStream(budgetStream, 0, 1000);
      await log.close();
      expect(events).toHaveLength(101);
      expect(allocationsIn(events)).toHaveLength(100);
      for (const [turn, { body }] of answers.entries()) {
        const { id, revision, data } = events[turn + 1]!;
        expect([body.events[0].eventId, body.revision]).toEqual([id, String(revision)]);
        expect(data).toMatchObject({ allocationId: `number-${turn}` });
      }
    } finally {
      await ledger.stop();
      await server.stop();
      rmSync(directory, { recursive: true });
    }
  }, 90_000);
});
