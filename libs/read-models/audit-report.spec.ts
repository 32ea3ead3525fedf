import { booked, LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { trailPage, type TrailFilters } from './audit-report';
import { auditTrail } from './audit-trail';
import type { Ask } from './basis';
import { parties } from './parties';

const all: TrailFilters = {
  year: null,
  bodyId: null,
  recipientId: null,
  allocationId: null,
  actor: null,
  type: null,
  q: null,
  recordedFrom: null,
  recordedBefore: null,
};
const on = { bodyId: 'hsn', year: 2019, allocationId: 'engangs' };
const start = Date.UTC(2019, 10, 12);
const hour = 3_600_000;

let ledger: LedgerInMemory;
let models: ReadModelsOn;

/** One event an hour: two parties, the budget, a decision and what follows it. */
beforeAll(async () => {
  ledger = new LedgerInMemory();
  ledger.log.now = () => start + ledger.log.events.length * hour;
  booked(
    ledger.party({ type: 'RegisterParty', partyId: 'hsn', name: 'Hälso- och sjukvårdsnämnden', kind: 'body' }, 'root'),
  );
  booked(ledger.party({ type: 'RegisterParty', partyId: 'primarvarden', name: 'Primärvården', kind: 'cost-object' }));
  booked(ledger.budget({ type: 'OpenBudget', bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none' }));
  booked(
    ledger.budget({
      type: 'Allocate',
      ...on,
      recipientId: 'primarvarden',
      kind: 'one-off',
      amount: '30000000',
      title: 'Engångsersättning för ÄLDRE',
      decision: { bodyId: 'hsn', decidedOn: '2019-11-12', caseNumber: 'HSN 2019-713' },
    }),
  );
  const disbursed = { amount: '60', disbursementId: 'd-1', effectiveOn: '2019-12-01' };
  booked(ledger.budget({ type: 'RecordDisbursement', ...on, ...disbursed }, 'bo'));
  booked(ledger.budget({ type: 'AnnotateAllocation', ...on, reason: 'Stavfel', title: 'Engångsersättning' }));
  booked(ledger.budget({ type: 'ReverseAllocation', ...on, voucher: 'hsn/2019/3', reason: 'Fel konto' }));
  booked(ledger.budget({ type: 'ReverseAllocation', ...on, reason: '100 % fel' }));
  const proposal = { bodyId: 'hsn', year: 2019, appropriationId: 'plan', kind: 'original', amount: null } as const;
  booked(ledger.budget({ type: 'ProposeAppropriation', ...proposal }));
  const adoption = { bodyId: 'rf', decidedOn: '2019-11-26' };
  const { amount: _, kind: __, ...plan } = proposal;
  booked(ledger.budget({ type: 'AdoptAppropriation', ...plan, amount: '5', decision: adoption }));
  booked(ledger.party({ type: 'RenameParty', partyId: 'hsn', name: 'Vårdnämnden', effectiveFrom: '2020-01-01' }));
  models = await ReadModelsOn.start(ledger.log);
});

afterAll(() => models.close());

async function trail(
  filters: Partial<TrailFilters> = {},
  ask: Partial<Ask> = {},
  limit = 100,
  after: bigint | null = null,
) {
  const { answer } = await models.at(ask, [auditTrail, parties], (cut) =>
    trailPage(cut, { ...all, ...filters }, { limit, after }),
  );
  return answer;
}

const types = async (filters: Partial<TrailFilters>, ask: Partial<Ask> = {}) =>
  (await trail(filters, ask)).rows.map(({ type }) => type);

test('every event has one row, oldest first, that says who, when, what and by which decision', async () => {
  const { rows } = await trail();
  expect(rows.map(({ position }) => position)).toEqual(ledger.log.events.map(({ position }) => String(position)));
  expect(rows[3]).toEqual({
    position: String(ledger.log.events[3]!.position),
    recordedAt: '2019-11-12T03:00:00.000Z',
    actor: 'anna',
    stream: 'budget-hsn.2019',
    revision: '1',
    voucher: 'hsn/2019/2',
    type: 'AllocationDecided',
    allocationId: 'engangs',
    appropriationId: null,
    recipientId: 'primarvarden',
    effectiveOn: '2019-11-12',
    reason: null,
    decision: { bodyId: 'hsn', decidedOn: '2019-11-12', caseNumber: 'HSN 2019-713' },
    before: null,
    after: {
      status: 'decided',
      allocated: '30000000.00',
      remaining: '30000000.00',
      recipientId: 'primarvarden',
      kind: 'one-off',
      title: 'Engångsersättning för ÄLDRE',
    },
  });
  expect(rows[0]).toMatchObject({ voucher: null, actor: 'root', before: null, after: { kind: 'body' } });
});

test('a row shows what its event changed, from what to what, and nothing else', async () => {
  const { rows } = await trail({ bodyId: 'hsn', year: 2019 });
  const changes = rows.map(({ type, before, after, reason }) => ({ type, before, after, reason }));
  expect(changes.slice(2)).toEqual([
    {
      type: 'DisbursementRecorded',
      before: { disbursed: '0.00', remaining: '30000000.00' },
      after: { disbursed: '60.00', remaining: '29999940.00' },
      reason: null,
    },
    {
      type: 'AllocationAnnotated',
      before: { title: 'Engångsersättning för ÄLDRE' },
      after: { title: 'Engångsersättning' },
      reason: 'Stavfel',
    },
    {
      type: 'EntryReversed',
      before: { disbursed: '60.00', remaining: '29999940.00' },
      after: { disbursed: '0.00', remaining: '30000000.00', reversed: ['hsn/2019/3'] },
      reason: 'Fel konto',
    },
    {
      type: 'AllocationReversed',
      before: { status: 'decided', allocated: '30000000.00', remaining: '30000000.00' },
      after: { status: 'reversed', allocated: '0.00', remaining: '0.00', reversed: ['hsn/2019/2'] },
      reason: '100 % fel',
    },
    {
      type: 'AppropriationProposed',
      before: null,
      after: { status: 'proposed', kind: 'original', amount: null },
      reason: null,
    },
    {
      type: 'AppropriationAdopted',
      before: { status: 'proposed', amount: null, appropriated: '0.00' },
      after: { status: 'adopted', amount: '5.00', appropriated: '5.00' },
      reason: null,
    },
  ]);
  const renamed = (await trail({ type: 'PartyRenamed' })).rows[0]!;
  expect(renamed).toMatchObject({
    before: { name: 'Hälso- och sjukvårdsnämnden' },
    after: { name: 'Vårdnämnden', effectiveFrom: '2020-01-01' },
    effectiveOn: '2020-01-01',
  });
});

test('the trail is filtered by what is asked', async () => {
  expect(await types({ allocationId: 'engangs' })).toHaveLength(5);
  expect(await types({ recipientId: 'primarvarden', actor: 'bo' })).toEqual(['DisbursementRecorded']);
  expect(await types({ type: 'BudgetOpened', year: 2019 })).toEqual(['BudgetOpened']);
  expect(await types({ year: 2020 })).toEqual([]);
  expect(await types({ bodyId: 'nobody' })).toEqual([]);
  expect(await types({ recordedFrom: start + 3 * hour, recordedBefore: start + 5 * hour })).toEqual([
    'AllocationDecided',
    'DisbursementRecorded',
  ]);
});

test('text is found whatever its case, Swedish letters too, and signs mean themselves', async () => {
  expect(await types({ q: 'ENGÅNGSERSÄTTNING FÖR äldre' })).toEqual(['AllocationDecided']);
  expect(await types({ q: 'hsn 2019-713' })).toEqual(['AllocationDecided']);
  expect(await types({ q: 'PRIMÄR' })).toEqual(['PartyRegistered']);
  expect(await types({ q: '100 % fel' })).toEqual(['AllocationReversed']);
  expect(await types({ q: '1% fel' })).toEqual([]);
  expect(await types({ q: 'd_1' })).toEqual([]);
  expect(await types({ q: '30000000.00', actor: 'anna', type: 'AllocationDecided' })).toEqual(['AllocationDecided']);
});

test('a point on either axis leaves out what is later there', async () => {
  expect(await types({ allocationId: 'engangs' }, { effectiveAt: '2019-11-30' })).toEqual([
    'AllocationDecided',
    'AllocationAnnotated',
    'AllocationReversed',
  ]);
  expect(await types({}, { knownPosition: ledger.log.events[1]!.position })).toEqual([
    'PartyRegistered',
    'PartyRegistered',
  ]);
});

test('pages follow one another', async () => {
  const seen: string[] = [];
  let after: bigint | null = null;
  do {
    const page: Awaited<ReturnType<typeof trail>> = await trail({}, {}, 4, after);
    seen.push(...page.rows.map(({ position }) => position));
    after = page.after;
  } while (after !== null);
  expect(seen).toEqual(ledger.log.events.map(({ position }) => String(position)));
});
