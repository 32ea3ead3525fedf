import { allocations, anAllocation, clientOf } from '../api/client';
import { LedgerProcess } from '../api/ledger-process';
import { storedEvents } from '../api/stored-events';
import { allocationsIn, availableIn, budgetStream, callers, openWithRoomFor } from './books';

describe('64 callers on one budget in stop control', () => {
  it('with room for exactly 500 allocations: 500 are booked, the rest are over the budget, and nothing is left', async () => {
    const ledger = await LedgerProcess.start();
    try {
      const call = clientOf(ledger);
      await openWithRoomFor(call, '50000.00');
      const answers = await callers(64, 10, (caller, turn) =>
        call('POST', allocations, { body: anAllocation({ allocationId: `from-${caller}.${turn}` }) }),
      );
      const booked = answers.filter(({ status }) => status === 201);
      const refused = answers.filter(({ status }) => status !== 201);
      expect(booked).toHaveLength(500);
      expect(refused.map(({ status, body }) => `${status} ${body.code}`)).toEqual(
        Array(140).fill('409 budget-exceeded'),
      );

      const events = await storedEvents(ledger.directory);
      const ids = events.map(({ id }) => id);
      expect(allocationsIn(events)).toHaveLength(500);
      expect(availableIn(events)).toBe('0.00');
      const vouchers = booked.map(({ body }) => Number(body.voucher.split('/')[2])).sort((a, b) => a - b);
      expect(vouchers).toEqual(Array.from({ length: 500 }, (_, index) => index + 4));
      for (const { body } of booked) {
        const found = events[ids.indexOf(body.events[0].eventId)]!;
        expect([found.stream, String(found.revision)]).toEqual([budgetStream, body.revision]);
      }
      const position = booked.map(({ body }) => BigInt(body.position)).reduce((a, b) => (a > b ? a : b));
      const report = await call('GET', `/budgets/hsn/2019?atLeast=${position}`);
      expect(report.body).toMatchObject({ appropriated: '50000.00', available: '0.00', committed: '50000.00' });
    } finally {
      await ledger.stop();
    }
  }, 60_000);
});
