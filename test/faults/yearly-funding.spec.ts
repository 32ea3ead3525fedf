import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredEvent } from '@anslag/event-store/port';
import { clientOf } from '../api/client';
import { agreed, amountOf, amountOfAll, idOf, OpenRun, type FundingLine } from '../api/funding-client';
import { LedgerProcess } from '../api/ledger-process';
import { storedEvents } from '../api/stored-events';
import { budgetStream } from './books';

const many = 2_000;

/** What was booked, in its order: whose year, and how much. */
const fundedIn = (events: readonly StoredEvent[]) =>
  events
    .filter(({ stream, type }) => stream === budgetStream && type === 'AllocationDecided')
    .map(({ data, revision }) => {
      const { agreementId, amount } = data as { agreementId: string; amount: string };
      return { agreementId, amount, voucher: `hsn/2019/${revision + 1}` };
    });

const told = (lines: readonly FundingLine[]) =>
  lines
    .filter(({ status }) => status === 'funded' || status === 'already-funded')
    .map(({ agreementId, amount, voucher }) => ({ agreementId, amount, voucher }));

const everyone = Array.from({ length: many }, (_, number) => [idOf(number), amountOf(number)]);

const pairs = (funded: readonly { agreementId: string; amount: string }[]) =>
  funded.map(({ agreementId, amount }) => [agreementId, amount]).toSorted();

describe('a funding of 2,000 agreements that is broken off', () => {
  it('by kill -9, again and again, funds each once when it is sent again, and what was told is booked', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'anslag-funding-'));
    let ledger = await LedgerProcess.start({ directory });
    await agreed(ledger, many);
    const heard: FundingLine[] = [];
    let kills = 0;
    for (let isWhole = false; !isWhole && kills < 4;) {
      const run = new OpenRun(ledger);
      // Some of the year are booked now, and not all.
      await run.until(({ status }) => status === 'funded');
      await sleep(Math.random() * 40);
      await ledger.kill('SIGKILL');
      isWhole = await run.ended;
      heard.push(...run.lines);
      if (!isWhole) kills += 1;
      const funded = fundedIn(await storedEvents(directory));
      expect(new Set(funded.map(({ agreementId }) => agreementId)).size).toBe(funded.length);
      ledger = await LedgerProcess.start({ directory });
    }
    const last = new OpenRun(ledger);
    expect(await last.ended).toBe(true);
    heard.push(...last.lines);
    expect(kills).toBeGreaterThanOrEqual(2);

    const funded = fundedIn(await storedEvents(directory));
    expect(pairs(funded)).toEqual(everyone);
    const stored = new Map(funded.map((one) => [one.agreementId, one]));
    expect(told(heard).filter((one) => JSON.stringify(stored.get(one.agreementId)) !== JSON.stringify(one))).toEqual(
      [],
    );
    expect(last.total).toMatchObject({ agreements: many, skipped: 0, refused: 0, failed: 0, left: 0 });
    expect(told(last.lines).map(({ agreementId }) => agreementId)).toEqual(everyone.map(([id]) => id));

    const { body } = await clientOf(ledger)('GET', '/balances?year=2019&groupBy=bodyId');
    expect(body.totals).toMatchObject([{ currency: 'SEK', allocated: amountOfAll(many) }]);
    await ledger.stop();
    rmSync(directory, { recursive: true });
  }, 300_000);

  it('by a stop of the service says how many are left, and that each it told of is booked', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'anslag-funding-'));
    const ledger = await LedgerProcess.start({ directory });
    await agreed(ledger, many);
    const run = new OpenRun(ledger);
    await run.until(({ status }) => status === 'funded');
    ledger.signal('SIGTERM');
    expect(await run.ended).toBe(true);
    expect(await ledger.ended()).toBe(0);
    const total = run.total!;
    expect(total).toMatchObject({ stopped: { code: 'stopping' }, refused: 0, failed: 0 });
    expect(total['left']).toBeGreaterThan(0);
    expect(total['funded'] + total['left']).toBe(many);
    expect(fundedIn(await storedEvents(directory))).toEqual(told(run.lines));
    rmSync(directory, { recursive: true });
  }, 120_000);

  it('by its client stops soon, and funds the rest when it is sent again, twice at once', async () => {
    const ledger = await LedgerProcess.start();
    await agreed(ledger, many);
    const left = new OpenRun(ledger);
    await left.until(({ status }) => status === 'funded');
    left.leave();
    expect(await left.ended).toBe(false);

    const runs = [new OpenRun(ledger), new OpenRun(ledger)];
    expect(await Promise.all(runs.map(({ ended }) => ended))).toEqual([true, true]);
    const sums = runs.map(({ total }) => total!);
    expect(sums).toMatchObject(sums.map(() => ({ agreements: many, refused: 0, failed: 0, left: 0 })));
    const funded = fundedIn(await storedEvents(ledger.directory));
    expect(pairs(funded)).toEqual(everyone);
    // Each of the two says how much of it was its own.
    const own = sums.reduce((sum, total) => sum + total['funded'], 0);
    const before = runs[0]!.lines.filter(
      ({ agreementId, status }, index) =>
        status === 'already-funded' &&
        runs[1]!.lines[index]?.['agreementId'] === agreementId &&
        runs[1]!.lines[index]?.['status'] === 'already-funded',
    ).length;
    expect(own + before).toBe(many);
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(many);
    expect(ledger.stderr).toBe('');
    await ledger.stop();
  }, 120_000);
});
