import { booked, LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { allocationPage, type AllocationFilters } from './allocation-report';
import { allocations } from './allocations';
import type { Ask } from './basis';
import { entries } from './entries';
import { parties } from './parties';

const on = { bodyId: 'hsn', year: 2020 };
const decision = { bodyId: 'hsn', decidedOn: '2020-02-01' };

let ledger: LedgerInMemory;
let models: ReadModelsOn;

beforeEach(() => {
  ledger = new LedgerInMemory();
  booked(ledger.party({ type: 'RegisterParty', partyId: 'novahuset', name: 'Novahuset', kind: 'association' }));
  booked(ledger.budget({ type: 'OpenBudget', ...on, currency: 'SEK', control: 'none' }));
});

afterEach(() => models.close());

const allocate = (allocationId: string, more: object = {}) =>
  booked(
    ledger.budget({
      type: 'Allocate',
      ...on,
      allocationId,
      recipientId: 'novahuset',
      kind: 'one-off',
      amount: '100',
      decision,
      ...more,
    }),
  );

const position = () => ledger.log.events.at(-1)!.position;

const none: AllocationFilters = { year: null, bodyId: null, recipientId: null };

const start = async () => {
  models = await ReadModelsOn.start(ledger.log);
};

async function page(
  ask: Partial<Ask> = {},
  filters: Partial<AllocationFilters> = {},
  limit = 100,
  after: bigint | null = null,
) {
  const { answer } = await models.at(ask, [allocations, entries, parties], (cut) =>
    allocationPage(cut, { ...none, ...filters }, { limit, after }),
  );
  return answer;
}

const ids = async (...asked: Parameters<typeof page>) => (await page(...asked)).rows.map((row) => row.allocationId);

test('an allocation is listed with all that was said of it, and its figures', async () => {
  allocate('a', {
    purposes: ['råd', 'stöd'],
    programme: 'IOP',
    dimensions: { cost: '42' },
    supplementTo: 'unknown',
    recipientNameAsPublished: 'Föreningen Novahuset',
    title: 'Stöd',
    note: 'Avsätts.',
  });
  await start();
  expect((await page()).rows).toEqual([
    {
      ...on,
      allocationId: 'a',
      recipientId: 'novahuset',
      recipientName: 'Novahuset',
      kind: 'one-off',
      originYear: 2020,
      status: 'decided',
      currency: 'SEK',
      amount: '100.00',
      allocated: '100.00',
      reserved: '0.00',
      disbursed: '0.00',
      returned: '0.00',
      released: '0.00',
      carriedIn: '0.00',
      carriedOut: '0.00',
      priorYear: '0.00',
      remaining: '100.00',
      effectiveOn: '2020-02-01',
      decision,
      agreementId: null,
      supplementTo: 'unknown',
      programme: 'IOP',
      purposes: ['råd', 'stöd'],
      dimensions: { cost: '42' },
      recipientNameAsPublished: 'Föreningen Novahuset',
      title: 'Stöd',
      note: 'Avsätts.',
      replaces: null,
      replacedBy: null,
      reportingDuties: [],
      disbursementPlan: [],
      voucher: 'hsn/2020/2',
      revision: '1',
    },
  ]);
});

test('a replacement shows which it replaces, and what it replaced shows by which, each as it was known', async () => {
  allocate('a', { title: 'Before' });
  const before = position();
  booked(
    ledger.budget({
      type: 'ReplaceAllocation',
      ...on,
      allocationId: 'a',
      newAllocationId: 'a.2',
      reason: 'Wrong amount',
      amount: '70',
      title: 'After',
    }),
  );
  await start();
  expect((await page()).rows).toMatchObject([
    { allocationId: 'a', status: 'reversed', replacedBy: 'a.2', amount: '100.00', allocated: '0.00', title: 'Before' },
    { allocationId: 'a.2', status: 'decided', replaces: 'a', amount: '70.00', allocated: '70.00', title: 'After' },
  ]);
  expect((await page({ knownPosition: before })).rows).toMatchObject([
    { allocationId: 'a', status: 'decided', replacedBy: null, allocated: '100.00', revision: '1' },
  ]);
});

test('a note changes what it names and nothing else, from where it was recorded', async () => {
  allocate('a', { recipientNameAsPublished: 'Novahust', title: 'Stöd', note: 'Avsätts.' });
  const before = position();
  booked(
    ledger.budget({
      type: 'AnnotateAllocation',
      ...on,
      allocationId: 'a',
      reason: 'Spelling',
      recipientNameAsPublished: 'Novahuset',
    }),
  );
  await start();
  const said = { title: 'Stöd', note: 'Avsätts.', voucher: 'hsn/2020/2' };
  expect((await page()).rows).toMatchObject([{ ...said, recipientNameAsPublished: 'Novahuset', revision: '2' }]);
  expect((await page({ knownPosition: before })).rows).toMatchObject([
    { ...said, recipientNameAsPublished: 'Novahust', revision: '1' },
  ]);
});

test('what waits is reserved; approved it is decided, and the approval’s note is not the allocation’s', async () => {
  const year = { bodyId: 'hsn', year: 2021 };
  booked(
    ledger.budget({ type: 'OpenBudget', ...year, currency: 'SEK', control: 'none', approval: { policy: 'always' } }),
  );
  allocate('a', { ...year, note: 'Avsätts.' });
  allocate('b', year);
  const waiting = position();
  booked(ledger.budget({ type: 'ApproveAllocation', ...year, allocationId: 'a', note: 'Fine' }, 'bo'));
  booked(ledger.budget({ type: 'RejectAllocation', ...year, allocationId: 'b', reason: 'No' }, 'bo'));
  await start();
  expect((await page({ knownPosition: waiting })).rows).toMatchObject([
    { allocationId: 'a', status: 'waiting', allocated: '0.00', reserved: '100.00' },
    { allocationId: 'b', status: 'waiting', allocated: '0.00', reserved: '100.00' },
  ]);
  expect((await page()).rows).toMatchObject([
    { allocationId: 'a', status: 'decided', allocated: '100.00', reserved: '0.00', note: 'Avsätts.' },
    { allocationId: 'b', status: 'rejected', allocated: '0.00', reserved: '0.00', amount: '100.00' },
  ]);
});

test('with an effective day only what takes effect until then is listed, and counted', async () => {
  allocate('a');
  allocate('b', { decision: { bodyId: 'hsn', decidedOn: '2020-06-01' } });
  booked(
    ledger.budget({
      type: 'AdjustAllocation',
      ...on,
      allocationId: 'a',
      difference: '-30',
      reason: 'Less',
      effectiveOn: '2020-03-01',
    }),
  );
  await start();
  expect((await page({ effectiveAt: '2020-02-29' })).rows).toMatchObject([{ allocationId: 'a', allocated: '100.00' }]);
  expect((await page({ effectiveAt: '2020-03-01' })).rows).toMatchObject([
    { allocationId: 'a', amount: '100.00', allocated: '70.00' },
  ]);
  expect(await ids()).toEqual(['a', 'b']);
});

test('one id in two budgets is two allocations, each with its own figures and steps', async () => {
  booked(ledger.budget({ type: 'OpenBudget', bodyId: 'hsn', year: 2021, currency: 'SEK', control: 'none' }));
  allocate('a');
  allocate('a', { year: 2021, amount: '7' });
  booked(ledger.budget({ type: 'ReverseAllocation', ...on, allocationId: 'a', reason: 'Wrong' }));
  await start();
  expect((await page()).rows).toMatchObject([
    { year: 2020, status: 'reversed', allocated: '0.00' },
    { year: 2021, status: 'decided', allocated: '7.00' },
  ]);
});

test('the list is filtered by year, body and recipient, and paged in the order recorded', async () => {
  booked(ledger.party({ type: 'RegisterParty', partyId: 'other', name: 'Other', kind: 'other' }));
  booked(ledger.budget({ type: 'OpenBudget', bodyId: 'ks', year: 2021, currency: 'SEK', control: 'none' }));
  allocate('c');
  allocate('a', { recipientId: 'other' });
  allocate('b', { bodyId: 'ks', year: 2021 });
  await start();
  expect(await ids()).toEqual(['c', 'a', 'b']);
  expect(await ids({}, { year: 2021 })).toEqual(['b']);
  expect(await ids({}, { bodyId: 'hsn' })).toEqual(['c', 'a']);
  expect(await ids({}, { recipientId: 'novahuset' })).toEqual(['c', 'b']);
  const first = await page({}, {}, 2);
  expect(first.rows.map((row) => row.allocationId)).toEqual(['c', 'a']);
  expect(await ids({}, {}, 2, first.after)).toEqual(['b']);
  expect((await page({}, {}, 2, first.after)).after).toBeNull();
});
