import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { openEventStore } from '@anslag/event-store/open-event-store';
import type { StoredEvent } from '@anslag/event-store/port';
import { writeJournal } from '@anslag/interchange/hledger/write-journal';
import { streamPrefixes } from '@anslag/read-models/recorded-event';
import { bookingsIn } from '../../apps/cli/src/export/bookings-in';
import { LedgerProcess } from '../api/ledger-process';
import { storedEvents } from '../api/stored-events';
import { LongHistory } from '../projector/long-history';
import { days, historiesOf } from '../read-models/histories';
import { postingsAt } from '../read-models/naive';
import { anslag } from './anslag';
import { balancesIn, check, describeWithHledger, foldOf, sumsBy } from './hledger';

// Each journal is read by a process of its own, on a machine that may be busy.
jest.setTimeout(300_000);

async function journalOf(events: readonly StoredEvent[], cut: { knownPosition: string; effectiveAt?: string }) {
  async function* log() {
    yield events;
  }
  let text = '';
  for await (const piece of writeJournal([], bookingsIn(log(), cut, null))) text += piece;
  return text;
}

const effective = (events: readonly StoredEvent[], position: bigint, day: string | null) =>
  foldOf(postingsAt(events, position, day).filter((one) => one.effective));

// A ledger that starts goes on with a year that stopped on its way; its log would not be the history's any more.
const settled = historiesOf({ minLength: 20, maxLength: 90 }, { settled: true });

describeWithHledger('of random histories', () => {
  test('hledger adds up every account as a fold of the log does, at every cut of both axes', async () => {
    const picks = fc.record({ back: fc.noBias(fc.nat(30)), effectiveAt: fc.constantFrom(null, ...days) });
    let accounts = 0;
    let coded = 0;
    await fc.assert(
      fc.asyncProperty(settled, picks, async ({ log: { events } }, { back, effectiveAt }) => {
        const { position } = events.at(-1 - (back % events.length))!;
        const known = { knownPosition: String(position) };
        const text = await journalOf(events, { ...known, ...(effectiveAt !== null && { effectiveAt }) });
        const sums = effective(events, position, effectiveAt);
        accounts += Object.keys(sums).length;
        expect(balancesIn(text, '--strict')).toEqual(sums);
        // What is committed on each code, by the tags alone; those with none have no name.
        const committed = postingsAt(events, position, effectiveAt).filter(
          (one) => one.effective && one.account === 'COMMITTED',
        );
        const byCode = sumsBy(committed, ({ coding, currency }) => `${coding?.['konto'] ?? ''} ${currency}`);
        coded += Object.keys(byCode).filter((key) => !key.startsWith(' ')).length;
        expect(balancesIn(text, 'acct:^[^:]*:[^:]*:COMMITTED', '--pivot', 'dim-konto')).toEqual(byCode);
        // hledger's own cut, by the days of the postings.
        if (effectiveAt !== null) {
          const whole = await journalOf(events, known);
          expect(balancesIn(whole, '--strict', '-e', dayAfter(effectiveAt))).toEqual(sums);
        }
      }),
      { numRuns: 40 },
    );
    expect(accounts).toBeGreaterThan(100);
    expect(coded).toBeGreaterThan(0);
  });
});

describeWithHledger('a long history in a store', () => {
  const directory = mkdtempSync(join(tmpdir(), 'anslag-journal-'));
  let ledger: LedgerProcess | null = null;
  let events: StoredEvent[];
  let cuts: string[][];

  beforeAll(async () => {
    const store = await openEventStore(`sqlite:${directory}`, { streamPrefixes });
    const history = new LongHistory(store, 11, 2_500);
    await history.append(history.left);
    await store.close();
    events = await storedEvents(directory);
    const middle = events[events.length >> 1]!;
    cuts = [
      [],
      ['--known-position', String(middle.position)],
      ['--known-at', new Date(middle.recordedAt).toISOString(), '--effective-at', '2019-12-31'],
      ['--body', 'rs.norra-2', '--year', '2020'],
    ];
  });

  afterAll(async () => {
    await ledger?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const alone = (...args: string[]) => {
    const nowhere = { url: 'http://127.0.0.1:9', env: { ANSLAG_TOKEN: '' } };
    return anslag(nowhere, 'export', '--format', 'hledger', '--store', `sqlite:${directory}`, ...args);
  };

  test('is written from the store alone, without a ledger or a token, and adds up', async () => {
    const { code, stdout } = await alone();
    expect(code).toBe(0);
    check(stdout);
    const sums = balancesIn(stdout);
    expect(sums).toEqual(effective(events, events.at(-1)!.position, null));
    expect(Object.keys(sums).length).toBeGreaterThan(20);
    expect(stdout.match(/^\d{4}-\d\d-\d\d \(/gm)!.length).toBeGreaterThan(1_000);
  });

  test('a position that it does not reach is refused', async () => {
    const { code, stderr } = await alone('--known-position', String(events.at(-1)!.position + 1n));
    expect(code).toBe(1);
    expect(stderr).toContain(`anslag: The ledger ends at position ${events.at(-1)!.position}.\n`);
  });

  test('is the same to the letter over HTTP, which reads the read models, at every cut', async () => {
    const fromStore: string[] = [];
    for (const cut of cuts) fromStore.push((await alone(...cut)).stdout);
    ledger = await LedgerProcess.start({ directory });
    for (const [at, cut] of cuts.entries()) {
      const { code, stdout } = await anslag(ledger, 'export', '--format', 'hledger', ...cut);
      expect([cut, code]).toEqual([cut, 0]);
      expect(stdout).toBe(fromStore[at]);
    }
  });
});

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
