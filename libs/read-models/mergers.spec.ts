import { booked, LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { agreements } from './agreements';
import { balanceReport } from './balance-report';
import { balances } from './balances';
import type { Ask } from './basis';
import { budgets } from './budgets';
import { entries } from './entries';
import { Mergers } from './mergers';
import { parties } from './parties';

let ledger: LedgerInMemory;
let models: ReadModelsOn;

beforeEach(() => {
  ledger = new LedgerInMemory();
  for (const partyId of ['a', 'b', 'c', 'd', 'hsn'])
    booked(ledger.party({ type: 'RegisterParty', partyId, name: `Parten ${partyId}`, kind: 'association' }));
});

afterEach(() => models.close());

/** As the domain books it; what another process has done meanwhile it does not know. */
const merge = (partyId: string, into: string, effectiveFrom: string) =>
  booked(ledger.party({ type: 'MergeParty', partyId, into, effectiveFrom, reason: 'Gick samman' }));

const start = async () => {
  models = await ReadModelsOn.start(ledger.log);
};

const mergers = async (ask: Partial<Ask> = {}, partyId: string | null = null) =>
  (await models.at(ask, [parties], (cut) => Mergers.at(cut, partyId))).answer;

test('a merger counts from its day and from when it was recorded, and so does each on the way', async () => {
  merge('a', 'b', '2020-01-01');
  const first = ledger.log.events.at(-1)!.position;
  merge('b', 'c', '2019-06-01');
  await start();
  const survivor = async (ask: Partial<Ask>) => (await mergers(ask)).survivorOf('a');
  expect(await survivor({})).toBe('c');
  expect(await survivor({ knownPosition: first })).toBe('b');
  expect(await survivor({ effectiveAt: '2019-12-31' })).toBe('a');
  expect((await mergers({ effectiveAt: '2019-12-31' })).survivorOf('b')).toBe('c');
  const ofC = await mergers({}, 'c');
  expect(ofC.members).toEqual(['c', 'a', 'b']);
  expect(ofC.joined('c').get('a')).toEqual({ effectiveOn: '2020-01-01', position: ledger.log.events.at(-1)!.position });
  expect((await mergers({}, 'b')).members).toEqual(['b', 'a']);
  expect((await mergers({}, 'd')).any).toBe(false);
});

test('of mergers that two processes close to a circle at the same moment, the last does not count', async () => {
  merge('a', 'b', '2020-01-01');
  merge('b', 'c', '2020-01-01');
  merge('c', 'a', '2020-01-01');
  await start();
  const all = await mergers();
  expect(['a', 'b', 'c'].map((one) => all.survivorOf(one))).toEqual(['c', 'c', 'c']);
  expect((await mergers({}, 'c')).members).toEqual(['c', 'a', 'b']);
  expect((await mergers({}, 'a')).members).toEqual(['a']);
});

test('where all figures of a merged party are zero, its survivor has a row only when it is asked for', async () => {
  for (const year of [2019, 2020])
    booked(ledger.budget({ type: 'OpenBudget', bodyId: 'hsn', year, currency: 'SEK', control: 'none' }));
  for (const recipientId of ['a', 'd']) {
    const on = { bodyId: 'hsn', year: 2019, allocationId: `till-${recipientId}` };
    const decision = { bodyId: 'hsn', decidedOn: '2019-01-10' };
    booked(ledger.budget({ type: 'Allocate', ...on, recipientId, kind: 'one-off', amount: '5', decision }));
    booked(ledger.budget({ type: 'ReverseAllocation', ...on, reason: 'Fel' }));
  }
  merge('a', 'b', '2020-01-01');
  await start();
  const needed = [balances, entries, parties, agreements, budgets];
  for (const effectiveAt of [null, '2020-06-30']) {
    const report = async (recipientId: string | null) =>
      (
        await models.at({ effectiveAt }, needed, (cut) =>
          balanceReport(
            cut,
            { year: null, bodyId: null, recipientId, kind: null, currency: null, programme: null },
            ['recipientId'],
            {
              limit: 10,
              after: null,
            },
          ),
        )
      ).answer;
    expect(await report(null)).toEqual({ rows: [], totals: [], after: null });
    expect((await report('b')).rows).toMatchObject([{ recipientId: 'b', mergedFrom: ['a'], allocated: '0.00' }]);
    expect((await report('c')).rows).toEqual([]);
  }
});
